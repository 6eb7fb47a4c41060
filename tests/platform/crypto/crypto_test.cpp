#include "platform/crypto/crypto.h"

#include <doctest/doctest.h>

using namespace sala;
using namespace sala::crypto;

// RFC 7693, appendix A gives BLAKE2b-512; this is the 256-bit value of "abc" from its reference
// code.
TEST_CASE("BLAKE2b-256 of abc is the published value, in one piece or three") {
  auto const expected = "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
  CHECK(to_hex(blake2b({as_bytes("abc")})) == expected);
  CHECK(to_hex(blake2b({as_bytes("a"), as_bytes(""), as_bytes("bc")})) == expected);
  CHECK(blake2b_keyed(as_bytes("k"), {as_bytes("abc")}) != blake2b({as_bytes("abc")}));
}

// RFC 8032, section 7.1, test 1.
TEST_CASE("Ed25519 signs as the standard's first test says") {
  auto key = SigningKey::from_seed(
      *hex_array<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  CHECK(to_hex(key.public_key()) ==
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  auto signature = key.sign({});
  CHECK(to_hex(signature) ==
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        "f9b46bd25bf5f0595bbe24655141438e7a100b");
  CHECK(verify(key.public_key(), {}, signature));
  CHECK(!verify(key.public_key(), as_bytes("x"), signature));
  signature[63] ^= 1;
  CHECK(!verify(key.public_key(), {}, signature));
}

TEST_CASE("a pass-phrase opens its own hash only") {
  auto hash = hash_passphrase("ศาลา-กลาง-น้ำ");
  REQUIRE(hash.has_value());
  CHECK(hash->starts_with("$argon2id$"));
  CHECK(check_passphrase(*hash, "ศาลา-กลาง-น้ำ"));
  CHECK(!check_passphrase(*hash, "ศาลา-กลาง-นา"));
  CHECK(!check_passphrase("", ""));
  CHECK(!check_passphrase("nonsense", "x"));
}

TEST_CASE("secrets are compared whole") {
  CHECK(equal_in_constant_time(as_bytes("abc"), as_bytes("abc")));
  CHECK(!equal_in_constant_time(as_bytes("abc"), as_bytes("abd")));
  CHECK(!equal_in_constant_time(as_bytes("abc"), as_bytes("abcd")));
}
