#include "sync/rules/calendar.h"

#include <array>
#include <cstdio>
#include <limits>
#include <string_view>

namespace sala::rules {
namespace {

constexpr std::size_t fold_at = 75;  // octets of a line, its end not counted: RFC 5545, 3.1

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The longest beginning of at most `most` bytes that does not end inside a character.
std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && continues_character(text[most])) --most;
  return text.substr(0, most);
}

void add_line(std::string& out, std::string_view line) {
  std::string_view piece = beginning(line, fold_at);
  out.append(piece).append("\r\n");
  for (line.remove_prefix(piece.size()); !line.empty(); line.remove_prefix(piece.size())) {
    piece = beginning(line, fold_at - 1);
    out.append(" ").append(piece).append("\r\n");
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    auto code = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (code >= 0x20 && code != 0x7F) {
      out += c;
    }
  }
  return out;
}

std::string utc(WallTime time) {
  auto day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day date(std::chrono::sys_days(day.time_since_epoch()));
  std::chrono::hh_mm_ss of_day(std::chrono::floor<std::chrono::seconds>(time - day));
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(of_day.hours().count()),
                static_cast<int>(of_day.minutes().count()),
                static_cast<int>(of_day.seconds().count()));
  return text.data();
}

// How much of a title and a place is written, in bytes.
struct Room {
  std::size_t title = std::numeric_limits<std::size_t>::max();
  std::size_t place = std::numeric_limits<std::size_t>::max();
};

std::string shortened(std::string const& text, std::size_t most) {
  if (text.size() <= most) return text;
  return std::string(beginning(text, most)) + "…";
}

std::string event(CalendarEntry const& it, WallTime stamp, Room room) {
  std::string out;
  add_line(out, "BEGIN:VEVENT");
  add_line(out, "UID:" + to_text(it.session));
  add_line(out, "DTSTAMP:" + utc(stamp));
  add_line(out, "DTSTART:" + utc(it.starts));
  if (it.ends > it.starts) add_line(out, "DTEND:" + utc(it.ends));
  add_line(out, "SUMMARY:" + escaped(shortened(it.title, room.title)));
  if (!it.place.empty() && room.place > 0) {
    add_line(out, "LOCATION:" + escaped(shortened(it.place, room.place)));
  }
  add_line(out, "END:VEVENT");
  return out;
}

constexpr char head[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sala//Sala//EN\r\n";
constexpr char foot[] = "END:VCALENDAR\r\n";

std::vector<std::string> packed(std::vector<CalendarEntry> const& entries, WallTime stamp,
                                std::size_t most_bytes, Room room) {
  std::size_t frame = sizeof head - 1 + sizeof foot - 1;
  std::vector<std::string> texts;
  std::string body;
  for (CalendarEntry const& it : entries) {
    auto next = event(it, stamp, room);
    if (!body.empty() && frame + body.size() + next.size() > most_bytes) {
      texts.push_back(head + body + foot);
      body.clear();
    }
    body += next;
  }
  if (!body.empty()) texts.push_back(head + body + foot);
  return texts;
}

bool all_fit(std::vector<std::string> const& texts, std::size_t most_bytes) {
  for (std::string const& text : texts) {
    if (text.size() > most_bytes) return false;
  }
  return true;
}

}  // namespace

std::string icalendar(std::vector<CalendarEntry> const& entries, WallTime stamp) {
  std::string body;
  for (CalendarEntry const& it : entries) body += event(it, stamp, {});
  return head + body + foot;
}

std::vector<std::string> short_icalendars(std::vector<CalendarEntry> const& entries, WallTime stamp,
                                          std::size_t most_bytes) {
  // From everything to hardly anything; a Thai letter is three bytes.
  constexpr std::array<Room, 5> rooms{{{}, {120, 60}, {90, 30}, {60, 0}, {24, 0}}};
  std::vector<std::string> best;
  for (Room room : rooms) {
    auto texts = packed(entries, stamp, most_bytes, room);
    if (!all_fit(texts, most_bytes)) continue;
    if (best.empty() || texts.size() < best.size()) best = std::move(texts);
    if (best.size() <= 1) return best;
  }
  if (best.empty()) best = packed(entries, stamp, most_bytes, rooms.back());
  return best;
}

}  // namespace sala::rules
