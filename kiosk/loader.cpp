#include "kiosk/loader.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "platform/base/log.h"
#include "platform/db/database.h"

namespace sala::kiosk {
namespace {

using Pair = std::pair<SessionId, ParticipantId>;

// The way down into each table; rows are read once, one after another.
constexpr std::int64_t pages_in_memory = 256 * 1024;

// What is to be read again. Bounded: beyond max_pairs a session is read whole.
struct Todo {
  static constexpr std::size_t max_pairs = 500;
  bool roster = false;
  bool all_attendance = false;
  bool tally = false;
  std::set<Pair> pairs;
  bool all_books = false;
  std::set<CourseId> books;
  bool forms = false;
  bool all_answered = false;
  std::set<views::AnsweredForm> answered;
  bool all_said = false;
  std::set<SessionId> said;

  bool empty() const {
    return !roster && !all_attendance && !tally && pairs.empty() && !all_books && books.empty() &&
           !forms && !all_answered && answered.empty() && !all_said && said.empty();
  }
  void everything() {
    roster = all_attendance = all_books = forms = all_answered = all_said = true;
  }
};

// Of what.
struct Scope {
  std::vector<ProgrammeId> programmes;
  std::optional<DeviceId> headquarters;
};

}  // namespace

struct Loader::State {
  State(Options given, db::Database opened)
      : options(std::move(given)),
        database(std::move(opened)),
        scope{options.programmes, options.headquarters} {}

  Options options;
  db::Database database;

  mutable std::mutex mutex;  // guards what follows
  std::condition_variable woken;
  Todo todo;
  Scope scope;
  std::optional<DayUpdate> ready;
  std::optional<Error> fault;
  bool stopping = false;

  // Streams of this box that its earlier processes wrote: seats in them are not this process's.
  std::set<StreamId> earlier;
  std::shared_ptr<FormShelf const> forms;  // what was read of them; the loader's thread only
  std::thread thread;

  void run();
  Result<DayUpdate> read(Todo const& work, Scope const& of);
  Result<void> read_books(Todo const& work, Scope const& of, DayUpdate& update);
  Result<void> read_forms(Todo const& work, Scope const& of, DayUpdate& update);
  Result<void> read_said(Todo const& work, Scope const& of, DayUpdate& update);
  Result<void> note_earlier_streams();
  void deliver(Result<DayUpdate> update);
};

// Every stream of this box that is here before this process has written anything.
Result<void> Loader::State::note_earlier_streams() {
  views::Queries queries(database);
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    for (EventName const& end : TRY(queries.stream_ends(programme.programme))) {
      if (end.stream.device == options.device) earlier.insert(end.stream);
    }
  }
  return {};
}

Result<void> Loader::State::read_books(Todo const& work, Scope const& of, DayUpdate& update) {
  if (!work.all_books && work.books.empty()) return {};
  if (!of.headquarters) return {};
  views::Queries queries(database);
  auto keep = [&](CourseId const& course, rules::SeatBook book) {
    update.books[course] = std::make_shared<rules::SeatBook const>(std::move(book));
  };
  update.all_books = work.all_books;
  update.own_streams.emplace();
  for (ProgrammeId const& programme : of.programmes) {
    if (work.all_books) {
      for (auto& [course, book] : TRY(queries.seat_books(programme, *of.headquarters))) {
        keep(course, std::move(book));
      }
    }
    for (EventName const& end : TRY(queries.stream_ends(programme))) {
      bool ours = end.stream.device == options.device && earlier.count(end.stream) == 0;
      if (ours) (*update.own_streams)[programme] = end.stream;
    }
  }
  for (CourseId const& course : work.books) {
    if (!work.all_books) keep(course, TRY(queries.seat_book(course, *of.headquarters)));
  }
  return {};
}

