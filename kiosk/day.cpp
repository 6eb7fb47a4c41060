#include "kiosk/day.h"

#include <algorithm>

namespace sala::kiosk {

void Day::apply(DayUpdate update) {
  bool matters = update.roster || !update.complete.empty() || !update.attendance.empty() ||
                 !update.books.empty() || update.all_books || update.own_streams || update.forms ||
                 update.all_answered || !update.answered.empty() || update.all_said ||
                 !update.said.empty();
  revision_ += matters ? 1 : 0;
  if (update.all_books) books_.clear();
  for (auto& [course, book] : update.books) books_[course] = std::move(book);
  if (update.own_streams) own_streams_ = std::move(*update.own_streams);
  if (update.roster) {
    roster_ = std::move(update.roster);
    loaded_ = true;
  }
  if (update.forms) forms_ = std::move(update.forms);
  can_seal_ = update.can_seal.value_or(can_seal_);
  if (update.all_answered) answered_.clear();
  for (auto const& it : update.answered) answered_.insert(it);
  if (update.all_said) said_.clear();
  for (auto& [session, forms] : update.said) said_[session] = std::move(forms);
  for (SessionId const& session : update.complete) attendance_[session].clear();
  for (auto& [session, row] : update.attendance) {
    attendance_[session][row.participant] = std::move(row.attendance);
  }
  if (update.tally) tally_ = *update.tally;
  if (update.anchors) anchors_ = std::move(*update.anchors);
}

void Day::set_now(BootTime boottime, WallTime shown) {
  now_ = rules::resolve(boottime, shown, anchors_).at;
}

namespace {

std::vector<SessionSet> sets_of(Roster const& roster) {
  std::vector<SessionSet> sets;
  for (Session const& session : roster.sessions()) sets.push_back(session.set);
  return sets;
}

// What can be going on at this moment. Asked in each frame, where hundreds may be planned.
std::vector<SessionSet> sets_near(Roster const& roster, WallTime now) {
  std::vector<SessionSet> sets;
  for (Session const& session : roster.sessions()) {
    constexpr std::chrono::hours near{36};
    bool begun = WallTime{std::chrono::seconds(session.set.starts_s)} - near < now;
    bool over = WallTime{std::chrono::seconds(session.set.ends_s)} + near < now;
    if (begun && !over) sets.push_back(session.set);
  }
  return sets;
}

}  // namespace

Session const* Day::current() const {
  if (!chosen_.is_nil()) {
    Session const* chosen = roster_->session(chosen_);
    if (chosen != nullptr && !chosen->set.cancelled) return chosen;
  }
  auto sets = sets_near(*roster_, now_);
  auto const* now = rules::now_and_next(sets, now_).now;
  return now == nullptr ? nullptr : roster_->session(now->session);
}

Session const* Day::next() const {
  auto sets = sets_of(*roster_);
  auto const* next = rules::now_and_next(sets, now_).next;
  return next == nullptr ? nullptr : roster_->session(next->session);
}

std::vector<Session const*> Day::today() const {
  std::vector<Session const*> result;
  for (Session const& session : roster_->sessions()) {
    if (rules::is_on_day(session.set, now_)) result.push_back(&session);
  }
  return result;
}

rules::Attendance Day::attendance(SessionId const& session, ParticipantId const& person) const {
  auto book = attendance_.find(session);
  if (book == attendance_.end()) return {};
  auto found = book->second.find(person);
  return found == book->second.end() ? rules::Attendance{} : found->second;
}

bool Day::is_here(SessionId const& session, ParticipantId const& person) const {
  return attendance(session, person).presence == rules::Presence::here;
}

namespace {

template <class Book, class Matches>
int count_if(std::map<SessionId, Book> const& books, SessionId const& session, Matches matches) {
  auto book = books.find(session);
  if (book == books.end()) return 0;
  return static_cast<int>(std::count_if(book->second.begin(), book->second.end(),
                                        [&](auto const& it) { return matches(it.second); }));
}

}  // namespace

int Day::came(SessionId const& session) const {
  return count_if(attendance_, session,
                  [](auto const& it) { return it.presence != rules::Presence::absent; });
}

int Day::here(SessionId const& session) const {
  return count_if(attendance_, session,
                  [](auto const& it) { return it.presence == rules::Presence::here; });
}

int Day::missing(Session const& session) const {
  int count = 0;
  for (std::size_t i : roster_->expected(session)) {
    auto presence = attendance(session.set.session, roster_->people()[i].set.participant).presence;
    count += presence == rules::Presence::absent ? 1 : 0;
  }
  return count;
}

bool Day::attended(CourseId const& course, ParticipantId const& person) const {
  auto const& sessions = roster_->sessions();
  return std::any_of(sessions.begin(), sessions.end(), [&](Session const& it) {
    return it.set.course == course &&
           attendance(it.set.session, person).presence != rules::Presence::absent;
  });
}

rules::SeatBook const* Day::seat_book(CourseId const& course) const {
  auto found = books_.find(course);
  return found == books_.end() ? nullptr : found->second.get();
}

StreamId Day::own_stream(ProgrammeId const& programme) const {
  auto found = own_streams_.find(programme);
  return found == own_streams_.end() ? StreamId{} : found->second;
}

FormEntry const* Day::form(FormId const& id) const {
  FormEntry const* entry = forms_->form(id);
  return entry == nullptr || entry->withdrawn ? nullptr : entry;
}

std::vector<FormEntry const*> Day::forms_for(SessionId const& session, FormMoment when) const {
  std::vector<FormEntry const*> result;
  auto add = [&](std::vector<FormUse> const& uses) {
    for (FormUse const& use : uses) {
      FormEntry const* entry = use.when == when ? form(use.form) : nullptr;
      bool fresh = std::find(result.begin(), result.end(), entry) == result.end();
      if (entry != nullptr && fresh) result.push_back(entry);
    }
  };
  Session const* of = session.is_nil() ? nullptr : roster_->session(session);
  if (!session.is_nil() && of == nullptr) return result;
  if (of != nullptr) add(of->set.forms);
  // What a programme offers at any time belongs to no session.
  bool ask_programme = of == nullptr || when != FormMoment::any_time;
  for (ProgrammeSet const& programme : roster_->programmes()) {
    bool its = of == nullptr || of->programme == programme.programme;
    if (its && ask_programme) add(programme.forms);
  }
  return result;
}

bool Day::has_answered(FormId const& form, SessionId const& session, ParticipantId const& person,
                       std::optional<FormMoment> when) const {
  auto at = [&](FormMoment moment) {
    bool wanted = !when || *when == moment;
    return wanted && answered_.contains({form, session, moment, person});
  };
  return at(FormMoment::sign_in) || at(FormMoment::end) || at(FormMoment::any_time);
}

std::vector<views::RoomForm> const& Day::said(SessionId const& session) const {
  static std::vector<views::RoomForm> const nothing;
  auto found = said_.find(session);
  return found == said_.end() ? nothing : found->second;
}

std::vector<std::pair<Person const*, rules::Attendance>> Day::arrivals(
    SessionId const& session) const {
  std::vector<std::pair<Person const*, rules::Attendance>> result;
  auto book = attendance_.find(session);
  if (book == attendance_.end()) return result;
  for (auto const& [id, attendance] : book->second) {
    Person const* person = roster_->person(id);
    if (person != nullptr && attendance.came) result.emplace_back(person, attendance);
  }
  std::sort(result.begin(), result.end(), [](auto const& a, auto const& b) {
    return std::pair(b.second.came->at, a.first->set.participant) <
           std::pair(a.second.came->at, b.first->set.participant);
  });
  return result;
}

}  // namespace sala::kiosk
