#include "sync/link/frame.h"

#include <algorithm>

#include "platform/base/verify.h"
#include "platform/crypto/compress.h"

namespace sala::link {
namespace {

constexpr std::uint64_t format = 1;
// The least an event takes before compression: index of its kind, boottime, wall and length of its
// body, one byte each, and its salt. Bounds what a small frame may claim to hold.
constexpr std::size_t least_event_bytes = 20;

std::int64_t count_of(BootTime time) { return time.time_since_epoch().count(); }
std::int64_t count_of(WallTime time) { return time.time_since_epoch().count(); }

// Differences that wrap around instead of overflowing: any two 64-bit values have one.
std::int64_t minus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
std::int64_t plus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

// ---- encode

using Events = std::vector<EventView>;

void write_kinds(ByteWriter& out, Events const& events) {
  std::vector<std::string_view> kinds;
  std::string indexes;
  ByteWriter index_out(indexes);
  for (EventView const& event : events) {
    auto found = std::find(kinds.begin(), kinds.end(), event.kind);
    index_out.varint(static_cast<std::uint64_t>(found - kinds.begin()));
    if (found == kinds.end()) kinds.push_back(event.kind);
  }
  out.varint(kinds.size());
  for (std::string_view kind : kinds) out.text(kind);
  out.raw(indexes);
}

void write_times(ByteWriter& out, Events const& events) {
  std::int64_t last = 0;
  for (EventView const& event : events) {
    out.signed_varint(minus(count_of(event.boottime), last));
    last = count_of(event.boottime);
  }
  std::int64_t last_offset = 0;
  for (EventView const& event : events) {
    std::int64_t offset = minus(count_of(event.wall), count_of(event.boottime));
    out.signed_varint(minus(offset, last_offset));
    last_offset = offset;
  }
}

void write_salts(ByteWriter& out, Events const& events) {
  auto is_erased = [](EventView const& event) { return event.body_hash.has_value(); };
  bool some = std::any_of(events.begin(), events.end(), is_erased);
  out.fixed(static_cast<std::uint8_t>(some));
  if (some) {
    std::string bits((events.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (is_erased(events[i])) bits[i / 8] = static_cast<char>(bits[i / 8] | (1 << (i % 8)));
    }
    out.raw(bits);
  }
  for (EventView const& event : events) {
    if (event.body_hash) {
      out.raw(*event.body_hash);
    } else {
      out.raw(event.salt);
    }
  }
}

void write_run(ByteWriter& out, ledger::Run const& run) {
  VERIFY(!run.events.empty() && run.head.name.seq >= run.last_seq());
  out.raw(run.stream.device.bytes);
  out.fixed(run.stream.epoch);
  out.raw(run.programme.bytes);
  out.varint(run.first_seq());
  out.varint(run.events.size());
  out.raw(run.previous);
  std::uint64_t ahead = run.head.name.seq - run.last_seq();
  out.varint(ahead);
  if (ahead != 0) out.raw(run.head.hash);
  out.raw(run.head.signature);
  write_kinds(out, run.events);
  write_times(out, run.events);
  write_salts(out, run.events);
  for (EventView const& event : run.events) out.varint(event.body.size());
  for (EventView const& event : run.events) out.raw(event.body);
}

// ---- decode: reads on after an error (zeros and empty views), the reader's ok() is asked at the
// end of each column.

bool read_kinds(ByteReader& in, Events& events) {
  std::uint64_t count = in.varint();
  if (count == 0 || count > events.size()) return false;
  std::vector<std::string_view> kinds;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    kinds.push_back(in.text());
    if (kinds.back().size() > max_kind_bytes) return false;
  }
  for (EventView& event : events) {
    std::uint64_t index = in.varint();
    if (!in.ok() || index >= kinds.size()) return false;
    event.kind = kinds[index];
  }
  return in.ok();
}

bool read_times(ByteReader& in, Events& events) {
  std::int64_t boottime = 0;
  for (EventView& event : events) {
    boottime = plus(boottime, in.signed_varint());
    event.boottime = BootTime(Micros(boottime));
  }
  std::int64_t offset = 0;
  for (EventView& event : events) {
    offset = plus(offset, in.signed_varint());
    event.wall = WallTime(Micros(plus(count_of(event.boottime), offset)));
  }
  return in.ok();
}

bool read_salts(ByteReader& in, Events& events) {
  auto some = in.fixed<std::uint8_t>();
  if (some > 1) return false;
  std::string_view bits = in.raw(some == 1 ? (events.size() + 7) / 8 : 0);
  if (!in.ok()) return false;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (some == 1 && ((static_cast<unsigned char>(bits[i / 8]) >> (i % 8)) & 1) != 0) {
      events[i].body_hash = in.array<32>();
    } else {
      events[i].salt = in.array<16>();
    }
  }
  return in.ok();
}

bool read_bodies(ByteReader& in, Events& events) {
  std::vector<std::uint64_t> sizes(events.size());
  for (std::uint64_t& size : sizes) size = in.varint();
  for (std::size_t i = 0; i < events.size() && in.ok(); ++i) {
    if (sizes[i] > max_body_bytes || (events[i].body_hash && sizes[i] != 0)) return false;
    events[i].body = in.raw(sizes[i]);
  }
  return in.ok();
}

bool read_run(ByteReader& in, std::size_t most_events, ledger::Run& run) {
  run.stream.device.bytes = in.array<32>();
  run.stream.epoch = in.fixed<std::uint64_t>();
  run.programme.bytes = in.array<16>();
  std::uint64_t first = in.varint();
  std::uint64_t count = in.varint();
  run.previous = in.array<32>();
  std::uint64_t ahead = in.varint();
  if (ahead != 0) run.head.hash = in.array<32>();
  run.head.signature = in.array<64>();
  // Numbers stay below 2^63, as the ledger stores them.
  constexpr std::uint64_t top = std::uint64_t{1} << 62;
  if (!in.ok() || first == 0 || first > top || ahead > top || count == 0) return false;
  if (count > most_events) return false;
  run.head.name = {run.stream, first + count - 1 + ahead};
  run.events.resize(count);
  std::uint64_t seq = first;
  for (EventView& event : run.events) {
    event.name = {run.stream, seq++};
    event.programme = run.programme;
  }
  return read_kinds(in, run.events) && read_times(in, run.events) && read_salts(in, run.events) &&
         read_bodies(in, run.events);
}

}  // namespace

