#include "platform/crypto/crypto.h"

#include <sodium.h>

#include <algorithm>

#include "platform/base/verify.h"

namespace sala::crypto {

Hash blake2b(std::initializer_list<ByteSpan> parts) { return blake2b_keyed({}, parts); }

Hash blake2b_keyed(ByteSpan key, std::initializer_list<ByteSpan> parts) {
  Hash out{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key.size(), out.size());
  for (ByteSpan part : parts) crypto_generichash_update(&state, part.data(), part.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

SigningKey SigningKey::generate(Random& random) {
  ByteArray<32> seed{};
  random.fill(seed);
  return from_seed(seed);
}

SigningKey SigningKey::from_seed(ByteArray<32> const& seed) {
  SigningKey key;
  key.seed_ = seed;
  VERIFY(crypto_sign_seed_keypair(key.public_key_.data(), key.secret_.data(), seed.data()) == 0);
  return key;
}

Signature SigningKey::sign(ByteSpan message) const {
  Signature out{};
  VERIFY(crypto_sign_detached(out.data(), nullptr, message.data(), message.size(),
                              secret_.data()) == 0);
  return out;
}

bool verify(PublicKey const& key, ByteSpan message, Signature const& signature) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     key.data()) == 0;
}

Result<std::string> hash_passphrase(std::string_view passphrase) {
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(out, passphrase.data(), passphrase.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return fail(ErrorCode::busy, "hash pass-phrase", "not enough memory",
                "close other programs and try again");
  }
  return std::string(out);
}

bool check_passphrase(std::string_view hash, std::string_view passphrase) {
  std::string terminated(hash);
  return crypto_pwhash_str_verify(terminated.c_str(), passphrase.data(), passphrase.size()) == 0;
}

bool equal_in_constant_time(ByteSpan a, ByteSpan b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sala::crypto
