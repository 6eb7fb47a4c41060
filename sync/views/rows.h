// What the queries share when they read rows of the views. Internal to this folder.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/db/database.h"
#include "sync/rules/time.h"
#include "sync/views/queries.h"

namespace sala::views {

inline WallTime wall_of(std::int64_t value) { return WallTime(Micros(value)); }

// A number behind the id, so that what has the same id lies together, in order.
template <class Tag>
ByteArray<24> numbered_key(Id<Tag> const& id, std::int64_t number) {
  ByteArray<24> key{};
  std::copy(id.bytes.begin(), id.bytes.end(), key.begin());
  for (std::size_t i = 0; i < 8; ++i) {
    key[23 - i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
  return key;
}
inline ByteArray<24> form_key(FormId const& form, std::int64_t version) {
  return numbered_key(form, version);
}
inline ByteArray<24> picture_key(PictureId const& picture, std::int64_t piece) {
  return numbered_key(picture, piece);
}

// The purpose's first letter behind the id.
inline ByteArray<17> consent_key(ParticipantId const& participant, Purpose purpose) {
  ByteArray<17> key{};
  std::copy(participant.bytes.begin(), participant.bytes.end(), key.begin());
  key[16] = static_cast<std::uint8_t>(to_text(purpose).front());
  return key;
}

inline std::string names_blob(std::span<EventName const> names) {
  std::string bytes;
  ByteWriter out(bytes);
  for (EventName const& name : names) {
    out.raw(name.stream.device.bytes);
    out.fixed(name.stream.epoch);
    out.fixed(name.seq);
  }
  return bytes;
}

inline std::vector<EventName> names_of(std::string_view blob) {
  std::vector<EventName> names;
  ByteReader in(blob);
  while (in.ok() && !in.at_end()) {
    EventName name;
    name.stream.device.bytes = in.array<32>();
    name.stream.epoch = in.fixed<std::uint64_t>();
    name.seq = in.fixed<std::uint64_t>();
    names.push_back(name);
  }
  return names;
}

// Anchors of the boots that the facts of one answer come from.
class Anchors {
 public:
  static Result<Anchors> open(db::Database& database) {
    return Anchors(TRY(database.prepare(
        "SELECT boottime, utc, error FROM view_anchor WHERE device=?1 AND boot=?2")));
  }
  Result<std::vector<rules::Anchor> const*> of(DeviceId const& device, BootId const& boot) {
    auto [found, fresh] = known_.try_emplace({device, boot});
    if (fresh) {
      select_.bind(device.bytes, boot);
      while (TRY(select_.step())) {
        found->second.push_back({BootTime(Micros(select_.integer(0))), wall_of(select_.integer(1)),
                                 Micros(select_.integer(2))});
      }
    }
    return &found->second;
  }

 private:
  explicit Anchors(db::Statement select) : select_(std::move(select)) {}
  db::Statement select_;
  std::map<std::pair<DeviceId, BootId>, std::vector<rules::Anchor>> known_;
};

// Follows merges to their end. A ring of merges ends at its smallest id, on every box.
inline ParticipantId follow(Merges const& merges, ParticipantId id) {
  ParticipantId smallest = id;
  for (std::size_t step = 0; step <= merges.size(); ++step) {
    auto next = merges.find(id);
    if (next == merges.end()) return id;
    id = next->second;
    smallest = std::min(smallest, id);
  }
  return smallest;
}

}  // namespace sala::views