Result<void> Loader::State::read_forms(Todo const& work, Scope const& of, DayUpdate& update) {
  views::Queries queries(database);
  if (work.forms) {
    auto read = [&](PictureUse const& use) {
      auto png = queries.picture(use);
      if (!png) log(LogLevel::warning, png.error().message());
      return png.value_or(std::string());
    };
    forms = FormShelf::of(TRY(queries.forms(common_programme)), forms.get(), read);
    update.forms = forms;
    auto readers = TRY(queries.care_keys());
    update.can_seal = std::ranges::any_of(readers, [](auto const& it) { return !it.retired; });
  }
  update.all_answered = work.all_answered;
  if (work.all_answered) {
    for (ProgrammeId const& programme : of.programmes) {
      for (auto& it : TRY(queries.answered(programme))) update.answered.push_back(it);
    }
    return {};
  }
  for (views::AnsweredForm it : work.answered) {
    it.participant = TRY(queries.canonical(it.participant));
    update.answered.push_back(it);
  }
  return {};
}

Result<void> Loader::State::read_said(Todo const& work, Scope const& of, DayUpdate& update) {
  if (!work.all_said && work.said.empty()) return {};
  views::Queries queries(database);
  auto room = TRY(views::RoomResults::open(queries));
  update.all_said = work.all_said;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    if (std::ranges::find(of.programmes, programme.programme) == of.programmes.end()) continue;
    for (SessionSet const& session : TRY(queries.sessions(programme.programme))) {
      if (!work.all_said && !work.said.contains(session.session)) continue;
      update.said[session.session] = TRY(room.of(programme, session));
    }
  }
  return {};
}

Result<DayUpdate> Loader::State::read(Todo const& work, Scope const& of) {
  DayUpdate update;
  views::Queries queries(database);
  if (work.roster) {
    update.roster = TRY(Roster::load(database, of.programmes));
    update.anchors = TRY(queries.anchors(options.device, options.boot));
  }
  if (work.all_attendance) {
    for (ProgrammeId const& programme : of.programmes) {
      for (SessionSet const& session : TRY(queries.sessions(programme))) {
        update.complete.push_back(session.session);
        for (auto& row : TRY(queries.attendance(session.session))) {
          update.attendance.push_back({session.session, std::move(row)});
        }
      }
    }
  } else {
    for (auto const& [session, participant] : work.pairs) {
      ParticipantId who = TRY(queries.canonical(participant));
      update.attendance.push_back({session, {who, TRY(queries.attendance_of(session, who))}});
    }
  }
  TRY(read_books(work, of, update));
  TRY(read_forms(work, of, update));
  TRY(read_said(work, of, update));
  auto reader = TRY(ledger::Reader::open(database));
  update.tally = TRY(reader.tally(options.device));
  return update;
}

void Loader::State::deliver(Result<DayUpdate> update) {
  {
    std::lock_guard guard(mutex);
    if (!update) {
      fault = std::move(update).error();
    } else {
      fault.reset();
      if (!ready) ready.emplace();
      if (update->roster) ready->roster = std::move(update->roster);
      if (!update->complete.empty()) {
        ready->attendance.clear();
        ready->complete = std::move(update->complete);
      }
      for (auto& row : update->attendance) ready->attendance.push_back(std::move(row));
      ready->tally = update->tally;
      if (update->anchors) ready->anchors = std::move(update->anchors);
      if (update->all_books) ready->books.clear();
      ready->all_books = ready->all_books || update->all_books;
      for (auto& [course, book] : update->books) ready->books[course] = std::move(book);
      if (update->forms) ready->forms = std::move(update->forms);
      if (update->can_seal) ready->can_seal = update->can_seal;
      if (update->all_answered) ready->answered.clear();
      ready->all_answered = ready->all_answered || update->all_answered;
      for (auto const& it : update->answered) ready->answered.push_back(it);
      if (update->all_said) ready->said.clear();
      ready->all_said = ready->all_said || update->all_said;
      for (auto& [session, said] : update->said) ready->said[session] = std::move(said);
      if (update->own_streams) ready->own_streams = std::move(update->own_streams);
    }
  }
  if (options.wake) options.wake();
}

