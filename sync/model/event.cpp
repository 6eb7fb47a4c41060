#include "sync/model/event.h"

#include <charconv>

#include "platform/crypto/crypto.h"

namespace sala {

std::string to_text(StreamId const& stream) {
  ByteArray<8> epoch{};
  for (std::size_t i = 0; i < 8; ++i) {
    epoch[i] = static_cast<std::uint8_t>((stream.epoch >> (8 * (7 - i))) & 0xff);
  }
  return to_text(stream.device) + "." + to_hex(epoch);
}

std::optional<StreamId> stream_from_text(std::string_view text) {
  if (text.size() != 81 || text[64] != '.') return std::nullopt;
  auto device = device_from_text(text.substr(0, 64));
  auto epoch = hex_array<8>(text.substr(65));
  if (!device || !epoch) return std::nullopt;
  StreamId stream;
  stream.device = *device;
  for (std::uint8_t byte : *epoch) stream.epoch = (stream.epoch << 8) | byte;
  return stream;
}

std::string to_text(EventName const& name) {
  return to_text(name.stream) + "." + std::to_string(name.seq);
}

std::optional<EventName> event_name_from_text(std::string_view text) {
  if (text.size() < 83 || text[81] != '.') return std::nullopt;
  auto stream = stream_from_text(text.substr(0, 81));
  if (!stream) return std::nullopt;
  EventName name;
  name.stream = *stream;
  auto digits = text.substr(82);
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), name.seq);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return name;
}

Hash body_hash(EventView const& event) {
  if (event.body_hash) return *event.body_hash;
  return crypto::blake2b({event.salt, as_bytes(event.body)});
}

Hash event_hash(Hash const& previous, EventView const& event) {
  // 124 fixed bytes and at most 64 of kind: assembled on the stack, this runs for every event.
  std::array<std::uint8_t, 192> header{};
  std::size_t size = 0;
  auto raw = [&](ByteSpan bytes) {
    std::copy(bytes.begin(), bytes.end(), header.begin() + static_cast<std::ptrdiff_t>(size));
    size += bytes.size();
  };
  auto fixed = [&](std::uint64_t value) {
    for (int i = 0; i < 8; ++i)
      header[size++] = static_cast<std::uint8_t>((value >> (8 * i)) & 255);
  };
  raw(as_bytes("sala-event-1"));
  raw(event.name.stream.device.bytes);
  fixed(event.name.stream.epoch);
  fixed(event.name.seq);
  raw(event.programme.bytes);
  fixed(static_cast<std::uint64_t>(event.boottime.time_since_epoch().count()));
  fixed(static_cast<std::uint64_t>(event.wall.time_since_epoch().count()));
  raw(as_bytes(event.kind.substr(0, max_kind_bytes)));
  return crypto::blake2b({previous, ByteSpan(header.data(), size), body_hash(event)});
}

std::string head_message(EventName const& name, Hash const& hash) {
  std::string message;
  ByteWriter out(message);
  out.raw("sala-head-1");
  out.raw(name.stream.device.bytes);
  out.fixed(name.stream.epoch);
  out.fixed(name.seq);
  out.raw(hash);
  return message;
}

bool head_is_genuine(SignedHead const& head) {
  return crypto::verify(head.name.stream.device.bytes, as_bytes(head_message(head.name, head.hash)),
                        head.signature);
}

}  // namespace sala