std::string encode(std::vector<ledger::Run> const& runs, PageHead const& page) {
  std::string plain;
  ByteWriter out(plain);
  out.varint(format);
  out.raw(page.programme.bytes);
  out.signed_varint(page.last_position);
  out.fixed(static_cast<std::uint8_t>(page.at_end));
  out.fixed(page.mark);
  out.varint(runs.size());
  for (ledger::Run const& run : runs) write_run(out, run);
  auto packed = Compressor().compress(plain);
  VERIFY(packed.has_value());  // fails only without memory
  return std::move(*packed);
}

Result<Frame> decode(std::string_view bytes) {
  constexpr auto operation = "read frame of events";
  if (bytes.size() > max_frame_bytes) return fail(ErrorCode::invalid, operation, "it is too large");
  Frame frame;
  std::string plain = TRY(Decompressor().decompress(bytes, max_frame_plain_bytes));
  ByteReader in(frame.events.memory.keep(plain));
  if (in.varint() != format || !in.ok()) {
    return fail(ErrorCode::invalid, operation, "another format", "update this program");
  }
  frame.page.programme.bytes = in.array<16>();
  frame.page.last_position = in.signed_varint();
  auto at_end = in.fixed<std::uint8_t>();
  frame.page.at_end = at_end == 1;
  frame.page.mark = in.fixed<std::uint64_t>();
  std::uint64_t count = in.varint();
  bool good = in.ok() && at_end <= 1 && count <= plain.size();
  for (std::uint64_t i = 0; good && i < count; ++i) {
    good = read_run(in, plain.size() / least_event_bytes, frame.events.runs.emplace_back());
  }
  if (!good || !in.at_end()) return fail(ErrorCode::invalid, operation, "it is malformed");
  return frame;
}

}  // namespace sala::link
