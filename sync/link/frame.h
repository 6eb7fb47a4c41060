// Runs of events on the wire.
//
// A frame is zstd (level 3) over:
//   varint 1 (format) · programme 16 (nil in a push) · position in it up to which this page reaches
//   (signed varint; 0 in a push) · at_end (1 byte: 0 or 1) · mark 8 · number of runs · runs
// and a run, column by column so that like stands beside like:
//   device 32 · epoch 8 · programme 16 · first seq varint · count varint · previous hash 32
//   · head: seq − last seq varint, hash 32 only when that is not 0, signature 64
//   · kinds: number of distinct ones, their texts, then one index an event
//   · boottimes: first as signed varint, then differences    · walls minus boottimes: the same
//   · erased (1 byte: 0 when no body is; else 1, then a bit an event, lowest first)
//   · salts, 16 bytes each (32 bytes of body hash instead where the body was erased)
//   · body lengths · bodies
// A run travels whole in one programme; a page's runs are all of the page's programme.
// Hashes that the receiver works out (one an event) do not travel. Golden frames are in
// tests/sync/link/golden.
#pragma once

#include <string>

#include "sync/ledger/reader.h"
#include "sync/ledger/run.h"

namespace sala::link {

// What one request or answer may carry, compressed and not: 500 events of 64 KiB would be refused,
// the sender cuts its batches at 256 KiB of bodies.
inline constexpr std::size_t max_frame_bytes = 1024 * 1024;
inline constexpr std::size_t max_frame_plain_bytes = 4 * 1024 * 1024;

// What a page of pull says beside its events. Nothing of it counts in a push.
struct PageHead {
  ProgrammeId programme;
  std::int64_t last_position = 0;  // reading goes on after this one
  bool at_end = true;              // there was nothing after it yet
  std::uint64_t mark = 0;          // ledger::Reader::mark() of last_position; see pull

  bool operator==(PageHead const&) const = default;
};

struct Frame {
  PageHead page;
  ledger::Runs events;
};

std::string encode(std::vector<ledger::Run> const& runs, PageHead const& page = {});

// ErrorCode::invalid for anything that encode() does not write; never reads past limits. Chains and
// signatures are not looked at here: see ledger::check.
Result<Frame> decode(std::string_view bytes);

}  // namespace sala::link
