#include "sync/ledger/ledger.h"

#include <algorithm>

#include "platform/base/catalogue.h"
#include "platform/base/verify.h"
#include "sync/ledger/erasure.h"
#include "sync/ledger/mark.h"
#include "sync/ledger/schema.h"
#include "sync/ledger/statements.h"

namespace sala::ledger {
namespace {

// What is kept aside is for a person to read: a few thousand pieces are more than anybody will.
constexpr std::int64_t max_quarantined = 5000;

struct StreamRow {
  std::int64_t no = 0;
  std::int64_t programme_no = 0;
  ProgrammeId programme;
  std::uint64_t last_seq = 0;
  Hash last_hash{};
  SignedHead head;
  bool changed = false;
};

struct ProgrammeRow {
  std::int64_t no = 0;
  std::int64_t last_position = 0;
  std::uint64_t last_mark = 0;
  bool changed = false;
};

std::int64_t to_integer(WallTime time) { return time.time_since_epoch().count(); }
std::int64_t to_integer(BootTime time) { return time.time_since_epoch().count(); }

}  // namespace

struct Ledger::State {
  db::Database database;
  crypto::SigningKey key;
  std::string program;
  Clock const& clock;
  Random& random;
  std::optional<Statements> statements;
  std::vector<Observer*> observers;
  std::map<StreamId, StreamRow> streams;  // what the tables say, for streams in use
  std::map<ProgrammeId, ProgrammeRow> programmes;
  std::map<ProgrammeId, std::uint64_t> epochs;  // of this process
  std::optional<std::set<Subject>> erased;      // what the table says; nothing: not read yet

  DeviceId device() const { return DeviceId{key.public_key()}; }

  // Runs `work` in a transaction. After a failure the rows held in memory are forgotten: what the
  // disk says counts.
  template <class Work>
  Result<void> transact(Work work);
  Result<void> write_back();
  void forget();

