// The words of parts.h.
#include <array>
#include <cstdio>

#include "kiosk/screens/parts.h"
#include "platform/thai/date.h"

namespace sala::kiosk {

using namespace ui;

std::string_view local(Ui const& ui, LocalText const& text) {
  bool thai = ui.look().language == "th";
  return thai || text.en.empty() ? (text.th.empty() ? text.en : text.th) : text.en;
}

WallTime start_of(SessionSet const& set) { return WallTime{std::chrono::seconds(set.starts_s)}; }
WallTime end_of(SessionSet const& set) { return WallTime{std::chrono::seconds(set.ends_s)}; }

std::string hour(WallTime time) {
  auto local_time = thai::to_local(time);
  auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local_time.of_day).count();
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(minutes / 60),
                static_cast<int>(minutes % 60));
  return text.data();
}

std::string hours_of(Ui const& ui, SessionSet const& set) {
  return ui.tr("{from}–{to}", {{"from", hour(start_of(set))}, {"to", hour(end_of(set))}});
}

std::string long_date(Ui const& ui, WallTime time) {
  static constexpr std::array weekdays{word("Sunday"),    word("Monday"),   word("Tuesday"),
                                       word("Wednesday"), word("Thursday"), word("Friday"),
                                       word("Saturday")};
  static constexpr std::array months{word("January"), word("February"), word("March"),
                                     word("April"),   word("May"),      word("June"),
                                     word("July"),    word("August"),   word("September"),
                                     word("October"), word("November"), word("December")};
  auto date = thai::to_local(time).date;
  auto weekday = std::chrono::weekday(std::chrono::sys_days(date)).c_encoding();
  int era = ui.look().language == "th" ? thai::buddhist_offset : 0;
  return ui.tr("{weekday} {day} {month} {year}",
               {{"weekday", ui.tr(weekdays[weekday])},
                {"day", std::to_string(static_cast<unsigned>(date.day()))},
                {"month", ui.tr(months[static_cast<unsigned>(date.month()) - 1])},
                {"year", std::to_string(static_cast<int>(date.year()) + era)}});
}

std::string_view title_of(Ui const& ui, Session const& session) {
  auto title = local(ui, session.set.title);
  return title.empty() ? std::string_view(session.set.code) : title;
}

std::string place_of(Ui const& ui, Session const& session) {
  // Who stands here knows the venue: the room is the news, and must not be what is cut off.
  std::string place = session.set.room;
  auto venue = local(ui, session.venue);
  if (!venue.empty()) place += (place.empty() ? "" : " · ") + std::string(venue);
  return place;
}

std::string_view name_of(Person const& person) {
  if (!person.calls_himself.empty()) return person.calls_himself;
  return person.set.code.empty() ? std::string_view("?") : std::string_view(person.set.code);
}

std::string starts_text(Ui const& ui, SessionSet const& set, WallTime now) {
  WallTime start = start_of(set);
  if (!rules::is_on_day(set, now)) return long_date(ui, start);
  auto minutes = std::chrono::ceil<std::chrono::minutes>(start - now).count();
  if (minutes > 0 && minutes < 60) {
    return ui.tr("Starts in {minutes} min", {{"minutes", std::to_string(minutes)}});
  }
  return ui.tr("Starts at {time}", {{"time", hour(start)}});
}

StorageLine storage_of(Ui const& ui, Day const& day) {
  auto const& tally = day.tally();
  auto kept = count_text(tally.saved), arrived = count_text(tally.acknowledged);
  auto const& trouble = day.link().trouble;
  if (trouble && trouble->situation == link::Situation::disk) {
    return {Storage::fault, std::string(ui.tr("The memory card cannot be written"))};
  }
  if (tally.saved == 0) return {Storage::all_arrived, std::string(ui.tr("Nothing to keep yet"))};
  if (tally.acknowledged >= tally.saved) {
    return {Storage::all_arrived,
            ui.tr("Kept on this box: {kept} · all at the office", {{"kept", kept}})};
  }
  auto state = trouble ? Storage::no_network : Storage::waiting;
  if (!tally.acknowledged_at) {
    return {state, ui.tr("Kept on this box: {kept} · will go to the office when there is internet",
                         {{"kept", kept}})};
  }
  return {state,
          ui.tr("Kept on this box: {kept} · at the office: {arrived} · {time}",
                {{"kept", kept}, {"arrived", arrived}, {"time", hour(*tally.acknowledged_at)}})};
}

int storage_height(Ui& ui, int width, std::string_view text) {
  int side = ui.scale().font(Font::small) * 14 / 10;
  return text_height(ui, text, small_text(ui), width - side - ui.px(10));
}

}  // namespace sala::kiosk
