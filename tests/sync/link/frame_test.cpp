#include "sync/link/frame.h"

#include <chrono>
#include <cstdlib>

#include "platform/crypto/compress.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::link;
using namespace sala::test;

namespace {

constexpr ProgrammeId programme{{7, 1}};
constexpr SessionId session{{7, 2}};

std::string golden_path(std::string const& name) {
  return SALA_SOURCE "/tests/sync/link/golden/" + name + ".frame";
}

ParticipantId person(SeededRandom& random, WallTime now) {
  return new_id<ParticipantId>(now, random);
}

// `count` sign-ins, seconds apart, as a busy door writes them.
void sign_in_many(Box& box, int count) {
  std::vector<ledger::Draft> drafts;
  SeededRandom people(5);
  for (int i = 0; i < count; ++i) {
    AttendanceSignedIn body;
    body.session = session;
    body.participant = person(people, box.clock.wall_now);
    drafts.push_back({programme, body});
  }
  for (std::size_t i = 0; i < drafts.size(); i += 50) {
    box.clock.advance(Micros(3'417'123));
    must(box.ledger->append(std::span(drafts).subspan(i, std::min<std::size_t>(50, count - i))));
  }
}

ledger::Runs all_of(Box& box) {
  auto streams = must(box.reader->streams());
  return must(box.reader->read_stream(streams.front(), 0, {100'000, 100'000'000}));
}

bool same(EventView const& a, EventView const& b) {
  return a.name == b.name && a.programme == b.programme && a.kind == b.kind &&
         a.boottime == b.boottime && a.wall == b.wall && a.salt == b.salt && a.body == b.body &&
         a.body_hash == b.body_hash;
}

void check_same(std::vector<ledger::Run> const& a, std::vector<ledger::Run> const& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].stream == b[i].stream);
    CHECK(a[i].programme == b[i].programme);
    CHECK(a[i].previous == b[i].previous);
    CHECK(a[i].head.name == b[i].head.name);
    CHECK(a[i].head.signature == b[i].head.signature);
    if (a[i].head.name.seq != a[i].last_seq()) CHECK(a[i].head.hash == b[i].head.hash);
    REQUIRE(a[i].events.size() == b[i].events.size());
    for (std::size_t k = 0; k < a[i].events.size(); ++k) {
      CHECK(same(a[i].events[k], b[i].events[k]));
    }
  }
}

// Two runs with all that a frame can say: several kinds, an erased body, a clock that jumped to
// 1970, a head that is further on, a body that is not JSON.
struct Sample {
  Sample() {
    first.stream = {DeviceId{{1, 2, 3}}, 0x0123456789abcdefU};
    first.programme = programme;
    first.previous.fill(9);
    char const* kinds[] = {"attendance.signed_in", "clock.anchored", "attendance.signed_in"};
    for (std::uint64_t i = 0; i < 3; ++i) {
      EventView event;
      event.name = {first.stream, 41 + i};
      event.programme = programme;
      event.kind = kinds[i];
      event.boottime = BootTime(Micros(5'000'000 + 1'000'000 * i));
      event.wall = WallTime(Micros(i == 1 ? 77 : 1'795'400'000'000'000));
      event.salt.fill(static_cast<std::uint8_t>(i));
      event.body = "{\"name\":\"บีม 🌱\"}";
      first.events.push_back(event);
    }
    first.events[1].body = {};
    first.events[1].salt = {};
    first.events[1].body_hash = Hash{4, 4};
    first.head.name = {first.stream, 43};
    first.head.signature.fill(5);

    second = first;
    second.stream = {DeviceId{{200}}, 1};
    for (EventView& event : second.events) event.name.stream = second.stream;
    second.events.resize(1);
    second.events[0].body = std::string_view("\0\xff", 2);
    second.head.name = {second.stream, 50};
    second.head.hash.fill(6);
  }
  std::vector<ledger::Run> runs() const { return {first, second}; }

  ledger::Run first, second;
};

}  // namespace

TEST_CASE("a frame brings back what was put into it") {
  Sample sample;
  PageHead page{programme, 123456789, false, 0xfedcba9876543210U};
  auto frame = must(decode(encode(sample.runs(), page)));
  CHECK(frame.page == page);
  check_same(sample.runs(), frame.events.runs);

  auto empty = must(decode(encode({}, {programme, 7, true})));
  CHECK(empty.events.runs.empty());
  CHECK(empty.page.last_position == 7);
}

TEST_CASE("frames that older boxes wrote are read for ever") {
  Sample sample;
  PageHead page{programme, 123456789, false, 0xfedcba9876543210U};
  auto path = golden_path("two_runs");
  if (std::getenv("SALA_WRITE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << encode(sample.runs(), page);
  }
  auto frame = must(decode(read_file(path)));
  CHECK(frame.page == page);
  check_same(sample.runs(), frame.events.runs);
}

TEST_CASE("a run from a ledger is believed after its journey") {
  Box box(1);
  sign_in_many(box, 500);
  auto events = all_of(box);
  auto frame = must(decode(encode(events.runs)));
  for (ledger::Run& run : frame.events.runs) {
    CHECK(must(ledger::check(std::move(run))).vouched);
  }
}

TEST_CASE("500 sign-ins cost at most 80 bytes each, HTTP headers included") {
  Box box(1);
  sign_in_many(box, 50'000);
  auto state = must(box.reader->streams()).front();
  std::size_t bytes = 0;
  std::size_t requests = 0;
  for (std::uint64_t seq = 0; seq < state.last_seq;) {
    auto batch = must(box.reader->read_stream(state, seq, {}));
    batch.runs.front().head = {batch.runs.front().events.back().name, {}, {}};
    seq = batch.runs.front().last_seq();
    bytes += encode(batch.runs).size();
    ++requests;
  }
  constexpr std::size_t request_head_bytes = 600;  // measured: 430 with a short host name
  double each = static_cast<double>(bytes + requests * request_head_bytes) / 50'000;
  MESSAGE("bytes an event: " << each << ", frames alone " << bytes / 50'000.0);
  CHECK(each <= 80);
}

TEST_CASE("what decode accepts can be encoded again; nothing crashes it") {
  Sample sample;
  std::string const whole = encode(sample.runs(), {programme, 5, true});
  // The plain text behind the compression is what an attacker writes: mutate that.
  std::string const plain = must(Decompressor().decompress(whole, max_frame_plain_bytes));
  SeededRandom random(99);
  Compressor compressor;
  int accepted = 0;
  for (int round = 0; round < 30'000; ++round) {
    std::string bytes = plain;
    for (std::uint64_t i = 0, edits = 1 + random.below(4); i < edits && !bytes.empty(); ++i) {
      std::size_t at = random.below(bytes.size());
      switch (random.below(5)) {
        case 0:
          bytes[at] = static_cast<char>(random.next());
          break;
        case 1:
          bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
          break;
        case 2:
          bytes.erase(at, random.below(20));
          break;
        case 3:
          bytes.insert(at, std::string(1 + random.below(9), '\xff'));
          break;
        default:
          bytes.resize(at);
          break;
      }
    }
    auto frame = decode(must(compressor.compress(bytes)));
    if (!frame) {
      CHECK(frame.error().code == ErrorCode::invalid);
      continue;
    }
    ++accepted;
    auto again = must(decode(encode(frame->events.runs, frame->page)));
    check_same(frame->events.runs, again.events.runs);
  }
  CHECK(accepted > 100);  // many changes only touch a salt: the test reaches deep
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    CHECK(!decode(std::string_view(whole).substr(0, cut)).has_value());
  }
}

TEST_CASE("a small frame cannot claim a million events") {
  std::string plain;
  ByteWriter out(plain);
  out.varint(1);
  out.raw(ByteArray<16>{});
  out.signed_varint(0);
  out.fixed(std::uint8_t{1});
  out.fixed(std::uint64_t{0});
  out.varint(1);
  out.raw(ByteArray<32>{});
  out.fixed(std::uint64_t{1});
  out.raw(ByteArray<16>{});
  out.varint(1);
  out.varint(0xffffffffffffU);
  plain.append(500, '\0');
  auto frame = decode(must(Compressor().compress(plain)));
  REQUIRE(!frame.has_value());
  CHECK(frame.error().code == ErrorCode::invalid);

  CHECK(!decode(std::string(max_frame_bytes + 1, 'x')).has_value());
  CHECK(!decode(must(Compressor().compress(std::string(max_frame_plain_bytes + 1, 'x'))))
             .has_value());
}