  Result<ProgrammeRow*> programme(ProgrammeId const& id);
  Result<StreamRow*> stream(StreamId const& id, ProgrammeId const& programme_id);
  Result<void> store(StreamRow& row, EventView const& event, Hash const& hash,
                     ReadBody const* body = nullptr);
  Result<EventName> write_own(ProgrammeId const& programme_id, Body const& body);
  Result<Outcome> take_run(CheckedRun const& checked, Source source);
  Result<Outcome> keep_aside(CheckedRun const& checked, std::uint64_t last_seq,
                             std::string_view reason);
  Result<void> raise_alarm(DeviceId const& about, std::string_view what);
  Result<bool> matches_stored(StreamRow const& row, CheckedRun const& checked);
  Result<void> keep_bytes(StreamId const& stream_id, std::uint64_t first_seq,
                          std::string_view reason, std::string_view raw);
};

template <class Work>
Result<void> Ledger::State::transact(Work work) {
  auto attempt = [&]() -> Result<void> {
    auto transaction = TRY(db::Transaction::begin(database));
    TRY(work());
    TRY(write_back());
    for (Observer* observer : observers) TRY(observer->before_commit());
    return transaction.commit();
  };
  auto result = attempt();
  if (!result) forget();
  return result;
}

Result<void> Ledger::State::write_back() {
  for (auto& [id, row] : programmes) {
    if (!row.changed) continue;
    TRY(statements->update_programme.bind(row.no, row.last_position, row.last_mark).run());
    row.changed = false;
  }
  for (auto& [id, row] : streams) {
    if (!row.changed) continue;
    TRY(statements->update_stream
            .bind(row.no, row.last_seq, row.last_hash, row.head.name.seq, row.head.hash,
                  row.head.signature)
            .run());
    row.changed = false;
  }
  return {};
}

void Ledger::State::forget() {
  streams.clear();
  programmes.clear();
  epochs.clear();  // the stream may not exist: the next append draws a new one
  erased.reset();
  for (Observer* observer : observers) observer->rolled_back();
}

Result<ProgrammeRow*> Ledger::State::programme(ProgrammeId const& id) {
  auto found = programmes.find(id);
  if (found != programmes.end()) return &found->second;
  auto& select = statements->find_programme.bind(id.bytes);
  ProgrammeRow row;
  if (TRY(select.step())) {
    row = {select.integer(0), select.integer(1), static_cast<std::uint64_t>(select.integer(2))};
    select.reset();
  } else {
    select.reset();
    TRY(statements->add_programme.bind(id.bytes).run());
    row.no = database.last_insert_rowid();
  }
  return &programmes.emplace(id, row).first->second;
}

// Streams that no longer grow are let go, so that a server that runs for months stays small.
constexpr std::size_t max_streams_in_memory = 4096;

Result<StreamRow*> Ledger::State::stream(StreamId const& id, ProgrammeId const& programme_id) {
  auto found = streams.find(id);
  if (found != streams.end()) return &found->second;
  if (streams.size() >= max_streams_in_memory) {
    TRY(write_back());
    streams.clear();
  }
  StreamRow row;
  auto& select = statements->find_stream.bind(id.device.bytes, id.epoch);
  if (TRY(select.step())) {
    row.no = select.integer(0);
    row.programme_no = select.integer(1);
    row.programme = ProgrammeId{select.array<16>(2)};
    row.last_seq = static_cast<std::uint64_t>(select.integer(3));
    row.last_hash = select.array<32>(4);
    row.head = {{id, static_cast<std::uint64_t>(select.integer(5))},
                select.array<32>(6),
                select.array<64>(7)};
    select.reset();
  } else {
    select.reset();
    row.programme_no = TRY(programme(programme_id))->no;
    row.programme = programme_id;
    TRY(statements->add_stream.bind(id.device.bytes, id.epoch, row.programme_no, Hash{}).run());
    row.no = database.last_insert_rowid();
    row.head.name.stream = id;
  }
  return &streams.emplace(id, row).first->second;
}

Result<void> Ledger::State::store(StreamRow& row, EventView const& whole, Hash const& hash,
                                  ReadBody const* told) {
  if (!erased) erased = TRY(ledger::erased(database));
  bool forgotten = concerns(*erased, whole, told);
  EventView const event = forgotten ? without_body(whole) : whole;
  if (forgotten) told = nullptr;
  ProgrammeRow& in = *TRY(programme(row.programme));
  std::int64_t position = in.last_position + 1;
  in.last_mark = next_mark(in.last_mark, hash);
  std::optional<ByteSpan> body;
  if (!event.body_hash) body = as_bytes(event.body);
  TRY(statements->add_event
          .bind((in.no << position_bits) | position, row.no, event.name.seq, event.kind,
                to_integer(event.boottime), to_integer(event.wall), event.salt, body,
                event.body_hash, hash, in.last_mark)
          .run());
  in.last_position = position;
  in.changed = true;
  row.last_seq = event.name.seq;
  row.last_hash = hash;
  row.changed = true;
  for (Observer* observer : observers) {
    if (auto whom = observer->erases({event, position, told}); !whom.empty()) {
      TRY(erase(database, whom));
      erased->insert(whom.begin(), whom.end());
    }
    TRY(observer->accepted({event, position, told}));
  }
  return {};
}

Result<EventName> Ledger::State::write_own(ProgrammeId const& programme_id, Body const& body) {
  auto [epoch, fresh] = epochs.try_emplace(programme_id, 0);
  if (fresh) {
    // SQLite's integers are signed: 63 random bits keep the epoch's order the same everywhere.
    epoch->second = random.number() >> 1;
    TRY(write_own(programme_id, StreamOpened{clock.boot_id(), program}));
  }
  StreamRow& row = *TRY(stream({device(), epoch->second}, programme_id));
  std::string text = write_body(body);
  if (text.size() > max_body_bytes) {
    return fail(ErrorCode::invalid, "write event", "it is larger than 64 KiB",
                "shorten the text or the signature");
  }
  EventView event;
  event.name = {{device(), epoch->second}, row.last_seq + 1};
  event.programme = programme_id;
  event.kind = kind_of(body);
  event.boottime = clock.boottime();
  event.wall = clock.wall();
  random.fill(event.salt);
  event.body = text;
  TRY(store(row, event, event_hash(row.last_hash, event)));
  return event.name;
}

Result<void> Ledger::State::raise_alarm(DeviceId const& about, std::string_view what) {
  return statements->add_alarm.bind(to_integer(clock.wall()), about.bytes, what).run();
}

Result<void> Ledger::State::keep_bytes(StreamId const& stream_id, std::uint64_t first_seq,
                                       std::string_view reason, std::string_view raw) {
  auto fingerprint = crypto::blake2b({stream_id.device.bytes, as_bytes(reason), as_bytes(raw)});
  TRY(statements->add_quarantine
          .bind(to_integer(clock.wall()), stream_id.device.bytes, stream_id.epoch, first_seq,
                reason, fingerprint, as_bytes(raw), max_quarantined)
          .run());
  return raise_alarm(stream_id.device, reason);
}

Result<Outcome> Ledger::State::keep_aside(CheckedRun const& checked, std::uint64_t last_seq,
                                          std::string_view reason) {
  Run const& run = checked.run;
  TRY(keep_bytes(run.stream, run.first_seq(), reason, raw_text(run)));
  return Outcome{Verdict::quarantined, last_seq, 0};
}

// Does the part of the run that we hold already say the same? Chains make one comparison enough.
Result<bool> Ledger::State::matches_stored(StreamRow const& row, CheckedRun const& checked) {
  Run const& run = checked.run;
  if (run.first_seq() > row.last_seq) return run.previous == row.last_hash;
  std::uint64_t seq = std::min(run.last_seq(), row.last_seq);
  Hash const& told = checked.hashes[seq - run.first_seq()];
  if (seq == row.last_seq) return told == row.last_hash;
  auto& select = statements->event_hash.bind(row.no, seq);
  bool found = TRY(select.step());
  bool same = found && select.array<32>(0) == told;
  select.reset();
  return same;
}

Result<Outcome> Ledger::State::take_run(CheckedRun const& checked, Source source) {
  Run const& run = checked.run;
  auto& stopped = statements->is_stopped.bind(run.stream.device.bytes);
  bool refused = TRY(stopped.step());
  stopped.reset();
  StreamRow& row = *TRY(stream(run.stream, run.programme));
  if (refused) return Outcome{Verdict::stopped, row.last_seq, 0};
  if (row.programme != run.programme) {
    return keep_aside(checked, row.last_seq, word("a stream came under another programme"));
  }
  if (run.first_seq() > row.last_seq + 1) return Outcome{Verdict::gap, row.last_seq, 0};
  if (!TRY(matches_stored(row, checked))) {
    auto outcome = TRY(keep_aside(checked, row.last_seq, word("two histories of one stream")));
    TRY(statements->stop
            .bind(run.stream.device.bytes, word("two histories of one stream"),
                  to_integer(clock.wall()))
            .run());
    return outcome;
  }
  if (source == Source::device && !checked.vouched) {
    return keep_aside(checked, row.last_seq, word("events that their device did not vouch for"));
  }
  Outcome outcome{Verdict::accepted, row.last_seq, 0};
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    if (run.events[i].name.seq <= row.last_seq) continue;
    ReadBody const* body = checked.bodies.empty() ? nullptr : &checked.bodies[i];
    TRY(store(row, run.events[i], checked.hashes[i], body));
    ++outcome.added;
  }
  outcome.last_seq = row.last_seq;
  if (source == Source::headquarters && run.stream.device == device()) {
    // Our own events come back: this box was restored from an older copy, or just reads along.
    // Either way headquarters holds them.
    TRY(statements->acknowledge_all.bind(row.no, run.last_seq(), to_integer(clock.wall())).run());
  }
  if (run.head.name.seq > row.head.name.seq) {
    row.head = run.head;
    row.changed = true;
  }
  if (row.head.name.seq == row.last_seq && row.head.hash != row.last_hash) {
    TRY(raise_alarm(run.stream.device, word("a stream does not end as its device signed it")));
  }
  return outcome;
}

