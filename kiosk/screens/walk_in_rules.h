// What may be typed about oneself. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"

namespace sala::kiosk {

// Code points. The longest name on record in Thailand is under 100.
inline constexpr std::size_t longest_name = 200;
inline constexpr std::size_t longest_phone = 20;
inline constexpr std::size_t longest_year = 6;

// Digits (Thai ones too) with a leading + kept; all else is dropped.
std::string phone_digits(std::string_view typed);
// Empty is fine; else 9 to 15 digits (ITU-T E.164) with nothing but digits, spaces and ( ) - . +.
bool looks_like_phone(std::string_view typed);

// "" for nothing typed, the Gregorian year for one in either era; nothing when it is no year in
// which a living person can be born.
std::optional<std::string> read_birth_year(std::string_view typed, WallTime now);
std::string year_in_both(std::string_view gregorian);  // "พ.ศ. 2548 / 2005"
// Under 20 in this year at some day of it; only the year is known, so the careful answer.
bool maybe_under_20(std::string_view gregorian_year, WallTime now);

}  // namespace sala::kiosk
