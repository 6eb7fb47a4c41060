// A time-table as iCalendar text (RFC 5545): lines ended by CRLF and folded at 75 octets between
// characters, text escaped, times in UTC, a UID that stays the same for ever. Pure.
#pragma once

#include <string>
#include <vector>

#include "sync/model/bodies.h"

namespace sala::rules {

struct CalendarEntry {
  SessionId session;  // its UID: imported twice, it is still one
  std::string title, place;
  WallTime starts, ends;
};

// `stamp` is when the text was made (DTSTAMP).
std::string icalendar(std::vector<CalendarEntry> const& entries, WallTime stamp);

// The same in as few texts as possible, none longer than `most_bytes`, each a calendar of its own:
// for QR codes. Titles and places give way before another text is begun; an entry that alone is too
// long keeps its times and as much of its title as there is room for.
std::vector<std::string> short_icalendars(std::vector<CalendarEntry> const& entries, WallTime stamp,
                                          std::size_t most_bytes);

}  // namespace sala::rules
