#include "platform/crypto/sealing.h"

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <cstdio>

#include "platform/base/verify.h"
#include "platform/crypto/crypto.h"

namespace sala::crypto {
namespace {

constexpr std::string_view private_mark = "sala-care-private-1:";
constexpr std::string_view public_mark = "sala-care-1:";
constexpr std::size_t checksum_bytes = 4;

static_assert(sizeof(Lock::box) == crypto_box_SEALBYTES + crypto_secretbox_KEYBYTES);

std::uint8_t* buffer(std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); }

// What is authenticated beside the content.
Hash surroundings(std::span<Lock const> locks, ByteSpan context) {
  std::string recipients;
  ByteWriter out(recipients);
  for (Lock const& lock : locks) out.raw(lock.recipient);
  return blake2b({as_bytes(recipients), context});
}

// As crypto_box_seal, which draws its randomness by itself.
ByteArray<80> lock_for(SealingKey const& recipient, ByteSpan key, Random& random) {
  ByteArray<80> box{};
  ByteArray<32> seed{}, once_secret{};
  SealingKey once{};
  random.fill(seed);
  crypto_box_seed_keypair(once.data(), once_secret.data(), seed.data());
  ByteArray<crypto_box_NONCEBYTES> nonce{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, once.data(), once.size());
  crypto_generichash_update(&state, recipient.data(), recipient.size());
  crypto_generichash_final(&state, nonce.data(), nonce.size());
  std::copy(once.begin(), once.end(), box.begin());
  // Fails only for a recipient whose key is a weak point of the curve.
  int bad = crypto_box_easy(box.data() + once.size(), key.data(), key.size(), nonce.data(),
                            recipient.data(), once_secret.data());
  VERIFY(bad == 0);
  sodium_memzero(once_secret.data(), once_secret.size());
  sodium_memzero(seed.data(), seed.size());
  return box;
}

}  // namespace

OpeningKey OpeningKey::generate(Random& random) {
  ByteArray<32> seed{};
  random.fill(seed);
  auto key = from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

OpeningKey OpeningKey::from_seed(ByteArray<32> const& seed) {
  OpeningKey key;
  key.seed_ = seed;
  crypto_box_seed_keypair(key.public_key_.data(), key.secret_.data(), seed.data());
  return key;
}

OpeningKey::~OpeningKey() {
  sodium_memzero(seed_.data(), seed_.size());
  sodium_memzero(secret_.data(), secret_.size());
}

void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

Result<Sealed> seal(std::string_view plain, std::span<SealingKey const> recipients,
                    ByteSpan context, Random& random) {
  if (recipients.empty()) return fail(ErrorCode::invalid, "seal", "there is nobody to read it");
  if (plain.size() >= longest_sealed) return fail(ErrorCode::invalid, "seal", "it is too long");
  ByteArray<32> key{};
  random.fill(key);
  Sealed sealed;
  for (SealingKey const& recipient : recipients) {
    sealed.locks.push_back({recipient, lock_for(recipient, key, random)});
  }
  std::size_t size = std::max(smallest_sealed, std::bit_ceil(plain.size() + 1));
  std::string padded(size, '\0');
  std::copy(plain.begin(), plain.end(), padded.begin());
  std::size_t length = 0;
  VERIFY(sodium_pad(&length, buffer(padded), plain.size(), size, size) == 0 && length == size);
  sealed.content.resize(size + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  ByteArray<crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
  auto around = surroundings(sealed.locks, context);
  crypto_aead_xchacha20poly1305_ietf_encrypt(buffer(sealed.content), nullptr, buffer(padded), size,
                                             around.data(), around.size(), nullptr, nonce.data(),
                                             key.data());
  sodium_memzero(key.data(), key.size());
  wipe(padded);
  return sealed;
}

Result<std::string> open(Sealed const& sealed, OpeningKey const& key, ByteSpan context) {
  auto lock = std::ranges::find(sealed.locks, key.public_key(), &Lock::recipient);
  if (lock == sealed.locks.end()) {
    return fail(ErrorCode::not_found, "open", "it is not for this key");
  }
  auto damaged = [] { return fail(ErrorCode::invalid, "open", "it was changed on its way"); };
  ByteArray<32> content_key{};
  if (crypto_box_seal_open(content_key.data(), lock->box.data(), lock->box.size(),
                           key.public_key().data(), key.secret().data()) != 0) {
    return damaged();
  }
  constexpr std::size_t tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.content.size() <= tag) return damaged();
  std::string plain(sealed.content.size() - tag, '\0');
  ByteArray<crypto_aead_xchacha20poly1305_ietf_NPUBBYTES> nonce{};
  auto around = surroundings(sealed.locks, context);
  int bad = crypto_aead_xchacha20poly1305_ietf_decrypt(
      buffer(plain), nullptr, nullptr, as_bytes(sealed.content).data(), sealed.content.size(),
      around.data(), around.size(), nonce.data(), content_key.data());
  sodium_memzero(content_key.data(), content_key.size());
  std::size_t length = 0;
  if (bad != 0 || sodium_unpad(&length, buffer(plain), plain.size(), plain.size()) != 0) {
    return damaged();
  }
  plain.resize(length);
  return plain;
}

// ---- private keys under a pass-phrase: salt, nonce, secretbox of the seed

namespace {

static_assert(sizeof(Salt) == crypto_pwhash_SALTBYTES);
using Nonce = ByteArray<crypto_secretbox_NONCEBYTES>;
constexpr std::size_t boxed_seed = 32 + crypto_secretbox_MACBYTES;

Result<ByteArray<32>> stretched(std::string_view passphrase, Salt const& salt) {
  ByteArray<32> key{};
  if (crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(),
                    crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::busy, "unlock key", "not enough memory",
                "close other programs and try again");
  }
  return key;
}

}  // namespace

