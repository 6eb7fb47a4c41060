#include "sync/hq/live.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>

#include "platform/base/log.h"
#include "sync/hq/audience.h"
#include "sync/hq/live_json.h"

namespace sala::hq {
namespace {

using namespace std::chrono_literals;

// Page loads of a whole hall and what 500 phones ask when the network returns.
constexpr std::size_t max_jobs = 8192;
// Frames kept for those who come back: hours of a session; who slept longer gets the whole.
constexpr std::size_t max_recent = 1024;
constexpr std::size_t max_recent_bytes = 1024 * 1024;
// When a commit touches more people, reading everybody anew is cheaper.
constexpr std::size_t max_read_one_by_one = 200;
// Sessions whose rows are kept in memory; beyond it those that nobody watches are let go at once.
constexpr std::size_t max_idle_sessions = 32;
constexpr auto idle_time = 10min;
constexpr auto now_frame_every = 15s;
// Reading everybody anew takes at most a tenth of the thread's time.
constexpr int rest_factor = 9;

struct Recent {
  std::int64_t position = 0;
  http::SharedText frame;
};

struct Watched {
  FoundSession found;
  std::string session;  // as JSON
  RollNames names;
  std::map<ParticipantId, std::string> rows;  // as JSON
  std::int64_t position = 0;
  http::SharedText state;     // made when asked for, forgotten with each change
  std::deque<Recent> recent;  // the latest frames
  std::size_t recent_bytes = 0;
  std::int64_t dropped = 0;  // position of the latest frame that is no longer in `recent`
  std::vector<Viewer> viewers;
  bool stale = false;   // settings changed: everybody is to be read anew
  BootTime rest_until;  // and not before
  BootTime used;
};

using Update = std::pair<std::vector<std::string const*>, std::vector<ParticipantId>>;

http::Response trouble(Error const& error) {
  int status = error.code == ErrorCode::not_found ? 404 : 503;
  return http::Response::json(status, std::string("{\"error\":true}\n"));
}

}  // namespace

struct Live::State {
  db::Database database;
  Clock const& clock;
  std::map<SessionId, Watched> sessions;
  Audiences<ProgrammeId> courses;
  Audiences<SessionId> results;
  BootTime last_now;
  std::atomic<bool> missed{false};  // set by any thread: a change found the mailbox full

