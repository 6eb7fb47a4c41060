#include "sync/model/event.h"

#include <doctest/doctest.h>

#include "platform/crypto/crypto.h"
#include "sync/model/signature.h"

using namespace sala;

namespace {

EventView sample() {
  EventView event;
  event.name.stream.device.bytes.fill(1);
  event.name.stream.epoch = 0x0102030405060708U;
  event.name.seq = 9;
  event.programme.bytes.fill(2);
  event.kind = "attendance.signed_in";
  event.boottime = BootTime(Micros(123456789));
  event.wall = WallTime(Micros(-5));
  event.salt.fill(3);
  event.body = R"({"session":"x"})";
  return event;
}

}  // namespace

// Computed once with Python's hashlib.blake2b(digest_size=32) from the layout in event.h.
TEST_CASE("the hash of an event is the one that the format defines") {
  Hash previous{};
  CHECK(to_hex(event_hash(previous, sample())) ==
        "31d3322eb78a79c4b39d78b163d476e93c883b1492b793d369ef4fb62d50d1ee");
}

TEST_CASE("every part of an event changes its hash") {
  Hash previous{};
  Hash const original = event_hash(previous, sample());
  auto differs = [&](auto change) {
    EventView event = sample();
    change(event);
    return event_hash(previous, event) != original;
  };
  CHECK(differs([](EventView& e) { e.name.stream.device.bytes[31] ^= 1; }));
  CHECK(differs([](EventView& e) { e.name.stream.epoch ^= 1; }));
  CHECK(differs([](EventView& e) { e.name.seq ^= 1; }));
  CHECK(differs([](EventView& e) { e.programme.bytes[0] ^= 1; }));
  CHECK(differs([](EventView& e) { e.kind = "attendance.signed_on"; }));
  CHECK(differs([](EventView& e) { e.boottime += Micros(1); }));
  CHECK(differs([](EventView& e) { e.wall += Micros(1); }));
  CHECK(differs([](EventView& e) { e.salt[0] ^= 1; }));
  CHECK(differs([](EventView& e) { e.body = R"({"session":"y"})"; }));
  previous[0] = 1;
  CHECK(event_hash(previous, sample()) != original);
}

TEST_CASE("an erased body leaves the hash as it was") {
  EventView event = sample();
  Hash const original = event_hash({}, event);
  event.body_hash = body_hash(event);
  event.body = {};
  event.salt = {};
  CHECK(event_hash({}, event) == original);
}

TEST_CASE("a head is genuine only under its own device's key, name and hash") {
  ByteArray<32> seed{};
  auto key = crypto::SigningKey::from_seed(seed);
  SignedHead head;
  head.name.stream = {DeviceId{key.public_key()}, 5};
  head.name.seq = 7;
  head.hash.fill(9);
  head.signature = key.sign(as_bytes(head_message(head.name, head.hash)));
  CHECK(head_is_genuine(head));
  SignedHead other = head;
  other.name.seq = 8;
  CHECK(!head_is_genuine(other));
  other = head;
  other.hash[0] ^= 1;
  CHECK(!head_is_genuine(other));
  other = head;
  other.name.stream.device.bytes[0] ^= 1;
  CHECK(!head_is_genuine(other));
}

TEST_CASE("names and ids survive their text form, and nothing else is read as one") {
  EventName name = sample().name;
  CHECK(event_name_from_text(to_text(name)) == name);
  CHECK(!event_name_from_text(to_text(name) + " "));
  CHECK(!event_name_from_text(to_text(name).substr(1)));
  CHECK(!event_name_from_text(""));
  ProgrammeId id = sample().programme;
  CHECK(id_from_text<ProgrammeId>(to_text(id)) == id);
  CHECK(!id_from_text<ProgrammeId>("02020202-0202-0202-0202-02020202020"));
  CHECK(!id_from_text<ProgrammeId>("020202020202-0202-0202-0202-02020202"));
}

TEST_CASE("a drawn signature is kept point by point") {
  DrawnSignature drawing{600, 200, {{{10, 20, 0, 128}, {12, 19, 16, 130}}, {{300, 5, 900, 0}}}};
  auto read = read_signature(write_signature(drawing));
  REQUIRE(read.has_value());
  CHECK(*read == drawing);
}

TEST_CASE("a damaged signature is refused") {
  std::string text = write_signature({600, 200, {{{10, 20, 0, 128}}}});
  CHECK(!read_signature(text.substr(0, text.size() - 2)));
  CHECK(!read_signature("!"));
  CHECK(!read_signature(""));
  CHECK(!read_signature(text + "AAAA"));
}
