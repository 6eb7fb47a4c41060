#include "tests/sim/nodes.h"

#include <filesystem>

namespace sala::sim {

using test::must;

Contents contents(db::Database& database) {
  auto reader = must(ledger::Reader::open(database));
  Contents all;
  must(reader.for_each([&](EventView const& event, std::int64_t) -> Result<void> {
    // The header with the body's hash, the salt and the body: every byte.
    Hash header = event_hash({}, event);
    all[event.name] = {header, crypto::blake2b({header, event.salt, as_bytes(event.body)}),
                       event.body_hash.has_value()};
    return {};
  }));
  return all;
}

Contents contents_by(Contents const& all, DeviceId const& device) {
  Contents own;
  for (auto const& [name, held] : all) {
    if (name.stream.device == device) own[name] = held;
  }
  return own;
}

Node::Node(Timeline& timeline, std::uint8_t number)
    : key(test::test_key(number)), clock(timeline), random(number) {
  reboot_clock();
}

std::string Node::path() const { return folder_ / ("card" + std::to_string(card_) + ".db"); }

db::Database Node::open_to_read() const {
  return must(db::Database::open(path(), db::Access::read_only));
}

void Node::reboot_clock() {
  BootId id{};
  random.fill(id);
  clock.boot(id);
  std::filesystem::remove(folder_ / "witness.tails");  // it lay in memory
}

void Node::open_keeper(std::optional<DeviceId> headquarters,
                       std::function<void(views::Projector::Changes const&)> on_change) {
  views::Keeper::Options options;
  options.database_path = path();
  options.access = db::Access::read_write_unsafe;
  options.program = "sim 1";
  options.headquarters = headquarters;
  options.mode = views::Keeper::Mode::manual;
  options.on_change = [this, on_change = std::move(on_change)](auto const& changes) {
    if (on_change) on_change(changes);
    if (steward) steward->changed(changes);
  };
  keeper = must(views::Keeper::start(std::move(options), key, clock, random));
  disk_is_full = false;
  if (!tends_seats) return;
  views::Steward::Options tending;
  tending.role = *tends_seats;
  tending.write = [this](auto compose, auto done) { write(std::move(compose), std::move(done)); };
  tending.witness_path = folder_ / "witness.tails";
  steward = std::make_unique<views::Steward>(std::move(tending), clock);
  steward->start();
}

void Node::write(views::Compose compose, views::Done<std::vector<EventName>> done) {
  keeper->write(std::move(compose), std::move(done));
}

void Node::note_written() {
  auto database = open_to_read();
  for (auto const& [name, held] : contents_by(contents(database), device())) {
    written.emplace(name, held);
  }
}

void Node::crash() {
  if (!is_up()) return;
  let_go();
  keeper.reset();
  steward.reset();
  note_written();
}

void Node::fill_disk() {
  disk_is_full = true;
  keeper->with_ledger([](ledger::Ledger& ledger) { return ledger.database().limit_size(1); },
                      [](Result<void> const& done) { must(done); });
}

void Node::free_disk() {
  disk_is_full = false;
  keeper->with_ledger(
      [](ledger::Ledger& ledger) { return ledger.database().limit_size(std::int64_t{1} << 40); },
      [](Result<void> const& done) { must(done); });
}

void Node::remember_card() {
  namespace fs = std::filesystem;
  remembered_ = folder_ / "remembered.db";
  for (char const* part : {"", "-wal"}) {
    fs::remove(*remembered_ + part);
    if (fs::exists(path() + part)) fs::copy_file(path() + part, *remembered_ + part);
  }
}

bool Node::forget_since_remembered() {
  namespace fs = std::filesystem;
  if (is_up() || !remembered_) return false;
  ++card_;
  for (char const* part : {"", "-wal"}) {
    if (fs::exists(*remembered_ + part)) fs::copy_file(*remembered_ + part, path() + part);
  }
  auto database = open_to_read();
  auto left = contents(database);
  for (auto const& [name, held] : written) {
    if (!left.contains(name)) card_forgot.insert(name);
  }
  return true;
}

// ---- headquarters

SimHeadquarters::SimHeadquarters(Timeline& timeline, SimNetwork& network)
    : Node(timeline, 99), network_(network) {
  start();
}

void SimHeadquarters::start() {
  open_keeper(device(), [this](views::Projector::Changes const& changes) {
    if (api) api->changed(changes);
  });
  office_.emplace(must(
      hq::Office::open(path() + ".office", db::Access::read_write_unsafe, key, clock, random)));
  api = must(hq::Api::start({*keeper, *office_, key, path(), clock, {}, {}, {}}));
  network_.server_up([this](http::Request&& request, http::Responder responder) {
    if (impostor && impostor(request, responder)) return;
    api->handle(std::move(request), std::move(responder));
  });
}

void SimHeadquarters::write(views::Compose compose, views::Done<std::vector<EventName>> done) {
  // Only jobs of the steward's start come before the Api is made; nobody waits for news then.
  if (!api) return Node::write(std::move(compose), std::move(done));
  api->write(std::move(compose), std::move(done));
}

void SimHeadquarters::let_go() {
  network_.server_down();
  keeper.reset();  // before the Api that it calls back
  api.reset();
  office_.reset();
}

bool SimHeadquarters::run() {
  if (!is_up()) return false;
  if (steward && steward->stands_still() && api->somebody_is_level()) {
    steward->vouch(Assurance::neighbour);
  }
  return keeper->run_waiting();
}

void SimHeadquarters::write(ProgrammeId const& programme, Body body) {
  if (!is_up()) return;
  api->append({{programme, std::move(body)}}, [this](Result<std::vector<EventName>> const& names) {
    if (names) shown.insert(names->begin(), names->end());
  });
}

// ---- a kiosk

SimKiosk::SimKiosk(Timeline& timeline, SimNetwork& network, std::uint8_t number,
                   DeviceId headquarters, std::vector<ProgrammeId> programmes)
    : Node(timeline, number), network_(network) {
  binding_.headquarters = headquarters;
  binding_.url = "http://hq";
  binding_.programmes = std::move(programmes);
  start();
}

void SimKiosk::start() {
  open_keeper(binding_.headquarters, {});
  reads_.emplace(open_to_read());
  reader_.emplace(must(ledger::Reader::open(*reads_)));
  transport_ = std::make_unique<SimTransport>(network_);
  transport_->connected = connected_;
  courier = std::make_unique<link::Courier>(
      link::Courier::World{*transport_,
                           *keeper,
                           *reader_,
                           clock,
                           random,
                           key,
                           [this] { woken_ = true; },
                           {},
                           {},
                           [this] {
                             if (steward) steward->vouch(Assurance::headquarters);
                           }},
      binding_);
  woken_ = true;
}

void SimKiosk::let_go() {
  courier.reset();
  transport_.reset();
  reader_.reset();
  reads_.reset();
}

void SimKiosk::set_connected(bool connected) {
  connected_ = connected;
  if (transport_) transport_->connected = connected;
}

bool SimKiosk::run() {
  if (!is_up()) return false;
  bool any = keeper->run_waiting();
  if (std::exchange(woken_, false) || courier->next_wake(clock.boottime()) <= clock.boottime()) {
    courier->tick(clock.boottime());
    any = true;
  }
  return any;
}

Micros SimKiosk::next_wake() const {
  if (!is_up()) return Micros::max();
  BootTime next = courier->next_wake(clock.boottime());
  return next == BootTime::max() ? Micros::max() : clock.moment_of(next);
}

void SimKiosk::write(ProgrammeId const& programme, Body body) {
  if (!is_up()) return;
  keeper->append({{programme, std::move(body)}},
                 [this](Result<std::vector<EventName>> const& names) {
                   if (!names) return;  // the screen says that it was not saved
                   shown.insert(names->begin(), names->end());
                   courier->nudge();
                 });
}

}  // namespace sala::sim