  Result<Watched*> watched(SessionId const& id);
  Result<void> read_all(Watched& session, Update& update);
  Result<void> read_touched(Watched& session, std::set<ParticipantId> const& touched,
                            Update& update);
  void send(Watched& session, Update const& update, bool session_changed);
  void refresh(Watched& session);
  void changed(views::Projector::Changes const& changes);
  void changed(Watched& session, views::Projector::Changes const& changes);
  void answer_state(SessionId const& id, http::Responder responder);
  void add_viewer(SessionId const& id, std::optional<std::int64_t> after,
                  http::Responder responder);
  http::SharedText whole(Watched& session);
  void tick();
};

// ---- reading

Result<Watched*> Live::State::watched(SessionId const& id) {
  auto known = sessions.find(id);
  if (known != sessions.end()) {
    known->second.used = clock.boottime();
    return &known->second;
  }
  views::Queries queries(database);
  Watched session;
  session.found = TRY(find_session(queries, to_text(id)));
  Update ignored;
  TRY(read_all(session, ignored));
  session.dropped = session.position - 1;
  session.used = clock.boottime();
  return &sessions.emplace(id, std::move(session)).first->second;
}

Result<void> Live::State::read_all(Watched& session, Update& update) {
  auto started = clock.boottime();
  views::Queries queries(database);
  auto id = session.found.session.session;
  session.found = TRY(find_session(queries, to_text(id)));
  LocalText venue;
  for (VenueSet& it : TRY(queries.venues())) {
    if (it.venue == session.found.session.venue) venue = std::move(it.name);
  }
  session.session = session_json(session.found, venue);
  session.names = TRY(read_roll_names(database, session.found.programme.programme));
  auto roll = TRY(read_roll(database, session.found, session.names));
  std::set<ParticipantId> there;
  for (RollEntry const& entry : roll.entries) {
    auto const& person = entry.participant.participant;
    there.insert(person);
    std::string json = row_json(entry);
    std::string& kept = session.rows[person];
    if (kept == json) continue;
    kept = std::move(json);
    update.first.push_back(&kept);
  }
  std::erase_if(session.rows, [&](auto const& row) {
    if (there.count(row.first) > 0) return false;
    update.second.push_back(row.first);
    return true;
  });
  session.position = std::max(session.position, roll.position);
  session.stale = false;
  session.rest_until = clock.boottime() + rest_factor * (clock.boottime() - started);
  return {};
}

Result<void> Live::State::read_touched(Watched& session, std::set<ParticipantId> const& touched,
                                       Update& update) {
  for (ParticipantId const& id : touched) {
    auto entry = TRY(read_roll_entry(database, session.found, session.names, id));
    auto const& person = entry.participant.participant;
    bool there = entry.expected || entry.attendance.presence != rules::Presence::absent;
    if (!there) {
      if (session.rows.erase(person) > 0) update.second.push_back(person);
      continue;
    }
    std::string json = row_json(entry);
    std::string& kept = session.rows[person];
    if (kept == json) continue;
    kept = std::move(json);
    update.first.push_back(&kept);
  }
  return {};
}

// ---- telling

void Live::State::send(Watched& session, Update const& update, bool session_changed) {
  session.state = nullptr;
  // Also an empty change moves the position: who comes back is not told of it again.
  if (update.first.empty() && update.second.empty() && !session_changed) return;
  auto data = change_json(session.position, session_changed ? session.session : std::string(),
                          update.first, update.second);
  auto frame = std::make_shared<std::string const>(
      http::event_frame(std::to_string(session.position), "rows", data));
  session.recent.push_back({session.position, frame});
  session.recent_bytes += frame->size();
  while (session.recent.size() > max_recent || session.recent_bytes > max_recent_bytes) {
    session.dropped = session.recent.front().position;
    session.recent_bytes -= session.recent.front().frame->size();
    session.recent.pop_front();
  }
  std::erase_if(session.viewers, [&](Viewer const& viewer) { return !viewer.stream->send(frame); });
}

void Live::State::refresh(Watched& session) {
  Update update;
  std::string before = session.session;
  auto read = read_all(session, update);
  if (!read) {
    log(LogLevel::warning, "live page: " + read.error().message());
    return;
  }
  send(session, update, session.session != before);
}

void Live::State::changed(Watched& session, views::Projector::Changes const& changes) {
  std::set<ParticipantId> touched;
  bool concerns = false;
  for (views::Change const& change : changes.list) {
    // Names of organisations, and what tells how true the times are.
    if (change.programme == common_programme) session.stale = true;
    if (change.programme != session.found.programme.programme) continue;
    concerns = true;
    session.position = std::max(session.position, change.position);
    if (views::is_about_answers(change)) continue;
    if (change.session.is_nil() && change.course.is_nil()) session.stale = true;
    if (views::is_erasure(change)) {  // who comes back is not told again of who is forgotten
      session.recent.clear();
      session.recent_bytes = 0;
      session.dropped = session.position;
    }
    if (change.session == session.found.session.session) touched.insert(change.participant);
  }
  if (changes.everything || touched.size() > max_read_one_by_one) session.stale = true;
  if (session.stale && clock.boottime() >= session.rest_until) {
    refresh(session);
    return;
  }
  if (!concerns) return;
  Update update;
  auto read = read_touched(session, touched, update);
  if (!read) log(LogLevel::warning, "live page: " + read.error().message());
  if (!read) session.stale = true;
  send(session, update, false);
}

void Live::State::changed(views::Projector::Changes const& changes) {
  for (auto& [id, session] : sessions) changed(session, changes);
  courses.changed([&](ProgrammeId const& programme) {
    // Seats, courses, people and boxes; not who signs in.
    return changes.everything || std::ranges::any_of(changes.list, [&](views::Change const& it) {
             bool concerns = it.programme == programme || it.programme == common_programme;
             return concerns && it.session.is_nil();
           });
  });
  bool said = std::ranges::any_of(changes.list, [](views::Change const& it) {
    return it.kind == FormReleased::kind || it.kind == FormSet::kind ||
           it.kind == SessionSet::kind || it.kind == ProgrammeSet::kind;
  });
  results.changed([&](SessionId const&) { return said || changes.everything; });
}

http::SharedText Live::State::whole(Watched& session) {
  if (session.state == nullptr) {
    std::vector<std::string const*> rows;
    rows.reserve(session.rows.size());
    for (auto const& [id, row] : session.rows) rows.push_back(&row);
    session.state =
        std::make_shared<std::string const>(state_json(session.position, session.session, rows));
  }
  return session.state;
}

void Live::State::answer_state(SessionId const& id, http::Responder responder) {
  auto session = watched(id);
  if (!session) {
    responder.answer(trouble(session.error()));
    return;
  }
  auto response = http::Response::json(200, whole(**session));
  response.headers.set("Cache-Control", "no-store");
  responder.answer(std::move(response));
}

void Live::State::add_viewer(SessionId const& id, std::optional<std::int64_t> after,
                             http::Responder responder) {
  auto found = watched(id);
  if (!found) {
    responder.answer(trouble(found.error()));
    return;
  }
  Watched& session = **found;
  auto stream = responder.stream({{"Cache-Control", "no-store"}});
  bool can_go_on = after && *after > session.dropped && *after <= session.position;
  if (can_go_on) {
    // Frames of the position that he saw last come again: there may have been several.
    for (Recent const& recent : session.recent) {
      if (recent.position >= *after) stream->send(recent.frame);
    }
  } else {
    stream->send(std::make_shared<std::string const>(
        http::event_frame(std::to_string(session.position), "state", *whole(session))));
  }
  session.viewers.push_back({std::move(stream), clock.boottime()});
}

void Live::State::tick() {
  auto now = clock.boottime();
  bool say_now = now - last_now >= now_frame_every;
  bool missed_some = missed.exchange(false);
  http::SharedText frame;
  if (say_now) {
    last_now = now;
    auto time = clock.wall().time_since_epoch().count() / 1000;
    frame = std::make_shared<std::string const>(
        http::event_frame("", "now", "{\"time\":" + std::to_string(time) + "}"));
  }
  courses.tick("courses", missed_some, frame, now);
  results.tick("results", missed_some, frame, now);
  for (auto& [id, session] : sessions) {
    session.stale = session.stale || missed_some;
    if (session.stale && now >= session.rest_until) refresh(session);
    std::erase_if(session.viewers, [&](Viewer const& viewer) {
      if (say_now) viewer.stream->send(frame);
      if (now - viewer.since > longest_stream) viewer.stream->close();
      return viewer.stream->closed();
    });
    if (!session.viewers.empty()) session.used = now;
  }
  std::size_t idle = 0;
  std::erase_if(sessions, [&](auto const& it) {
    if (!it.second.viewers.empty()) return false;
    return now - it.second.used > idle_time || ++idle > max_idle_sessions;
  });
}

// ---- the doors

Result<std::unique_ptr<Live>> Live::start(std::string const& ledger_path, Clock const& clock) {
  auto database = TRY(db::Database::open(ledger_path, db::Access::read_only));
  return std::unique_ptr<Live>(
      new Live(std::unique_ptr<State>(new State{std::move(database), clock, {}, {}, {}, {}, {}})));
}

Live::Live(std::unique_ptr<State> state)
    : state_(std::move(state)), worker_(std::make_unique<Worker>(max_jobs)) {
  worker_->every(500ms, [this] { state_->tick(); });
}

Live::~Live() { stop(); }
void Live::stop() { worker_->stop(); }

void Live::changed(views::Projector::Changes changes) {
  bool taken = worker_->post([this, changes = std::move(changes)] { state_->changed(changes); });
  if (!taken) state_->missed = true;
}

namespace {

// A Responder can only be moved, a std::function only copied.
template <class Work>
void post_with(Worker& worker, http::Responder responder, Work work) {
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  bool taken = worker.post([shared, work] { work(std::move(*shared)); });
  if (!taken) shared->answer(http::Response::text(503, "Too much to do; try again.\n"));
}

}  // namespace

void Live::state(SessionId const& session, http::Responder responder) {
  post_with(*worker_, std::move(responder),
            [this, session](http::Responder to) { state_->answer_state(session, std::move(to)); });
}

void Live::watch(SessionId const& session, std::optional<std::int64_t> after,
                 http::Responder responder) {
  post_with(*worker_, std::move(responder), [this, session, after](http::Responder to) {
    state_->add_viewer(session, after, std::move(to));
  });
}

void Live::watch_courses(ProgrammeId const& programme, http::Responder responder) {
  post_with(*worker_, std::move(responder), [this, programme](http::Responder to) {
    state_->courses.join(programme, std::move(to), state_->clock.boottime());
  });
}

void Live::watch_results(SessionId const& session, http::Responder responder) {
  post_with(*worker_, std::move(responder), [this, session](http::Responder to) {
    state_->results.join(session, std::move(to), state_->clock.boottime());
  });
}

bool Live::read(std::function<void(db::Database&)> job) {
  return worker_->post([this, job = std::move(job)] { job(state_->database); });
}

}  // namespace sala::hq
