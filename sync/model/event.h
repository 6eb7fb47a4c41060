// An event: an immutable fact that one box wrote down.
//
// A stream is (device, epoch). An epoch is a random number, drawn when a process first writes to a
// programme: a stream therefore lies wholly in one programme, and who carries that programme can
// verify the whole stream. `seq` counts from 1 without a gap; (device, epoch, seq) is the event's
// name for ever.
//
//   body_hash = BLAKE2b-256(salt ‖ body)
//   hash      = BLAKE2b-256(previous hash ‖ header ‖ body_hash)      previous of seq 1 = 32 zeros
//   header    = "sala-event-1" ‖ device ‖ epoch ‖ seq ‖ programme ‖ boottime ‖ wall ‖ kind
//
// with fixed little-endian 64-bit integers, times in microseconds, and the kind as the last bytes.
// The chain stands on the body's hash: a body can be erased by law and the chain still verifies.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/model/id.h"

namespace sala {

struct StreamId {
  DeviceId device;
  std::uint64_t epoch = 0;

  auto operator<=>(StreamId const&) const = default;
};

struct EventName {
  StreamId stream;
  std::uint64_t seq = 0;

  auto operator<=>(EventName const&) const = default;
};

// "<device, 64 hex>.<epoch, 16 hex>"
std::string to_text(StreamId const& stream);
std::optional<StreamId> stream_from_text(std::string_view text);

// "<device, 64 hex>.<epoch, 16 hex>.<seq, decimal>"
std::string to_text(EventName const& name);
std::optional<EventName> event_name_from_text(std::string_view text);

// No body is larger: a signature of a minute's scribbling is 20 kB; the rest is a few hundred
// bytes.
inline constexpr std::size_t max_body_bytes = 64 * 1024;
inline constexpr std::size_t max_kind_bytes = 64;

// One event as it is stored and sent. The views point into whatever it was read from (a frame, a
// row, a draft) and live as long as that.
struct EventView {
  EventName name;
  ProgrammeId programme;
  std::string_view kind;
  BootTime boottime;
  WallTime wall;
  Salt salt{};
  std::string_view body;          // UTF-8 JSON, byte for byte as its device wrote it
  std::optional<Hash> body_hash;  // set when the body was erased; then `body` is empty
};

Hash body_hash(EventView const& event);
Hash event_hash(Hash const& previous, EventView const& event);

// A stream's head: its device's signature over the hash of its latest event vouches for all before.
struct SignedHead {
  EventName name;
  Hash hash{};
  Signature signature{};
};

// What a device signs for a head: "sala-head-1" ‖ device ‖ epoch ‖ seq ‖ hash.
std::string head_message(EventName const& name, Hash const& hash);
bool head_is_genuine(SignedHead const& head);

}  // namespace sala
