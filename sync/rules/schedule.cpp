#include "sync/rules/schedule.h"

#include <algorithm>
#include <charconv>

namespace sala::rules {
namespace {

using std::chrono::seconds;

WallTime at(std::int64_t unix_seconds) { return WallTime(Micros(seconds(unix_seconds))); }

std::chrono::year_month_day local_day(WallTime time) {
  return std::chrono::floor<std::chrono::days>(time + local_offset);
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

NowAndNext now_and_next(std::span<SessionSet const> sessions, WallTime now) {
  auto starts_before = [](SessionSet const& a, SessionSet const& b) {
    return std::pair(a.starts_s, a.session) < std::pair(b.starts_s, b.session);
  };
  std::vector<SessionSet const*> ahead;  // not over, in the order of their start
  for (SessionSet const& session : sessions) {
    if (!session.cancelled && now < at(session.ends_s)) ahead.push_back(&session);
  }
  std::sort(ahead.begin(), ahead.end(),
            [&](auto const* a, auto const* b) { return starts_before(*a, *b); });
  NowAndNext result;
  for (SessionSet const* session : ahead) {
    bool running = now >= at(session->starts_s);
    bool open = now >= at(session->starts_s) - doors_open_before;
    if (running || (open && result.now == nullptr)) {
      result.now = session;
    } else if (result.next == nullptr) {
      result.next = session;
    }
  }
  return result;
}

bool is_on_day(SessionSet const& session, WallTime now) {
  return local_day(at(session.starts_s)) == local_day(now);
}

bool is_expected(SessionSet const& session, ParticipantSet const& participant) {
  if (participant.left) return false;
  auto const& teams = session.expected_teams;
  return teams.empty() || std::find(teams.begin(), teams.end(), participant.team) != teams.end();
}

std::string full_name(ParticipantSet const& participant) {
  bool both = !participant.given_name.empty() && !participant.surname.empty();
  return participant.given_name + (both ? " " : "") + participant.surname;
}

std::optional<int> age(ParticipantSet const& participant, WallTime now) {
  std::string_view birth = participant.birth_date;
  auto today = local_day(now);
  auto year = birth.size() >= 4 ? number(birth.substr(0, 4)) : std::nullopt;
  if (!year) return std::nullopt;
  int years = static_cast<int>(today.year()) - *year;
  auto month = birth.size() == 10 ? number(birth.substr(5, 2)) : std::optional<int>(12);
  auto day = birth.size() == 10 ? number(birth.substr(8, 2)) : std::optional<int>(31);
  if (!month || !day) return std::nullopt;
  auto this_year = std::pair(static_cast<int>(static_cast<unsigned>(today.month())),
                             static_cast<int>(static_cast<unsigned>(today.day())));
  return this_year < std::pair(*month, *day) ? years - 1 : years;
}

}  // namespace sala::rules
