#include "sync/views/projector.h"

#include <map>

#include "platform/base/verify.h"
#include "sync/ledger/reader.h"
#include "sync/rules/attendance.h"
#include "sync/rules/authority.h"
#include "sync/rules/seats.h"
#include "sync/views/forget.h"
#include "sync/views/rows.h"
#include "sync/views/schema.h"

namespace sala::views {
namespace {

constexpr char meta_version[] = "views_version";

struct Statements {
  db::Statement set_setting, add_stream, find_stream, add_fact, add_seat, add_answer, add_anchor,
      add_merge, add_problem, add_bound;
};

Result<Statements> prepare_all(db::Database& db) {
  return Statements{
      TRY(db.prepare("INSERT INTO view_setting(kind, key, programme, version, wall, device, epoch,"
                     " seq, body) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                     " ON CONFLICT(kind, key) DO UPDATE SET programme=excluded.programme,"
                     " version=excluded.version, wall=excluded.wall, device=excluded.device,"
                     " epoch=excluded.epoch, seq=excluded.seq, body=excluded.body"
                     " WHERE (excluded.version, excluded.wall, excluded.device, excluded.epoch,"
                     " excluded.seq) > (view_setting.version, view_setting.wall,"
                     " view_setting.device, view_setting.epoch, view_setting.seq)")),
      TRY(db.prepare("INSERT INTO view_stream(device, epoch, boot) VALUES(?1, ?2, ?3)"
                     " ON CONFLICT(device, epoch) DO NOTHING")),
      TRY(db.prepare("SELECT no FROM view_stream WHERE device=?1 AND epoch=?2")),
      TRY(db.prepare("INSERT INTO view_fact(session, participant, stream, seq, kind, boottime,"
                     " wall, method, flags, names) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                     " ON CONFLICT(session, participant, stream, seq) DO NOTHING")),
      TRY(db.prepare("INSERT INTO view_seat(course, stream, seq, programme, kind, boottime, wall,"
                     " participant, seats, flags, about, gift_to, names)"
                     " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
                     " ON CONFLICT(course, stream, seq) DO NOTHING")),
      TRY(db.prepare("INSERT INTO view_answer(form, stream, seq, programme, version, session,"
                     " moment, participant, batch, boottime, wall, body)"
                     " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                     " ON CONFLICT(form, stream, seq) DO NOTHING")),
      TRY(db.prepare("INSERT INTO view_anchor(device, boot, boottime, utc, error, source)"
                     " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING")),
      TRY(db.prepare("INSERT INTO view_merge(origin, target) VALUES(?1, ?2)"
                     " ON CONFLICT DO NOTHING")),
      TRY(db.prepare("INSERT INTO view_problem(device, epoch, seq, kind, reason)"
                     " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")),
      TRY(db.prepare("INSERT INTO view_bound(device, programme) VALUES(?1, ?2)"
                     " ON CONFLICT DO NOTHING")),
  };
}

}  // namespace

struct Projector::State {
  db::Database& database;
  std::optional<DeviceId> headquarters;
  Statements statements;
  std::map<StreamId, std::int64_t> streams;  // numbers in view_stream
  Changes pending;
  Changes committed;

  void note(Change const& change) {
    if (pending.list.size() < max_changes) {
      pending.list.push_back(change);
    } else {
      pending.everything = true;
    }
  }
  Result<std::int64_t> stream_number(StreamId const& id);
  Result<void> problem(EventView const& event, std::string_view reason) {
    return statements.add_problem
        .bind(event.name.stream.device.bytes, event.name.stream.epoch, event.name.seq, event.kind,
              reason)
        .run();
  }
};

namespace {

// Brings one event's body into the tables: an overload a kind.
struct Apply {
  db::Database& database;
  Statements& statements;
  EventView const& event;
  std::int64_t stream_number;

  Result<void> set(ByteSpan key, std::int64_t version) {
    return statements.set_setting
        .bind(event.kind, key, event.programme.bytes, version,
              event.wall.time_since_epoch().count(), event.name.stream.device.bytes,
              event.name.stream.epoch, event.name.seq, as_bytes(event.body))
        .run();
  }
  Result<void> fact(SessionId const& session, ParticipantId const& participant,
                    rules::FactKind kind, SignInMethod method, int flags,
                    std::vector<EventName> const& names) {
    std::string blob = names_blob(names);
    std::optional<ByteSpan> bytes;
    if (!blob.empty()) bytes = as_bytes(blob);
    return statements.add_fact
        .bind(session.bytes, participant.bytes, stream_number, event.name.seq, kind,
              event.boottime.time_since_epoch().count(), event.wall.time_since_epoch().count(),
              method, flags, bytes)
        .run();
  }

  Result<void> seat(Body const& body);
  template <class Answers>
  Result<void> answers(Answers const& it, FormMoment when, std::optional<ByteSpan> participant,
                       std::optional<ByteSpan> batch) {
    return statements.add_answer
        .bind(it.form.bytes, stream_number, event.name.seq, event.programme.bytes, it.version,
              it.session.bytes, when, participant, batch, event.boottime.time_since_epoch().count(),
              event.wall.time_since_epoch().count(), as_bytes(event.body))
        .run();
  }

  Result<void> operator()(StreamOpened const&) { return {}; }  // done before, for every stream
  Result<void> operator()(ClockAnchored const& it) {
    return statements.add_anchor
        .bind(event.name.stream.device.bytes, it.boot, it.boottime_us, it.utc_us, it.error_us,
              to_text(it.source))
        .run();
  }
  Result<void> operator()(OrganisationSet const& it) {
    return set(it.organisation.bytes, it.version);
  }
  Result<void> operator()(VenueSet const& it) { return set(it.venue.bytes, it.version); }
  Result<void> operator()(StaffSet const& it) { return set(it.staff.bytes, it.version); }
  Result<void> operator()(DeviceEnrolled const& it) {
    for (ProgrammeId const& programme : it.programmes) {
      TRY(statements.add_bound.bind(it.device.bytes, programme.bytes).run());
    }
    return set(it.device.bytes, 1);
  }
  Result<void> operator()(DeviceRevoked const& it) { return set(it.device.bytes, 1); }
  Result<void> operator()(ProgrammeSet const& it) { return set(it.programme.bytes, it.version); }
  Result<void> operator()(TeamSet const& it) { return set(it.team.bytes, it.version); }
  Result<void> operator()(ParticipantSet const& it) {
    return set(it.participant.bytes, it.version);
  }
  Result<void> operator()(ParticipantMerged const& it) {
    return statements.add_merge.bind(it.from.bytes, it.into.bytes).run();
  }
  Result<void> operator()(ConsentRecorded const& it) {
    return set(consent_key(it.participant, it.purpose), it.version);
  }
  Result<void> operator()(CourseSet const& it) { return set(it.course.bytes, it.version); }
  // Each version by itself: answers stay with the one that they were given to.
  Result<void> operator()(FormSet const& it) {
    return set(form_key(it.form, it.version), it.version);
  }
  Result<void> operator()(PictureKept const& it) {
    return set(picture_key(it.picture, it.piece), it.piece);
  }
  Result<void> operator()(FormAnswered const& it) {
    return answers(it, it.when, ByteSpan(it.participant.bytes), std::nullopt);
  }
  Result<void> operator()(FormReleased const& it) {
    return answers(it, FormMoment::any_time, std::nullopt, ByteSpan(it.batch.bytes));
  }
  Result<void> operator()(CareKeySet const& it) { return set(as_bytes(it.key), it.version); }
  // By the event's own name: no other event, of whatever box, takes its place.
  Result<void> operator()(AnswerSealed const&) {
    return set(as_bytes(names_blob({&event.name, 1})), 1);
  }
  Result<void> operator()(CareNoted const&) {
    return set(as_bytes(names_blob({&event.name, 1})), 1);
  }
  Result<void> forget_all(Body const& body) {
    for (Subject const& it : to_be_forgotten(body)) TRY(forget(database, it));
    return note_erasure(database, event);
  }
  Result<void> operator()(PersonErased const& it) { return forget_all(it); }
  Result<void> operator()(AnswersErased const& it) { return forget_all(it); }
  Result<void> operator()(ErasureDone const& it) { return note_confirmed(database, event, it); }
  Result<void> operator()(SessionSet const& it) { return set(it.session.bytes, it.version); }
  Result<void> operator()(AttendanceSignedIn const& it) {
    int flags = (it.signature.empty() ? 0 : 1) | (it.staff.is_nil() ? 0 : 2);
    return fact(it.session, it.participant, rules::FactKind::signed_in, it.method, flags, {});
  }
  Result<void> operator()(AttendanceSignedOut const& it) {
    return fact(it.session, it.participant, rules::FactKind::signed_out, SignInMethod::tile,
                it.staff.is_nil() ? 0 : 2, it.closes);
  }
  Result<void> operator()(AttendanceUndone const& it) {
    return fact(it.session, it.participant, rules::FactKind::undone, SignInMethod::tile,
                it.staff.is_nil() ? 0 : 2, it.undoes);
  }
  Result<void> operator()(InterestsSet const& it) { return set(it.participant.bytes, it.version); }
  // Seats and waiting lists are worked out from the events themselves.
  Result<void> operator()(SeatsSupplied const& it) { return seat(it); }
  Result<void> operator()(SeatsWithdrawn const& it) { return seat(it); }
  Result<void> operator()(SeatsGiven const& it) { return seat(it); }
  Result<void> operator()(SeatsReclaimed const& it) { return seat(it); }
  Result<void> operator()(SeatsAsked const& it) { return seat(it); }
  Result<void> operator()(SeatsResumed const& it) { return seat(it); }
  Result<void> operator()(SeatTaken const& it) { return seat(it); }
  Result<void> operator()(SeatReleased const& it) { return seat(it); }
  Result<void> operator()(WaitingJoined const& it) { return seat(it); }
  Result<void> operator()(WaitingLeft const& it) { return seat(it); }
};

std::optional<ByteSpan> unless_empty(std::string const& bytes) {
  if (bytes.empty()) return std::nullopt;
  return as_bytes(bytes);
}

Result<void> Apply::seat(Body const& body) {
  auto fact = rules::seat_fact(body, event.name, {});
  VERIFY(fact.has_value());
  std::string about, to, names = names_blob(fact->names);
  if (fact->about != EventName{}) about = names_blob({&fact->about, 1});
  if (fact->to != StreamId{}) {
    ByteWriter out(to);
    out.raw(fact->to.device.bytes);
    out.fixed(fact->to.epoch);
  }
  std::optional<ByteSpan> participant;
  if (!fact->participant.is_nil()) participant = ByteSpan(fact->participant.bytes);
  int flags = (fact->displaced ? 1 : 0) | (fact->declined ? 2 : 0) | (fact->by_staff ? 4 : 0);
  return statements.add_seat
      .bind(fact->course.bytes, stream_number, event.name.seq, event.programme.bytes, fact->kind,
            event.boottime.time_since_epoch().count(), event.wall.time_since_epoch().count(),
            participant, fact->seats, flags, unless_empty(about), unless_empty(to),
            unless_empty(names))
      .run();
}

}  // namespace

// Streams that no longer grow are let go.
constexpr std::size_t max_streams_in_memory = 4096;

Result<std::int64_t> Projector::State::stream_number(StreamId const& id) {
  auto found = streams.find(id);
  if (found != streams.end()) return found->second;
  auto& select = statements.find_stream.bind(id.device.bytes, id.epoch);
  bool known = TRY(select.step());
  std::int64_t number = known ? select.integer(0) : 0;
  select.reset();
  if (!known) {
    // A stream that did not open as it should: its times have no boot to be anchored in.
    TRY(statements.add_stream.bind(id.device.bytes, id.epoch, BootId{}).run());
    number = database.last_insert_rowid();
  }
  if (streams.size() >= max_streams_in_memory) streams.clear();
  streams.emplace(id, number);
  return number;
}

Result<std::unique_ptr<Projector>> Projector::open(
    db::Database& database, std::optional<DeviceId> headquarters,
    std::function<void(std::int64_t)> const& progress) {
  auto select = TRY(database.prepare("SELECT value FROM meta WHERE key=?1"));
  select.bind(meta_version);
  bool current = TRY(select.step()) && select.text(0) == std::to_string(views_version);
  select.reset();
  TRY(database.exec(create_tables));
  if (!current) TRY(rebuild(database, headquarters, progress));
  auto statements = TRY(prepare_all(database));
  return std::unique_ptr<Projector>(new Projector(std::unique_ptr<State>(
      new State{database, headquarters, std::move(statements), {}, {}, {}})));
}

Projector::Projector(std::unique_ptr<State> state) : state_(std::move(state)) {}
Projector::~Projector() = default;

std::optional<DeviceId> const& Projector::headquarters() const { return state_->headquarters; }
void Projector::set_headquarters(DeviceId const& device) { state_->headquarters = device; }

std::vector<Subject> Projector::erases(ledger::Accepted const& accepted) {
  if (accepted.event.name.stream.device != state_->headquarters) return {};
  return to_be_forgotten(accepted.event.kind, accepted.event.body);
}

Result<void> Projector::accepted(ledger::Accepted const& accepted) {
  EventView const& event = accepted.event;
  if (event.body_hash) return {};  // erased by law: there is nothing to show
  ReadBody own;
  if (accepted.body == nullptr) own = read_body(event.kind, event.body);
  ReadBody const& body = accepted.body == nullptr ? own : *accepted.body;
  if (!body) return state_->problem(event, body.error().message());
  if (!*body) return {};  // a later version of Sala will know this kind
  if (auto const* opened = std::get_if<StreamOpened>(&**body)) {
    TRY(state_->statements.add_stream
            .bind(event.name.stream.device.bytes, event.name.stream.epoch, opened->boot)
            .run());
  }
  bool oversteps =
      rules::is_for_headquarters_only(**body) && state_->headquarters != event.name.stream.device;
  if (oversteps) return state_->problem(event, "only headquarters may say this");
  std::int64_t number = TRY(state_->stream_number(event.name.stream));
  TRY(std::visit(Apply{state_->database, state_->statements, event, number}, **body));
  state_->note(change_of(**body, accepted));
  return {};
}

Result<void> Projector::before_commit() {
  // Nothing can fail between here and COMMIT but COMMIT itself, and then rolled_back() follows:
  // a change told in vain only makes somebody look again.
  auto& done = state_->committed;
  auto& now = state_->pending;
  bool fits = done.list.size() + now.list.size() <= max_changes;
  done.everything = done.everything || now.everything || !fits;
  if (fits) done.list.insert(done.list.end(), now.list.begin(), now.list.end());
  now = {};
  return {};
}

void Projector::rolled_back() {
  state_->pending = {};
  state_->streams.clear();
}

Projector::Changes Projector::take_changes() { return std::exchange(state_->committed, {}); }

Result<void> rebuild(db::Database& database, std::optional<DeviceId> headquarters,
                     std::function<void(std::int64_t)> const& progress) {
  auto transaction = TRY(db::Transaction::begin(database));
  TRY(database.exec(drop_tables));
  TRY(database.exec(create_tables));
  if (headquarters) TRY(erase_again(database, *headquarters));
  {
    Projector projector(std::unique_ptr<Projector::State>(
        new Projector::State{database, headquarters, TRY(prepare_all(database)), {}, {}, {}}));
    auto reader = TRY(ledger::Reader::open(database));
    std::int64_t done = 0;
    TRY(reader.for_each([&](EventView const& event, std::int64_t position) -> Result<void> {
      TRY(projector.accepted({event, position}));
      if (++done % 1000 == 0 && progress) progress(done);
      return {};
    }));
  }
  auto set =
      TRY(database.prepare("INSERT INTO meta(key, value) VALUES(?1, ?2)"
                           " ON CONFLICT(key) DO UPDATE SET value=?2"));
  TRY(set.bind(meta_version, std::to_string(views_version)).run());
  return transaction.commit();
}

}  // namespace sala::views
