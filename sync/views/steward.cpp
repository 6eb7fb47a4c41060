#include "sync/views/steward.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <set>

#include "platform/base/log.h"
#include "platform/posix/files.h"
#include "sync/rules/choosing.h"
#include "sync/rules/seat_policy.h"
#include "sync/views/queries.h"
#include "sync/views/witness.h"

namespace sala::views {
namespace {

// A job holds the keeper for a few milliseconds: a book of fifty facts takes a third of one.
constexpr std::size_t courses_a_job = 8;
// A tail is some 95 bytes, a body at most 64 KiB.
constexpr std::size_t most_tails = 500;

// What the policy must know beside the books; worked out again when settings change.
struct Plan {
  std::map<CourseId, rules::Lesson> lessons;
  std::vector<DeviceId> boxes;  // bound to the programme, not revoked
  std::int64_t people = 0;
};

bool changes_plans(Change const& change) {
  return !is_about_seats(change) && change.session.is_nil() && change.kind != ClockAnchored::kind &&
         change.kind != StreamOpened::kind;
}

Result<Plan> read_plan(Queries& queries, ProgrammeId const& programme) {
  Plan plan;
  auto courses = TRY(queries.courses(programme));
  for (auto& lesson : rules::lessons_of(std::move(courses), TRY(queries.sessions(programme)))) {
    auto id = lesson.course.course;
    plan.lessons.emplace(id, std::move(lesson));
  }
  for (DeviceCard const& card : TRY(queries.devices())) {
    auto const& bound = card.enrolled.programmes;
    bool here = std::find(bound.begin(), bound.end(), programme) != bound.end();
    if (here && !card.revoked) plan.boxes.push_back(card.enrolled.device);
  }
  plan.people = TRY(queries.people_about(programme));
  return plan;
}

}  // namespace

struct Steward::State : std::enable_shared_from_this<State> {
  State(Options given, Clock const& its_clock) : options(std::move(given)), clock(its_clock) {}

  Options options;
  Clock const& clock;

  std::mutex mutex;  // guards what follows
  std::set<CourseId> dirty;
  bool all = true;
  bool plans_are_old = true;
  bool under_way = false;
  bool started = false;
  std::set<CourseId> still;  // office: courses that stand still for want of somebody's word

  // Only in jobs, on the keeper's thread.
  std::map<ProgrammeId, Plan> plans;
  std::map<CourseId, ProgrammeId> programmes;
  struct Vouched {
    Assurance by{};
    std::map<StreamId, std::uint64_t> ends;
  };
  std::optional<Vouched> vouched;
  // This process knows all that its box ever wrote. Only then it writes the witness: one that came
  // from an old image would vouch for itself at its next start.
  bool is_whole = false;

  void post();
  std::vector<CourseId> take_work(bool& everything);
  Result<std::vector<ledger::Draft>> tend(Standing const& standing);
  Result<void> tend_course(Standing const& standing, CourseId const& course,
                           std::vector<ledger::Draft>& drafts);
  std::vector<Body> tend_as_office(Standing const& standing, rules::SeatBook const& book,
                                   StreamId const& self, rules::SeatedCourse const& course,
                                   Plan const& plan, std::vector<EventName> const& ends);
  Result<std::vector<Body>> tend_as_box(Standing const& standing, rules::SeatBook const& book,
                                        StreamId const& self, rules::SeatedCourse const& course,
                                        Plan const& plan, std::vector<EventName> const& ends);
  std::optional<SeatsResumed> resume(rules::SeatBook const& book, StreamId const& self,
                                     CourseId const& course, Plan const& plan);
  Result<void> read_plans(Queries& queries);
  Result<void> look_back(Standing const& standing, Vouched vouch);
};

// ---- work to do

void Steward::State::post() {
  {
    std::lock_guard guard(mutex);
    if (!started || under_way || (!all && dirty.empty())) return;
    under_way = true;
  }
  auto self = shared_from_this();
  options.write([self](Standing const& standing) { return self->tend(standing); },
                [self](Result<std::vector<EventName>> const& written) {
                  bool again = written.has_value();
                  if (!written && written.error().code != ErrorCode::busy) {
                    log(LogLevel::warning, "seats: " + written.error().message());
                  }
                  {
                    std::lock_guard guard(self->mutex);
                    self->under_way = false;
                    if (!written) self->all = true;  // the next change, or look_again(), tries it
                  }
                  if (again) self->post();
                });
}

std::vector<CourseId> Steward::State::take_work(bool& everything) {
  std::lock_guard guard(mutex);
  everything = std::exchange(all, false);
  if (everything) {
    for (auto const& [course, programme] : programmes) dirty.insert(course);
  }
  std::vector<CourseId> work;
  while (!dirty.empty() && work.size() < courses_a_job) {
    work.push_back(*dirty.begin());
    dirty.erase(dirty.begin());
  }
  return work;
}

Result<void> Steward::State::read_plans(Queries& queries) {
  {
    std::lock_guard guard(mutex);
    if (!std::exchange(plans_are_old, false)) return {};
  }
  plans.clear();
  programmes.clear();
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    Plan plan = TRY(read_plan(queries, programme.programme));
    for (auto const& [course, lesson] : plan.lessons) {
      if (!lesson.course.core) programmes[course] = programme.programme;
    }
    plans[programme.programme] = std::move(plan);
  }
  return {};
}