Result<Ledger> Ledger::open(db::Database database, crypto::SigningKey key, std::string program,
                            Clock const& clock, Random& random) {
  TRY(make_tables(database));
  auto state = std::unique_ptr<State>(new State{
      std::move(database), key, std::move(program), clock, random, {}, {}, {}, {}, {}, {}});
  state->statements = TRY(prepare_all(state->database));
  return Ledger(std::move(state));
}

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

void Ledger::observe(Observer& observer) {
  state_->erased.reset();  // he may have worked everything out anew, and erased on the way
  state_->observers.push_back(&observer);
}
DeviceId Ledger::device() const { return state_->device(); }
std::optional<StreamId> Ledger::own_stream(ProgrammeId const& programme) const {
  auto epoch = state_->epochs.find(programme);
  if (epoch == state_->epochs.end()) return std::nullopt;
  return StreamId{device(), epoch->second};
}
db::Database& Ledger::database() { return state_->database; }

Result<std::vector<EventName>> Ledger::append(std::span<Draft const> drafts) {
  std::vector<EventName> names;
  TRY(state_->transact([&]() -> Result<void> {
    for (Draft const& draft : drafts) {
      names.push_back(TRY(state_->write_own(draft.programme, draft.body)));
    }
    // One signature a stream vouches for all that this transaction added to it.
    for (auto& [id, row] : state_->streams) {
      if (!row.changed || id.device != state_->device()) continue;
      row.head.name = {id, row.last_seq};
      row.head.hash = row.last_hash;
      row.head.signature = state_->key.sign(as_bytes(head_message(row.head.name, row.head.hash)));
    }
    return {};
  }));
  return names;
}

