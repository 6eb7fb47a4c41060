#include "platform/crypto/sealing.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include <set>

#include "tests/support/box.h"

using namespace sala;
using sala::test::must;
using namespace sala::crypto;

namespace {

OpeningKey key_number(std::uint8_t number) {
  ByteArray<32> seed{};
  seed.fill(number);
  return OpeningKey::from_seed(seed);
}

ByteSpan const context = as_bytes("answer 1");

}  // namespace

TEST_CASE("each recipient opens what was sealed, nobody else does") {
  auto first = key_number(1), second = key_number(2), stranger = key_number(3);
  std::vector<SealingKey> both{first.public_key(), second.public_key()};
  std::string const plain = "ช่วงนี้เหนื่อยมาก 🌧";
  auto sealed = must(seal(plain, both, context, system_random()));
  CHECK(must(open(sealed, first, context)) == plain);
  CHECK(must(open(sealed, second, context)) == plain);
  CHECK(open(sealed, stranger, context).error().code == ErrorCode::not_found);
  // A stranger who writes himself into the list of recipients still cannot open it.
  sealed.locks[0].recipient = stranger.public_key();
  CHECK(open(sealed, stranger, context).error().code == ErrorCode::invalid);
}

TEST_CASE("what was changed, cut or moved does not open") {
  auto key = key_number(1);
  std::vector<SealingKey> one{key.public_key()};
  auto const sealed = must(seal("secret", one, context, system_random()));
  CHECK(open(sealed, key, as_bytes("answer 2")).error().code == ErrorCode::invalid);
  for (std::size_t at = 0; at < sealed.content.size(); at += 37) {
    auto bad = sealed;
    bad.content[at] = static_cast<char>(bad.content[at] ^ 1);
    CHECK(open(bad, key, context).error().code == ErrorCode::invalid);
  }
  for (std::size_t length : {0u, 15u, 16u, 17u, 527u}) {
    auto bad = sealed;
    bad.content.resize(length);
    CHECK(open(bad, key, context).error().code == ErrorCode::invalid);
  }
  auto bad = sealed;
  bad.locks[0].box[40] ^= 1;
  CHECK(open(bad, key, context).error().code == ErrorCode::invalid);
}

TEST_CASE("the length of an answer shows only its size class") {
  auto key = key_number(1);
  std::vector<SealingKey> one{key.public_key()};
  std::set<std::size_t> sizes;
  for (std::size_t length : {0u, 1u, 100u, 511u}) {
    std::string plain(length, 'x');
    auto sealed = must(seal(plain, one, context, system_random()));
    CHECK(must(open(sealed, key, context)) == plain);
    sizes.insert(sealed.content.size());
  }
  CHECK(sizes.size() == 1);
  std::string longest(longest_sealed - 1, 'x');
  CHECK(must(open(must(seal(longest, one, context, system_random())), key, context)) == longest);
  CHECK(must(seal(std::string(512, 'x'), one, context, system_random())).content.size() ==
        must(seal(std::string(1023, 'x'), one, context, system_random())).content.size());
}

TEST_CASE("too long, or for nobody, is refused") {
  std::vector<SealingKey> one{key_number(1).public_key()};
  CHECK(!seal(std::string(longest_sealed, 'x'), one, context, system_random()));
  CHECK(!seal("x", {}, context, system_random()));
}

TEST_CASE("a lock is what libsodium's crypto_box_seal makes") {
  auto key = key_number(7);
  auto ours = must(seal("x", std::vector{key.public_key()}, context, system_random()));
  ByteArray<32> opened{};
  CHECK(crypto_box_seal_open(opened.data(), ours.locks[0].box.data(), ours.locks[0].box.size(),
                             key.public_key().data(), key.secret().data()) == 0);
}

TEST_CASE("a private key comes out of its line with its pass-phrase only") {
  auto key = key_number(5);
  auto line = must(lock_away(key, "ลมเย็น-ริมน้ำ", system_random()));
  CHECK(line.find('\n') == line.npos);
  CHECK(must(take_out(line, "ลมเย็น-ริมน้ำ")).seed() == key.seed());
  CHECK(take_out(line, "ลมเย็น-ริมนา").error().code == ErrorCode::refused);
  CHECK(take_out(line.substr(0, line.size() - 4), "ลมเย็น-ริมน้ำ").error().code == ErrorCode::invalid);
  CHECK(take_out("nonsense", "x").error().code == ErrorCode::invalid);
}

TEST_CASE("a public key travels as text, slips of the pen are noticed") {
  auto key = key_number(6).public_key();
  auto line = to_line(key);
  CHECK(must(read_line(line)) == key);
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::string bad = line;
    bad[at] = bad[at] == 'A' ? 'B' : 'A';
    CHECK_MESSAGE(!read_line(bad), bad);
  }
  CHECK(!read_line(""));
  CHECK(!read_line(line + "A"));
  CHECK(fingerprint(key).size() == 23);
  CHECK(fingerprint(key) != fingerprint(key_number(7).public_key()));
}