Result<std::vector<ledger::Draft>> Steward::State::tend(Standing const& standing) {
  std::vector<ledger::Draft> drafts;
  if (!standing.headquarters) return drafts;
  TRY(read_plans(standing.queries));
  bool everything = false;
  for (CourseId const& course : take_work(everything)) {
    TRY(tend_course(standing, course, drafts));
  }
  if (is_whole && !options.witness_path.empty()) {
    write_witness(options.witness_path, clock.boot_id(),
                  TRY(standing.queries.stream_ends(standing.ledger.device())));
  }
  return drafts;
}

// ---- one course

Result<void> Steward::State::tend_course(Standing const& standing, CourseId const& course,
                                         std::vector<ledger::Draft>& drafts) {
  auto programme = programmes.find(course);
  if (programme == programmes.end()) return {};
  Plan const& plan = plans[programme->second];
  rules::Lesson const& lesson = plan.lessons.at(course);
  auto book = TRY(standing.queries.seat_book(course, *standing.headquarters));
  auto self =
      standing.ledger.own_stream(programme->second).value_or(StreamId{standing.ledger.device(), 0});
  if (auto resumed = resume(book, self, course, plan)) {
    // What it opens is looked at with the next job, which finds it in the book.
    drafts.push_back({programme->second, std::move(*resumed)});
    return {};
  }
  rules::SeatedCourse seated{course, lesson.course.capacity, lesson.course.cancelled,
                             rules::is_closed(lesson, clock.wall())};
  auto ends = TRY(standing.queries.stream_ends(programme->second));
  auto bodies = options.role == Role::office
                    ? tend_as_office(standing, book, self, seated, plan, ends)
                    : TRY(tend_as_box(standing, book, self, seated, plan, ends));
  for (Body& body : bodies) drafts.push_back({programme->second, std::move(body)});
  return {};
}

std::vector<Body> Steward::State::tend_as_office(Standing const&, rules::SeatBook const& book,
                                                 StreamId const& self,
                                                 rules::SeatedCourse const& course,
                                                 Plan const& plan,
                                                 std::vector<EventName> const& ends) {
  std::vector<rules::ServedBox> boxes;
  for (DeviceId const& device : plan.boxes) {
    // One that was never heard of will come; one that is silent for long may be gone.
    auto stream = newest_stream(ends, device);
    if (stream && options.serves && !options.serves(device)) continue;
    boxes.push_back({stream.value_or(StreamId{device, 0}), 0});
  }
  // Nobody knows at which box people will stand: they are expected at each alike.
  auto count = static_cast<std::int64_t>(std::max<std::size_t>(1, boxes.size()));
  for (rules::ServedBox& box : boxes) box.expected = (plan.people + count - 1) / count;
  return rules::tend_office(book, self, course, boxes);
}

Result<std::vector<Body>> Steward::State::tend_as_box(
    Standing const& standing, rules::SeatBook const& book, StreamId const& self,
    rules::SeatedCourse const& course, Plan const& plan, std::vector<EventName> const& ends) {
  rules::Door door;
  auto const& slot = plan.lessons.at(course.course).course.slot;
  std::vector<CourseId> alike{course.course};
  for (auto const& [id, lesson] : plan.lessons) {
    bool same = !slot.empty() && lesson.course.slot == slot && id != course.course;
    if (same && !lesson.course.core) alike.push_back(id);
  }
  std::int64_t left = plan.people - TRY(standing.queries.people_seated(alike));
  auto count = static_cast<std::int64_t>(std::max<std::size_t>(1, plan.boxes.size()));
  door.wanting = std::max<std::int64_t>(0, (left + count - 1) / count);
  door.office = newest_stream(ends, *standing.headquarters);
  return rules::tend_box(book, self, course, door);
}

