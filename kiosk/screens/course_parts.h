// What the screens of choosing say and draw in the same way. UI thread only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/choices.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"

namespace sala::kiosk {

std::string_view level_word(ui::Ui const& ui, Level level);
std::string title_of(ui::Ui const& ui, CourseSet const& course);
// "อังคาร 24 พ.ย. · 13:00–16:00 น."; nothing when no time is known.
std::string when_text(ui::Ui const& ui, SessionSet const& session);
std::string trainers_text(rules::Lesson const& lesson);
// Of its first session: room · venue.
std::string place_text(ui::Ui const& ui, Day const& day, rules::Lesson const& lesson);
// "ตรงกับความสนใจ: สิ่งแวดล้อม · ระดับพอดี"; may be empty.
std::string suits_text(ui::Ui const& ui, rules::Suits const& suits);
// What stands against it, in a sentence.
std::string objection_text(ui::Ui const& ui, rules::Timetable const& table,
                           rules::Objection const& objection);
// "อังคาร 24 พ.ย. 09:00 น."
std::string moment_text(ui::Ui const& ui, WallTime time);

// What he is asked first, on a button.
std::string_view question_words(ui::Ui const& ui, Question const& question);

// How a person stands to a course, for a card: a few words, a picture, a colour.
struct StandLook {
  std::string words;
  std::string_view icon;
  ui::Colour colour;
  bool in = false;        // core or held: the card wears a tick
  bool can_take = false;  // a seat can be taken here
};
StandLook stand_look(ui::Ui const& ui, CourseStand const& stand);

// The mark at a card's corner for what one is in.
void in_mark(ui::Ui& ui, ui::Rect card);

// Where choosing starts for somebody: what he must be asked first, his interests the first time,
// else the time-table.
ScreenPtr learning_screen(Context const& context, ParticipantId person);

}  // namespace sala::kiosk