Result<std::vector<std::vector<Outcome>>> Ledger::take_in(std::span<Intake const> intakes) {
  std::vector<std::vector<Outcome>> outcomes;
  TRY(state_->transact([&]() -> Result<void> {
    for (Intake const& intake : intakes) {
      auto& answers = outcomes.emplace_back();
      for (CheckedRun const& run : intake.runs) {
        answers.push_back(TRY(state_->take_run(run, intake.source)));
      }
      if (intake.cursor) {
        TRY(state_->statements->set_cursor
                .bind(intake.cursor->first.bytes, intake.cursor->second,
                      to_integer(state_->clock.wall()))
                .run());
      }
      for (auto const& [key, value] : intake.notes) {
        TRY(state_->statements->set_meta.bind(key, as_bytes(value)).run());
      }
    }
    return {};
  }));
  return outcomes;
}

Result<void> Ledger::acknowledge(std::span<EventName const> upto) {
  return state_->transact([&]() -> Result<void> {
    for (EventName const& name : upto) {
      TRY(state_->statements->acknowledge
              .bind(name.stream.device.bytes, name.stream.epoch, name.seq,
                    to_integer(state_->clock.wall()))
              .run());
    }
    return {};
  });
}

Result<void> Ledger::quarantine(StreamId const& stream, std::uint64_t first_seq,
                                std::string_view reason, std::string_view raw) {
  return state_->transact([&] { return state_->keep_bytes(stream, first_seq, reason, raw); });
}

Result<void> Ledger::stop_device(DeviceId const& device, std::string_view reason) {
  return state_->transact([&]() -> Result<void> {
    TRY(state_->raise_alarm(device, reason));
    return state_->statements->stop.bind(device.bytes, reason, to_integer(state_->clock.wall()))
        .run();
  });
}

Result<void> Ledger::release_device(DeviceId const& device) {
  return state_->transact([&] { return state_->statements->release.bind(device.bytes).run(); });
}

Result<void> Ledger::set_meta(std::string_view key, std::string_view value) {
  return state_->transact(
      [&] { return state_->statements->set_meta.bind(key, as_bytes(value)).run(); });
}

}  // namespace sala::ledger