// ---- the own past

// Nothing when nothing waits for it, or when nobody vouched for as much as is known by now.
std::optional<SeatsResumed> Steward::State::resume(rules::SeatBook const& book,
                                                   StreamId const& self, CourseId const& course,
                                                   Plan const& plan) {
  std::int64_t waits = book.unassured(self);
  bool unsure = false;
  for (EventName const& tail : book.own_tails(self)) {
    unsure = unsure || !book.may_spend(self, tail.stream);
  }
  bool stands_still = options.role == Role::office && unsure;
  SeatsResumed body;
  body.tails = book.own_tails(self);
  // Where no box is enrolled, nobody could hold a seat that headquarters forgot.
  bool alone = options.role == Role::office && plan.boxes.empty();
  bool covered = alone;
  is_whole = is_whole || alone;
  if (vouched && !alone) {
    covered = std::all_of(body.tails.begin(), body.tails.end(), [&](EventName const& tail) {
      auto known = vouched->ends.find(tail.stream);
      return tail.seq == 0 || (known != vouched->ends.end() && known->second >= tail.seq);
    });
    body.assurance = vouched->by;
  }
  bool needed = waits > 0 || stands_still;
  bool writes = needed && covered && body.tails.size() <= most_tails;
  std::lock_guard guard(mutex);
  if (stands_still && !writes) still.insert(course);
  if (!stands_still || writes) still.erase(course);
  if (!writes) return std::nullopt;
  return body;
}

Result<void> Steward::State::look_back(Standing const& standing, Vouched vouch) {
  for (EventName const& end : TRY(standing.queries.stream_ends(standing.ledger.device()))) {
    vouch.ends[end.stream] = end.seq;
  }
  vouched = std::move(vouch);
  is_whole = true;
  std::lock_guard guard(mutex);
  all = true;
  return {};
}

// ---- doors

Steward::Steward(Options options, Clock const& clock)
    : state_(std::make_shared<State>(std::move(options), clock)) {}
Steward::~Steward() = default;

void Steward::start() {
  {
    std::lock_guard guard(state_->mutex);
    state_->started = true;
  }
  auto read = [state = state_](Standing const& standing) -> Result<std::vector<ledger::Draft>> {
    auto ends = TRY(standing.queries.stream_ends(standing.ledger.device()));
    auto const& path = state->options.witness_path;
    state->is_whole = ends.empty();
    if (!path.empty() && witness_agrees(path, state->clock.boot_id(), ends)) {
      TRY(state->look_back(standing, {Assurance::same_boot, {}}));
    }
    return std::vector<ledger::Draft>{};
  };
  state_->options.write(read, [state = state_](auto const&) { state->post(); });
}

void Steward::changed(Projector::Changes const& changes) {
  {
    std::lock_guard guard(state_->mutex);
    if (changes.everything) state_->all = state_->plans_are_old = true;
    for (Change const& change : changes.list) {
      if (is_about_seats(change) && !change.course.is_nil()) {
        state_->dirty.insert(change.course);
        continue;
      }
      bool settings = changes_plans(change);
      // A resumption; a box that began a new stream; people, boxes and courses.
      if (settings) state_->plans_are_old = true;
      if (settings || is_about_seats(change) || change.kind == StreamOpened::kind) {
        state_->all = true;
      }
    }
  }
  state_->post();
}

void Steward::look_again() {
  {
    std::lock_guard guard(state_->mutex);
    state_->all = true;
  }
  state_->post();
}

void Steward::vouch(Assurance by) {
  auto note = [state = state_, by](Standing const& standing) -> Result<std::vector<ledger::Draft>> {
    TRY(state->look_back(standing, {by, {}}));
    return std::vector<ledger::Draft>{};
  };
  state_->options.write(note, [state = state_](auto const&) { state->post(); });
}

bool Steward::stands_still() const {
  std::lock_guard guard(state_->mutex);
  return !state_->still.empty();
}

std::string folder_of_this_boot() {
  namespace fs = std::filesystem;
  for (char const* name : {"RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"}) {
    if (char const* given = std::getenv(name); given != nullptr && *given == '/') return given;
  }
  std::error_code error;
  fs::create_directories("/run/sala", error);
  return error ? std::string() : std::string("/run/sala");
}

}  // namespace sala::views
