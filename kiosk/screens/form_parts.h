// What the screens of asking say and draw in the same way. UI thread only.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/screens/screens.h"
#include "kiosk/sheet.h"
#include "kiosk/ui/button.h"

namespace sala::kiosk {

// How private answers are, in one plain sentence, with the symbol that stays in the top bar.
struct PrivacyWords {
  std::string_view icon;
  std::string_view name;      // for the top bar: "ไม่ระบุชื่อ"
  std::string_view sentence;  // who reads the answers
  std::string_view leaving;   // what happens to a half-finished form
};
PrivacyWords privacy_words(ui::Ui const& ui, AnswerKind kind);
TopMark privacy_mark(ui::Ui const& ui, AnswerKind kind);

// "ข้อ 3 จาก 7", of pages that hold several questions "หน้า 1 จาก 2", with a line of as many pieces;
// off the top of `rest`.
void progress_line(ui::Ui& ui, ui::Rect& rest, forms::Progress const& progress);

// The way to what is asked, off the bottom of `rest`.
bool form_button(ui::Ui& ui, ui::Rect& rest, ui::ButtonKind kind = ui::ButtonKind::secondary);

// The way to what one agreed to, off the bottom of `rest`.
bool consents_button(ui::Ui& ui, ui::Rect& rest);

// ---- care: what stands on every page of a confidential form, whatever the network

// Somebody to talk to at any hour, and the way to the team that is here.
int care_strip_height(ui::Ui& ui, int width, std::string const& line);
// True when the team was asked for.
bool care_strip(ui::Ui& ui, ui::Rect box, std::string const& line);

// ---- the screens that follow one another

// Explicit consent, before a confidential form; leads to its pages, which it is itself where the
// person agreed before.
ScreenPtr form_consent_screen(Context const& context, Asking asking);
// The pages; `sheet` may have been begun before.
ScreenPtr form_pages_screen(Context const& context, std::unique_ptr<Sheet> sheet);
ScreenPtr form_done_screen(Context const& context, Asking asking, Ticket ticket);
// What comes of saying no, and of taking a consent back: shown once it is on disk.
enum class ConsentEnd : std::uint8_t { refused, care_taken_back, taken_back };
ScreenPtr consent_said_screen(Context const& context, Ticket ticket, ConsentEnd end);
// To be shown to the team without a word.
ScreenPtr talk_to_me_screen(Context const& context);

}  // namespace sala::kiosk
