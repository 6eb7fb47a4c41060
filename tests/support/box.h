// A box for tests: a ledger on a real SQLite file with clocks and randomness that the test turns.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <optional>

#include "sync/ledger/ledger.h"
#include "sync/ledger/reader.h"
#include "tests/support/files.h"

namespace sala::test {

class FakeClock final : public Clock {
 public:
  BootTime boottime() const override { return boot_now; }
  WallTime wall() const override { return wall_now; }
  BootId boot_id() const override { return boot; }
  bool synchronised(Micros& error) const override {
    error = Micros(0);
    return false;
  }
  void advance(Micros by) {
    boot_now += by;
    wall_now += by;
  }

  BootTime boot_now{Micros(1'000'000)};
  WallTime wall_now{Micros(1'795'400'000'000'000)};  // 2026-11-23T08:53:20Z
  BootId boot{1};
};

// SplitMix64: small, seeded, good enough to draw test data.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(next() >> 32);
  }
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  // Uniform from 0 to bound - 1 (bound small: the bias does not matter here).
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

// The value of a result; the test stops with the error's message when there is none.
template <class T>
T must(Result<T> result) {
  if (!result) FAIL(result.error().message());
  return std::move(*result);
}
inline void must(Result<void> result) {
  if (!result) FAIL(result.error().message());
}

inline crypto::SigningKey test_key(std::uint8_t number) {
  ByteArray<32> seed{};
  seed.fill(number);
  return crypto::SigningKey::from_seed(seed);
}

class Box {
 public:
  explicit Box(std::uint8_t number) : key(test_key(number)), random(number) { start(); }

  void start() {
    ledger.emplace(must(ledger::Ledger::open(
        must(db::Database::open(folder / "ledger.db", db::Access::read_write_unsafe)), key,
        "test 1", clock, random)));
    reads.emplace(must(db::Database::open(folder / "ledger.db", db::Access::read_only)));
    reader.emplace(must(ledger::Reader::open(*reads)));
  }
  // The process dies and starts again: what was committed is still there.
  void restart() {
    reader.reset();
    reads.reset();
    ledger.reset();
    start();
  }
  EventName write(ProgrammeId const& programme, Body body) {
    ledger::Draft draft{programme, std::move(body)};
    return must(ledger->append({&draft, 1})).front();
  }
  // The whole of a stream as it would be pushed, its end signed by this box.
  ledger::Run run_after(StreamId const& id, std::uint64_t seq, ledger::Runs& memory) {
    auto state = must(reader->stream(id));
    REQUIRE(state.has_value());
    memory = must(reader->read_stream(*state, seq, {}));
    return memory.runs.front();
  }

  TemporaryFolder folder;
  crypto::SigningKey key;
  FakeClock clock;
  SeededRandom random;
  std::optional<ledger::Ledger> ledger;
  std::optional<db::Database> reads;
  std::optional<ledger::Reader> reader;
};

}  // namespace sala::test
