// Messages that only the holders of named keys open: not whoever sealed them, carries them or keeps
// them. libsodium throughout. Thread-safe.
//
// A random key encrypts the content (XChaCha20-Poly1305, the key used once, so a nonce of zeros);
// one lock a recipient holds that key, in the format of crypto_box_seal (X25519). The content is
// padded (ISO/IEC 7816-4) to a size class, so that its length says little. `context` and the list
// of recipients are authenticated: a message put elsewhere, or with other locks, does not open.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/clock.h"
#include "platform/base/result.h"

namespace sala::crypto {

// X25519: names a recipient.
using SealingKey = ByteArray<32>;

// The other half, which opens. Wiped from memory with the object.
class OpeningKey {
 public:
  static OpeningKey generate(Random& random);
  static OpeningKey from_seed(ByteArray<32> const& seed);
  ~OpeningKey();
  OpeningKey(OpeningKey const&) = default;
  OpeningKey& operator=(OpeningKey const&) = default;

  SealingKey const& public_key() const { return public_key_; }
  ByteArray<32> const& seed() const { return seed_; }
  ByteArray<32> const& secret() const { return secret_; }

 private:
  OpeningKey() = default;
  ByteArray<32> seed_{}, secret_{};
  SealingKey public_key_{};
};

struct Lock {
  SealingKey recipient{};
  ByteArray<80> box{};

  bool operator==(Lock const&) const = default;
};
struct Sealed {
  std::vector<Lock> locks;  // one a recipient
  std::string content;

  bool operator==(Sealed const&) const = default;
};

// Classes are 512 bytes and its doubles.
inline constexpr std::size_t smallest_sealed = 512;
inline constexpr std::size_t longest_sealed = 32u << 10;  // the longest plain text is a byte less

// Errors: invalid when it is longer than that, or for nobody.
Result<Sealed> seal(std::string_view plain, std::span<SealingKey const> recipients,
                    ByteSpan context, Random& random);
// Errors: not_found when it is not for this key, invalid when it was changed on the way or stands
// in another context.
Result<std::string> open(Sealed const& sealed, OpeningKey const& key, ByteSpan context);

// A line of text that holds the key under a pass-phrase: Argon2id with libsodium's "moderate" cost
// (256 MiB, about a second). Errors: busy when memory is short.
Result<std::string> lock_away(OpeningKey const& key, std::string_view passphrase, Random& random);
// Errors: invalid for what lock_away() did not write, refused for another pass-phrase.
Result<OpeningKey> take_out(std::string_view line, std::string_view passphrase);

// A public key as a line that may be sent by any way, with a checksum against slips of the pen.
std::string to_line(SealingKey const& key);
Result<SealingKey> read_line(std::string_view line);
// Twenty digits that two people compare by telephone.
std::string fingerprint(SealingKey const& key);

// Overwrites what must not stay in memory.
void wipe(std::string& text);

}  // namespace sala::crypto
