// Thai and English names of people as they stand in spreadsheets.
#pragma once

#include <string>
#include <string_view>

namespace sala::importing {

struct PersonName {
  std::string title;  // in its full form where there is one: น.ส. becomes นางสาว
  std::string given_name;
  std::string surname;
};

// Takes titles off the front ("ผศ. ดร.สมชาย" → "ผศ.ดร." and "สมชาย"), whether a space follows or
// not, but never the beginning of a name (นายิกา, พระพาย, คุณากร). `text` is tidied.
struct TitledText {
  std::string title, rest;
};
TitledText split_title(std::string_view text);

// "น.ส.กิ่งกาญจน์ ณ อยุธยา" → นางสาว, กิ่งกาญจน์, ณ อยุธยา. One word is a given name.
PersonName split_full_name(std::string_view text);

// The full form of a title that stands alone.
std::string canonical_title(std::string_view text);

}  // namespace sala::importing
