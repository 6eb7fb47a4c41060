#include "sync/link/courier.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <tuple>

#include "sync/link/anchorer.h"
#include "sync/link/greeter.h"
#include "sync/link/offerer.h"
#include "sync/link/puller.h"
#include "sync/link/pusher.h"

namespace sala::link {
namespace {

// Whether headquarters was ever reached outlives the process, at the price of an fsync now and
// then.
constexpr std::string_view heard_key = "link.heard";
constexpr Micros between_heard = std::chrono::minutes(10);

}  // namespace

struct Courier::State {
  State(World given, Binding bound)
      : world(std::move(given)),
        binding(std::move(bound)),
        inbox(std::make_shared<Inbox>(world.wake)),
        caller(world.transport, world.clock, world.random, world.key,
               {binding.url, binding.headquarters},
               [this](Answer const& answer) { heard(answer); }),
        pusher(tools()),
        puller(tools()),
        greeter(tools()),
        offerer(tools()),
        anchorer(tools()) {
    puller.set_programmes(binding.programmes);
    remember_contact();
  }
  ~State() { inbox->close(); }

  Tools tools() {
    return {caller, world.keeper, world.reader, world.clock, world.random, world.key, inbox};
  }
  void heard(Answer const& answer);
  void remember_contact();
  void note_contact(BootTime now);
  void take_hello();
  Result<void> compare_streams(std::vector<HeldStream> const& held);
  void rebind(HelloAnswer const& answer);
  void mind_restored();
  void refresh_status(BootTime now);
  Result<void> read_tally();

