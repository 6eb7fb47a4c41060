// What the keys write. Thai: Kedmanee, TIS 820-2538, without the obsolete ฃ ฅ and with the Thai
// digits on the shift layer. Every Thai letter, vowel, tone and sign is there; a test counts them.
#include <array>

#include "kiosk/ui/keyboard.h"

namespace sala::ui {

namespace {

using Row = std::span<KeyCell const>;

constexpr std::array<KeyCell, 12> thai_1{{{"ๅ", "+"},
                                          {"/", "๑"},
                                          {"-", "๒"},
                                          {"ภ", "๓"},
                                          {"ถ", "๔"},
                                          {"ุ", "ู"},
                                          {"ึ", "฿"},
                                          {"ค", "๕"},
                                          {"ต", "๖"},
                                          {"จ", "๗"},
                                          {"ข", "๘"},
                                          {"ช", "๙"}}};
constexpr std::array<KeyCell, 12> thai_2{{{"ๆ", "๐"},
                                          {"ไ", "\""},
                                          {"ำ", "ฎ"},
                                          {"พ", "ฑ"},
                                          {"ะ", "ธ"},
                                          {"ั", "ํ"},
                                          {"ี", "๊"},
                                          {"ร", "ณ"},
                                          {"น", "ฯ"},
                                          {"ย", "ญ"},
                                          {"บ", "ฐ"},
                                          {"ล", ","}}};
constexpr std::array<KeyCell, 11> thai_3{{{"ฟ", "ฤ"},
                                          {"ห", "ฆ"},
                                          {"ก", "ฏ"},
                                          {"ด", "โ"},
                                          {"เ", "ฌ"},
                                          {"้", "็"},
                                          {"่", "๋"},
                                          {"า", "ษ"},
                                          {"ส", "ศ"},
                                          {"ว", "ซ"},
                                          {"ง", "."}}};
constexpr std::array<KeyCell, 10> thai_4{{{"ผ", "("},
                                          {"ป", ")"},
                                          {"แ", "ฉ"},
                                          {"อ", "ฮ"},
                                          {"ิ", "ฺ"},
                                          {"ื", "์"},
                                          {"ท", "?"},
                                          {"ม", "ฒ"},
                                          {"ใ", "ฬ"},
                                          {"ฝ", "ฦ"}}};
constexpr std::array<Row, 4> thai{thai_1, thai_2, thai_3, thai_4};

constexpr std::array<KeyCell, 10> latin_1{{{"1", "!"},
                                           {"2", "@"},
                                           {"3", "#"},
                                           {"4", "$"},
                                           {"5", "%"},
                                           {"6", "^"},
                                           {"7", "&"},
                                           {"8", "*"},
                                           {"9", "("},
                                           {"0", ")"}}};
constexpr std::array<KeyCell, 10> latin_2{{{"q", "Q"},
                                           {"w", "W"},
                                           {"e", "E"},
                                           {"r", "R"},
                                           {"t", "T"},
                                           {"y", "Y"},
                                           {"u", "U"},
                                           {"i", "I"},
                                           {"o", "O"},
                                           {"p", "P"}}};
constexpr std::array<KeyCell, 9> latin_3{{{"a", "A"},
                                          {"s", "S"},
                                          {"d", "D"},
                                          {"f", "F"},
                                          {"g", "G"},
                                          {"h", "H"},
                                          {"j", "J"},
                                          {"k", "K"},
                                          {"l", "L"}}};
constexpr std::array<KeyCell, 8> latin_4{{{"z", "Z"},
                                          {"x", "X"},
                                          {"c", "C"},
                                          {"v", "V"},
                                          {"b", "B"},
                                          {"n", "N"},
                                          {"m", "M"},
                                          {"-", "'"}}};
constexpr std::array<Row, 4> latin{latin_1, latin_2, latin_3, latin_4};

constexpr std::array<KeyCell, 10> sign_2{{{"@", "~"},
                                          {"#", "`"},
                                          {"฿", "$"},
                                          {"%", "^"},
                                          {"&", "|"},
                                          {"*", "\\"},
                                          {"(", "["},
                                          {")", "]"},
                                          {"\"", "{"},
                                          {"'", "}"}}};
constexpr std::array<KeyCell, 9> sign_3{{{"+", "<"},
                                         {"-", ">"},
                                         {"=", "«"},
                                         {"/", "»"},
                                         {":", "“"},
                                         {";", "”"},
                                         {"_", "–"},
                                         {"!", "…"},
                                         {"?", "·"}}};
constexpr std::array<KeyCell, 8> sign_4{{{",", "¢"},
                                         {".", "£"},
                                         {"ๆ", "¥"},
                                         {"ฯ", "±"},
                                         {"°", "≈"},
                                         {"×", "•"},
                                         {"÷", "©"},
                                         {"€", "®"}}};
constexpr std::array<KeyCell, 10> sign_1{{{"1", "๑"},
                                          {"2", "๒"},
                                          {"3", "๓"},
                                          {"4", "๔"},
                                          {"5", "๕"},
                                          {"6", "๖"},
                                          {"7", "๗"},
                                          {"8", "๘"},
                                          {"9", "๙"},
                                          {"0", "๐"}}};
constexpr std::array<Row, 4> signs{sign_1, sign_2, sign_3, sign_4};

constexpr std::array<KeyCell, 3> pad_1{{{"1", "1"}, {"2", "2"}, {"3", "3"}}};
constexpr std::array<KeyCell, 3> pad_2{{{"4", "4"}, {"5", "5"}, {"6", "6"}}};
constexpr std::array<KeyCell, 3> pad_3{{{"7", "7"}, {"8", "8"}, {"9", "9"}}};
constexpr std::array<KeyCell, 1> pad_4{{{"0", "0"}}};
constexpr std::array<Row, 4> digits{pad_1, pad_2, pad_3, pad_4};

}  // namespace

std::span<std::span<KeyCell const> const> key_rows(KeyLayout layout) {
  switch (layout) {
    case KeyLayout::kedmanee:
      return thai;
    case KeyLayout::qwerty:
      return latin;
    case KeyLayout::signs:
      return signs;
    case KeyLayout::digits:
      return digits;
  }
  return {};
}

}  // namespace sala::ui
