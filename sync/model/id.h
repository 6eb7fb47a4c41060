// Names of things. An id is a type: a ParticipantId is never given where a SessionId is wanted.
#pragma once

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"
#include "platform/base/clock.h"

namespace sala {

// A UUID (RFC 9562). New ones are version 7, so that they sort by the time of making and insert in
// order; any other version is kept as it came. The nil UUID means "none".
template <class Tag>
struct Id {
  ByteArray<16> bytes{};

  bool is_nil() const { return *this == Id{}; }
  auto operator<=>(Id const&) const = default;
};

using OrganisationId = Id<struct OrganisationTag>;
using VenueId = Id<struct VenueTag>;
using StaffId = Id<struct StaffTag>;
using ProgrammeId = Id<struct ProgrammeTag>;
using TeamId = Id<struct TeamTag>;
using ParticipantId = Id<struct ParticipantTag>;
using CourseId = Id<struct CourseTag>;
using SessionId = Id<struct SessionTag>;
using FormId = Id<struct FormTag>;
using PictureId = Id<struct PictureTag>;  // half of the BLAKE2b-256 of the picture's file
using SealedId = Id<struct SealedTag>;    // of what is confidential; random in all its bits
using BatchId = Id<struct BatchTag>;      // of anonymous answers; random in all its bits

// Organisations, venues, staff and devices belong to all programmes: their events are written in
// this one, which every box carries beside its own. ASCII "sala common prog".
inline constexpr ProgrammeId common_programme{{0x73, 0x61, 0x6c, 0x61, 0x20, 0x63, 0x6f, 0x6d, 0x6d,
                                               0x6f, 0x6e, 0x20, 0x70, 0x72, 0x6f, 0x67}};

ByteArray<16> new_uuid_v7(WallTime now, Random& random);
std::string uuid_text(ByteArray<16> const& bytes);  // 36 lower-case characters
std::optional<ByteArray<16>> uuid_from_text(std::string_view text);

template <class Tag>
std::string to_text(Id<Tag> const& id) {
  return uuid_text(id.bytes);
}
template <class IdType>
std::optional<IdType> id_from_text(std::string_view text) {
  auto bytes = uuid_from_text(text);
  if (!bytes) return std::nullopt;
  return IdType{*bytes};
}
template <class IdType>
IdType new_id(WallTime now, Random& random) {
  return IdType{new_uuid_v7(now, random)};
}

// A box: its Ed25519 public key.
struct DeviceId {
  ByteArray<32> bytes{};

  auto operator<=>(DeviceId const&) const = default;
};
std::string to_text(DeviceId const& id);  // 64 lower-case hexadecimal digits
std::optional<DeviceId> device_from_text(std::string_view text);

}  // namespace sala

template <class Tag>
struct std::hash<sala::Id<Tag>> {
  std::size_t operator()(sala::Id<Tag> const& id) const {
    // The last eight bytes of a version 7 UUID are random.
    std::size_t value = 0;
    for (int i = 8; i < 16; ++i) value = (value << 8) | id.bytes[static_cast<std::size_t>(i)];
    return value;
  }
};