Result<std::string> lock_away(OpeningKey const& key, std::string_view passphrase, Random& random) {
  Salt salt{};
  Nonce nonce{};
  random.fill(salt);
  random.fill(nonce);
  auto stretch = TRY(stretched(passphrase, salt));
  ByteArray<boxed_seed> box{};
  crypto_secretbox_easy(box.data(), key.seed().data(), key.seed().size(), nonce.data(),
                        stretch.data());
  sodium_memzero(stretch.data(), stretch.size());
  std::string bytes;
  ByteWriter out(bytes);
  out.raw(salt);
  out.raw(nonce);
  out.raw(box);
  return std::string(private_mark) + to_base64url(as_bytes(bytes));
}

Result<OpeningKey> take_out(std::string_view line, std::string_view passphrase) {
  auto bytes = line.starts_with(private_mark) ? from_base64url(line.substr(private_mark.size()))
                                              : std::nullopt;
  if (!bytes || bytes->size() != sizeof(Salt) + sizeof(Nonce) + boxed_seed) {
    return fail(ErrorCode::invalid, "unlock key", "this is no key of the care team");
  }
  ByteReader in(*bytes);
  Salt salt = in.array<sizeof(Salt)>();
  Nonce nonce = in.array<sizeof(Nonce)>();
  auto box = in.array<boxed_seed>();
  auto stretch = TRY(stretched(passphrase, salt));
  ByteArray<32> seed{};
  int bad =
      crypto_secretbox_open_easy(seed.data(), box.data(), box.size(), nonce.data(), stretch.data());
  sodium_memzero(stretch.data(), stretch.size());
  if (bad != 0) return fail(ErrorCode::refused, "unlock key", "that is not its pass-phrase");
  auto key = OpeningKey::from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

// ---- public keys as text

std::string to_line(SealingKey const& key) {
  std::string bytes;
  ByteWriter out(bytes);
  out.raw(key);
  auto sum = blake2b({key});
  out.raw(ByteSpan(sum).first(checksum_bytes));
  return std::string(public_mark) + to_base64url(as_bytes(bytes));
}

Result<SealingKey> read_line(std::string_view line) {
  auto bytes = line.starts_with(public_mark) ? from_base64url(line.substr(public_mark.size()))
                                             : std::nullopt;
  if (bytes && bytes->size() == sizeof(SealingKey) + checksum_bytes) {
    ByteReader in(*bytes);
    SealingKey key = in.array<sizeof(SealingKey)>();
    if (to_line(key) == line) return key;
  }
  return fail(ErrorCode::invalid, "read the care team's key", "it is not whole",
              "copy the whole line that begins with sala-care-1:");
}

std::string fingerprint(SealingKey const& key) {
  auto hash = blake2b({as_bytes(std::string_view("sala care fingerprint")), key});
  ByteReader in(as_text(hash));
  std::string text;
  for (int group = 0; group < 4; ++group) {
    char digits[8];
    std::snprintf(digits, sizeof digits, "%05u", in.fixed<std::uint32_t>() % 100'000u);
    text += (group == 0 ? "" : " ") + std::string(digits);
  }
  return text;
}

}  // namespace sala::crypto
