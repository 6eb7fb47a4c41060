// Hashes, signatures and pass-phrase hashes: libsodium behind Sala's own types. Thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/base/clock.h"
#include "platform/base/result.h"

namespace sala::crypto {

// BLAKE2b with 256 bits of output (RFC 7693) over the parts in order.
Hash blake2b(std::initializer_list<ByteSpan> parts);
// The same keyed with `key` (1 to 64 bytes): a message authentication code.
Hash blake2b_keyed(ByteSpan key, std::initializer_list<ByteSpan> parts);

// Ed25519 (RFC 8032). The public key is a device's identity.
using PublicKey = ByteArray<32>;

class SigningKey {
 public:
  static SigningKey generate(Random& random);
  static SigningKey from_seed(ByteArray<32> const& seed);

  PublicKey const& public_key() const { return public_key_; }
  ByteArray<32> const& seed() const { return seed_; }  // what is stored, and must stay secret
  Signature sign(ByteSpan message) const;

 private:
  ByteArray<32> seed_{};
  ByteArray<64> secret_{};
  PublicKey public_key_{};
};

bool verify(PublicKey const& key, ByteSpan message, Signature const& signature);

// Argon2id with libsodium's "interactive" cost (64 MiB, about 50 ms): a self-describing string
// that check_passphrase reads back. Fails only when memory is short.
Result<std::string> hash_passphrase(std::string_view passphrase);
bool check_passphrase(std::string_view hash, std::string_view passphrase);

// Compares without telling by its time where the difference is.
bool equal_in_constant_time(ByteSpan a, ByteSpan b);

}  // namespace sala::crypto
