// What several screens draw or say in the same way. No state, UI thread only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/day.h"
#include "kiosk/ui/bars.h"
#include "kiosk/ui/label.h"
#include "kiosk/ui/notice.h"
#include "kiosk/ui/person.h"
#include "kiosk/ui/ui.h"

namespace sala::kiosk {

// ---- regions

struct Regions {
  ui::Rect body;    // keeps the outer margin
  ui::Rect bottom;  // for ui::bottom_bar
};
Regions regions_of(ui::Ui const& ui, ui::Rect box);

// Two columns side by side, or one above the other when the display stands upright. `share` is what
// the first one gets of the width, or of the height when upright.
struct Columns {
  ui::Rect first, second;
};
Columns columns_of(ui::Ui const& ui, ui::Rect box, double share, double upright_share);

// ---- words

// In the language of the screen; Thai where there is no other.
std::string_view local(ui::Ui const& ui, LocalText const& text);
std::string hour(WallTime time);                                // "08:57"
std::string hours_of(ui::Ui const& ui, SessionSet const& set);  // "09:00–12:00 น."
std::string long_date(ui::Ui const& ui, WallTime time);  // "วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569"
std::string_view title_of(ui::Ui const& ui, Session const& session);
std::string place_of(ui::Ui const& ui, Session const& session);  // room · venue; may be empty
std::string_view name_of(Person const& person);                  // what he is called; never empty
// "Starts in 25 min", or at which hour, or on which day.
std::string starts_text(ui::Ui const& ui, SessionSet const& set, WallTime now);

WallTime start_of(SessionSet const& set);
WallTime end_of(SessionSet const& set);

// ---- what to draw for it

struct LearningLook {
  std::string_view doodle, word;
  ui::Colour colour;
};
LearningLook look_of(ui::Ui const& ui, Learning learning);
ui::Colour team_colour(Person const& person);  // alpha 0: none
ui::PersonTile tile_of(ui::Ui const& ui, Person const& person, bool here);

// The largest of `fonts` in which `text` keeps within `room`; in the last one the end gives way.
ui::TextLook fitted(ui::Ui& ui, std::string_view text, ui::TextLook look, ui::Size room,
                    std::initializer_list<ui::Font> fonts);
// Draws fitted text at the top of `rest` and takes what it needed. Several lines are made about
// equally long: a last line of one word looks like a mistake.
void take_fitted(ui::Ui& ui, ui::Rect& rest, std::string_view text, ui::TextLook const& look,
                 int most, std::initializer_list<ui::Font> fonts);

// A small line with a picture before it.
void noted(ui::Ui& ui, ui::Rect& rest, std::string_view icon, std::string_view text,
           ui::TextLook const& look);
int noted_height(ui::Ui& ui, int width, std::string_view text, ui::TextLook const& look);
// A word in a coloured frame: the kind of learning, "Now".
ui::Rect chip(ui::Ui& ui, ui::Rect& rest, std::string_view word, ui::Colour colour);
// A card that can be touched as a whole. Draw onto it after.
ui::Press touch_card(ui::Ui& ui, ui::Rect box, std::string_view label,
                     ui::TargetKind kind = ui::TargetKind::button);
void plain_card(ui::Ui& ui, ui::Rect box);
// "It is kept": a disc with a tick that draws itself from `since` on, off the top of `rest`.
void done_badge(ui::Ui& ui, ui::Rect& rest, BootTime since);

// ---- where things are kept

struct StorageLine {
  ui::Storage state = ui::Storage::all_arrived;
  std::string text;
};
StorageLine storage_of(ui::Ui const& ui, Day const& day);
int storage_height(ui::Ui& ui, int width, std::string_view text);

// ---- sessions

// Doors open and not over, in the order of their start.
std::vector<Session const*> open_sessions(Day const& day);
// `id` if there is such a session, else the one of now; null when there is none.
Session const* session_or_current(Day const& day, SessionId const& id);

}  // namespace sala::kiosk
