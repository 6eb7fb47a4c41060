// When anonymous answers may leave the box that they were given at, and which may be shown.
//
// **The rule.** Answers travel and are shown in batches of five or more, never fewer: whoever sees
// a result before and after, here and there, of a session and of the whole programme, sees two
// sums of whole batches, and their difference is at least five answers or none.
//
//  - While more may come, five stay behind: so the last ones, when it is over, are five as well,
//    and who stays is drawn by lot. The rest leaves in a multiple of five.
//  - When it is over all leave, if they are five. Fewer wait in the box, without the name of the
//    session, for others to the same form.
//  - They leave at a full ten minutes of the clock, whatever anybody touched when.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "platform/base/clock.h"
#include "sync/model/bodies.h"

namespace sala::rules {

inline constexpr std::int64_t smallest_crowd = 5;
inline constexpr std::chrono::minutes release_rhythm{10};
// People answer while they pack their bags.
inline constexpr std::chrono::minutes answering_after_end{20};

enum class Gathering { open, over };

// `session`: null when the answers belong to none; `last_day` is the last on which one of them was
// given, "2026-11-23". Without a session it is over with that day.
Gathering gathering(SessionSet const* session, std::string_view last_day, WallTime now);

// How many of so many that wait leave now.
std::int64_t may_leave(std::int64_t waiting, Gathering gathering);

// The next full ten minutes after `now`.
WallTime next_release(WallTime now);

// Not all of a batch answer every question. Of the batches that one box wrote for one session and
// one day, in its order: which may be shown for a question that so many in each answered? One that
// fewer than five answered waits for those after it until they are five together. Whoever has read
// further sees more such groups and the same ones: what he counts differs by five or more, or not.
std::vector<bool> shown_batches(std::span<std::int64_t const> answered);

// Whether a batch of this size counts anywhere. An honest box writes no smaller one.
bool may_show(std::int64_t batch_size);

}  // namespace sala::rules
