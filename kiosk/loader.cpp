#include "kiosk/loader.h"

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "platform/db/database.h"

namespace sala::kiosk {
namespace {

using Pair = std::pair<SessionId, ParticipantId>;

// What is to be read again. Bounded: beyond max_pairs a session is read whole.
struct Todo {
  static constexpr std::size_t max_pairs = 500;
  bool roster = false;
  bool all_attendance = false;
  bool tally = false;
  std::set<Pair> pairs;

  bool empty() const { return !roster && !all_attendance && !tally && pairs.empty(); }
};

}  // namespace

struct Loader::State {
  State(Options given, db::Database opened)
      : options(std::move(given)), database(std::move(opened)), programmes(options.programmes) {}

  Options options;
  db::Database database;

  mutable std::mutex mutex;  // guards what follows
  std::condition_variable woken;
  Todo todo;
  std::vector<ProgrammeId> programmes;
  std::optional<DayUpdate> ready;
  std::optional<Error> fault;
  bool stopping = false;

  std::thread thread;

  void run();
  Result<DayUpdate> read(Todo const& work, std::vector<ProgrammeId> const& which);
  void deliver(Result<DayUpdate> update);
};

Result<DayUpdate> Loader::State::read(Todo const& work, std::vector<ProgrammeId> const& which) {
  DayUpdate update;
  views::Queries queries(database);
  if (work.roster) {
    update.roster = TRY(Roster::load(database, which));
    update.anchors = TRY(queries.anchors(options.device, options.boot));
  }
  if (work.all_attendance) {
    for (ProgrammeId const& programme : which) {
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
    auto which = programmes;
    lock.unlock();
    deliver(read(work, which));
    lock.lock();
  }
}

Result<std::unique_ptr<Loader>> Loader::start(Options options) {
  auto database = TRY(db::Database::open(options.database_path, db::Access::read_only));
  auto state = std::make_unique<State>(std::move(options), std::move(database));
  state->todo.roster = state->todo.all_attendance = true;
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
  if (changes.everything) todo.roster = todo.all_attendance = true;
  for (views::Change const& change : changes.list) {
    if (change.session.is_nil()) {
      todo.roster = true;
      // A merge or an anchor changes attendance that no pair names.
      todo.all_attendance = true;
    } else {
      todo.pairs.insert({change.session, change.participant});
    }
  }
  if (todo.pairs.size() > Todo::max_pairs) {
    todo.pairs.clear();
    todo.all_attendance = true;
  }
  state_->woken.notify_one();
}

void Loader::tally_changed() {
  std::lock_guard guard(state_->mutex);
  state_->todo.tally = true;
  state_->woken.notify_one();
}

void Loader::set_programmes(std::vector<ProgrammeId> programmes) {
  std::lock_guard guard(state_->mutex);
  state_->programmes = std::move(programmes);
  state_->todo.roster = state_->todo.all_attendance = true;
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
