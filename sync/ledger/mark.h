// Marks: eight bytes that stand for all events of a programme up to one position, and their order.
#pragma once

#include "platform/base/bytes.h"
#include "platform/crypto/crypto.h"
#include "sync/model/event.h"

namespace sala::ledger {

// The mark of the position after the one marked `before` (0 before the first event), where the
// event with that hash stands: the first eight bytes, little-endian, of BLAKE2b-256(before ‖ hash).
inline std::uint64_t next_mark(std::uint64_t before, Hash const& hash) {
  std::string text;
  ByteWriter(text).fixed(before);
  return ByteReader(as_text(crypto::blake2b({as_bytes(text), hash}))).fixed<std::uint64_t>();
}

}  // namespace sala::ledger