  World world;
  Binding binding;
  std::shared_ptr<Inbox> inbox;
  Caller caller;
  Pusher pusher;
  Puller puller;
  Greeter greeter;
  Offerer offerer;
  Anchorer anchorer;
  std::atomic<bool> nudged{false};
  std::atomic<bool> try_at_once{false};
  bool tally_is_old = true;
  bool lacks_own = false;  // headquarters holds own events that are not here yet
  std::uint64_t seen_confirmations = 0;
  bool seen_up_to_date = false;
  std::optional<Trouble> reading_trouble;
  std::optional<BootTime> contact_noted;
  Status status;
  Status told;  // to on_status
};

bool say_the_same(Status const& a, Status const& b) {
  auto trouble = [](Status const& status) {
    if (!status.trouble) return std::pair(Situation::none, std::string());
    return std::pair(status.trouble->situation, status.trouble->error.message());
  };
  auto rest = [](Status const& it) {
    return std::tie(it.saved, it.at_headquarters, it.waiting_since, it.next_try,
                    it.safe_to_switch_off, it.up_to_date, it.received);
  };
  return trouble(a) == trouble(b) && rest(a) == rest(b) &&
         a.last_contact.has_value() == b.last_contact.has_value();
}

void Courier::State::heard(Answer const& answer) {
  status.last_contact = Status::Contact{world.clock.wall(), answer.received};
  note_contact(answer.received);
  pusher.heard();
  puller.heard();
  greeter.heard();
  offerer.heard();
  anchorer.heard(answer);
}

void Courier::State::remember_contact() {
  auto note = world.reader.meta(heard_key);
  if (!note || !*note) return;
  ByteReader in(**note);
  auto wall = in.fixed<std::int64_t>();
  if (in.ok()) status.last_contact = Status::Contact{WallTime(Micros(wall)), BootTime{}};
}

void Courier::State::note_contact(BootTime now) {
  if (contact_noted && now - *contact_noted < between_heard) return;
  contact_noted = now;
  std::string note;
  ByteWriter(note).fixed(status.last_contact->wall.time_since_epoch().count());
  world.keeper.with_ledger(
      [note](ledger::Ledger& ledger) { return ledger.set_meta(heard_key, note); },
      [](Result<void> const&) {});  // not kept: the next contact is
}

// Who lost something since the last meeting? We (a memory card forgot): our own events come back by
// pull. Headquarters (restored from a backup): we send again.
Result<void> Courier::State::compare_streams(std::vector<HeldStream> const& held) {
  DeviceId const device{world.key.public_key()};
  std::map<StreamId, std::uint64_t> at_headquarters;
  for (HeldStream const& stream : held) {
    at_headquarters[{device, static_cast<std::uint64_t>(stream.epoch)}] =
        static_cast<std::uint64_t>(stream.last_seq);
  }
  std::vector<EventName> news;
  for (ledger::StreamState const& stream : TRY(world.reader.streams_of(device))) {
    auto found = at_headquarters.find(stream.stream);
    std::uint64_t there = found == at_headquarters.end() ? 0 : found->second;
    if (there != stream.acknowledged_seq) news.push_back({stream.stream, there});
    if (found != at_headquarters.end() && there <= stream.last_seq) at_headquarters.erase(found);
  }
  if (!news.empty()) pusher.confirm(news);
  // What is left over, headquarters holds further than we do.
  bool whole = at_headquarters.empty();
  puller.set_own(whole ? Puller::Own::leave_out : Puller::Own::bring);
  lacks_own = !whole;
  if (whole && world.on_whole) world.on_whole();
  return {};
}

void Courier::State::rebind(HelloAnswer const& answer) {
  Binding fresh = binding;
  fresh.name = answer.name;
  fresh.venue = answer.venue;
  fresh.programmes = answer.programmes;
  if (!answer.pins.empty()) fresh.pins = answer.pins;
  puller.set_programmes(fresh.programmes);
  if (fresh == binding) return;
  binding = fresh;
  world.keeper.with_ledger(
      [fresh](ledger::Ledger& ledger) { return save_binding(ledger, fresh); },
      [](Result<void> const&) {});  // not saved: hello brings it again at the next start
  if (world.on_binding) world.on_binding(binding);
}

// Headquarters was restored from an older copy: it gets what it lacks, then we read it anew.
void Courier::State::mind_restored() {
  if (auto restored = puller.take_restored(); !restored.empty()) {
    greeter.ask_for_streams();
    auto begun = offerer.offer(restored, binding.headquarters);
    if (!begun) {
      reading_trouble = disk_trouble(begun.error());
      puller.read_again(restored);
    }
  }
  if (auto done = offerer.take_done()) puller.offered(std::move(*done));
}

void Courier::State::take_hello() {
  if (puller.take_refusal()) greeter.ask_now();
  if (auto answer = greeter.take_answer()) {
    rebind(*answer);
    reading_trouble.reset();
    if (greeter.asked_for_streams()) {
      auto compared = compare_streams(answer->streams);
      if (!compared) reading_trouble = disk_trouble(compared.error());
    }
  }
  if (greeter.has_tried()) puller.start();
  // What we lacked of our own may be here by now: ask whether that was all.
  if (lacks_own && puller.up_to_date()) {
    lacks_own = false;
    greeter.ask_for_streams();
  }
}

Result<void> Courier::State::read_tally() {
  DeviceId const device{world.key.public_key()};
  auto tally = TRY(world.reader.tally(device));
  status.saved = tally.saved;
  status.at_headquarters = tally.acknowledged;
  status.waiting_since.reset();
  auto waiting = TRY(world.reader.unacknowledged(device));
  status.safe_to_switch_off = waiting.empty();
  if (waiting.empty()) return {};
  auto oldest =
      TRY(world.reader.read_stream(waiting.front(), waiting.front().acknowledged_seq, {1, 1}));
  if (!oldest.runs.empty()) status.waiting_since = oldest.runs.front().events.front().wall;
  return {};
}

void Courier::State::refresh_status(BootTime now) {
  if (std::exchange(seen_confirmations, pusher.confirmations()) != pusher.confirmations()) {
    tally_is_old = true;
  }
  // A page may have brought what we wrote ourselves: headquarters has it.
  if (std::exchange(seen_up_to_date, puller.up_to_date()) != puller.up_to_date()) {
    tally_is_old = true;
  }
  if (std::exchange(tally_is_old, false)) {
    auto read = read_tally();
    if (!read) reading_trouble = disk_trouble(read.error());
  }
  status.up_to_date = puller.up_to_date();
  status.received = puller.received();
  // Hello knows best what a refusal means; then what keeps our own events from leaving.
  status.trouble.reset();
  auto ask = [&](auto const& part) {
    if (status.trouble) return;
    status.trouble = part.trouble();
    status.next_try = part.next_try();
  };
  ask(greeter);
  ask(pusher);
  ask(puller);
  ask(offerer);
  if (!status.trouble) {
    status.trouble = reading_trouble;
    status.next_try = now;
  }
  if (!status.trouble || *status.next_try <= now) status.next_try.reset();
  bool heard_again =
      told.last_contact.has_value() != status.last_contact.has_value() ||
      (told.last_contact && told.last_contact->boottime != status.last_contact->boottime);
  if (!world.on_status || (!heard_again && say_the_same(told, status))) return;
  told = status;
  world.on_status(status);
}

Courier::Courier(World world, Binding binding)
    : state_(std::make_unique<State>(std::move(world), std::move(binding))) {}
Courier::~Courier() = default;

void Courier::tick(BootTime now) {
  State& state = *state_;
  state.inbox->run();
  if (state.nudged.exchange(false)) {
    state.pusher.nudge();
    state.tally_is_old = true;
  }
  if (state.try_at_once.exchange(false)) {
    state.pusher.try_now();
    state.puller.try_now();
    state.greeter.try_now();
    state.offerer.try_now();
  }
  if (state.anchorer.take_written()) {
    state.pusher.nudge();
    state.tally_is_old = true;
  }
  state.take_hello();
  state.mind_restored();
  state.pusher.tick(now);
  state.puller.tick(now);
  state.greeter.tick(now);
  state.offerer.tick(now);
  state.anchorer.tick(now);
  state.refresh_status(now);
}

BootTime Courier::next_wake(BootTime now) const {
  State const& state = *state_;
  if (state.nudged || state.try_at_once) return now;
  return std::min({state.pusher.next_wake(now), state.puller.next_wake(now),
                   state.greeter.next_wake(now), state.anchorer.next_wake(now),
                   state.offerer.next_wake(now)});
}

void Courier::nudge() {
  state_->nudged = true;
  if (state_->world.wake) state_->world.wake();
}

void Courier::try_now() {
  state_->try_at_once = true;
  if (state_->world.wake) state_->world.wake();
}

Status const& Courier::status() const { return state_->status; }
Binding const& Courier::binding() const { return state_->binding; }

}  // namespace sala::link