void Loader::State::run() {
  std::unique_lock lock(mutex);
  while (!stopping) {
    if (todo.empty()) {
      woken.wait(lock);
      continue;
    }
    Todo work = std::exchange(todo, {});
    auto of = scope;
    lock.unlock();
    deliver(read(work, of));
    lock.lock();
  }
}

Result<std::unique_ptr<Loader>> Loader::start(Options options) {
  auto database = TRY(db::Database::open(options.database_path, db::Access::read_only));
  TRY(database.limit_cache(pages_in_memory));
  auto state = std::make_unique<State>(std::move(options), std::move(database));
  state->todo.everything();
  TRY(state->note_earlier_streams());
  auto loader = std::unique_ptr<Loader>(new Loader(std::move(state)));
  loader->state_->thread = std::thread([raw = loader->state_.get()] { raw->run(); });
  return loader;
}

Loader::Loader(std::unique_ptr<State> state) : state_(std::move(state)) {}

Loader::~Loader() {
  {
    std::lock_guard guard(state_->mutex);
    state_->stopping = true;
    state_->woken.notify_one();
  }
  state_->thread.join();
}

void Loader::changed(views::Projector::Changes const& changes) {
  std::lock_guard guard(state_->mutex);
  Todo& todo = state_->todo;
  todo.tally = true;
  if (changes.everything) todo.everything();
  for (views::Change const& change : changes.list) {
    if (views::is_erasure(change)) {
      todo.everything();
    } else if (views::is_about_seats(change)) {
      // A resumption is about every course of the programme.
      if (change.course.is_nil()) {
        todo.all_books = true;
      } else {
        todo.books.insert(change.course);
      }
    } else if (views::is_about_answers(change)) {
      if (!change.participant.is_nil()) {
        todo.answered.insert({change.form, change.session, change.when, change.participant});
      } else if (!change.session.is_nil()) {
        todo.said.insert(change.session);
      }
    } else if (change.kind == FormSet::kind || change.kind == CareKeySet::kind) {
      todo.forms = true;
      todo.all_said = true;
    } else if (change.session.is_nil()) {
      todo.roster = true;
      // Which forms a session asks.
      bool asks = change.kind == SessionSet::kind || change.kind == ProgrammeSet::kind;
      todo.all_said = todo.all_said || asks;
      // A merge or an anchor changes attendance that no pair names.
      todo.all_attendance = true;
      // The same two change whose seat it is, and since when.
      bool books = change.kind == ParticipantMerged::kind || change.kind == ClockAnchored::kind;
      todo.all_books = todo.all_books || books;
      todo.all_answered = todo.all_answered || change.kind == ParticipantMerged::kind;
    } else {
      todo.pairs.insert({change.session, change.participant});
    }
  }
  if (todo.pairs.size() > Todo::max_pairs) {
    todo.pairs.clear();
    todo.all_attendance = true;
  }
  if (todo.answered.size() > Todo::max_pairs) {
    todo.answered.clear();
    todo.all_answered = true;
  }
  state_->woken.notify_one();
}

void Loader::set_headquarters(DeviceId const& device) {
  std::lock_guard guard(state_->mutex);
  state_->scope.headquarters = device;
  state_->todo.all_books = true;
  state_->woken.notify_one();
}

void Loader::tally_changed() {
  std::lock_guard guard(state_->mutex);
  state_->todo.tally = true;
  state_->woken.notify_one();
}

void Loader::set_programmes(std::vector<ProgrammeId> programmes) {
  std::lock_guard guard(state_->mutex);
  state_->scope.programmes = std::move(programmes);
  state_->todo.everything();
  state_->woken.notify_one();
}

std::optional<DayUpdate> Loader::fetch() {
  std::lock_guard guard(state_->mutex);
  return std::exchange(state_->ready, std::nullopt);
}

std::optional<Error> Loader::fault() const {
  std::lock_guard guard(state_->mutex);
  return state_->fault;
}

}  // namespace sala::kiosk
