// Two forms of a text in Thai, Latin or any other script: tidied, as it should be stored and shown,
// and folded, as it is searched for and compared.
//
// Pure, thread-safe; any bytes in, valid UTF-8 out (wrong bytes are dropped).
#pragma once

#include <string>
#include <string_view>

namespace sala::thai {

// What a careful typist would have typed: Unicode NFC; spaces of every kind are one space, none at
// the ends; zero-width and control characters are gone (joiners inside emoji stay); in Thai, sara
// am is one character (นํ้า → น้ำ), sara ae one character (เเ → แ), a vowel comes before its tone mark
// (ท่ี → ที่), and a mark typed twice stands once.
std::string tidy(std::string_view text);

// A key that is equal for spellings which a person in a queue would call the same: tidied, lower
// case, accents gone, Thai and full-width digits as ASCII, tone marks, ็ ์ ํ ฺ dropped, ๅ as า,
// doubled Latin letters once, dots and apostrophes dropped, hyphens and slashes as spaces.
// Folding a folded text changes nothing.
std::string search_fold(std::string_view text);

// Thai digits ๐–๙ as ASCII; all else stays.
std::string ascii_digits(std::string_view text);

// The number of user-perceived characters is not this; it is Unicode code points.
std::size_t count_code_points(std::string_view utf8);

// Takes the first code point off a UTF-8 text; 0xFFFD for a byte that is not UTF-8. `text` must not
// be empty.
char32_t take_code_point(std::string_view& text);
void append_code_point(std::string& out, char32_t code_point);

inline bool is_thai(char32_t c) { return c >= 0x0E01 && c <= 0x0E5B; }

}  // namespace sala::thai
