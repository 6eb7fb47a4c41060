// Who is under 20 names a parent or guardian before anything is agreed to; who gave no year of
// birth is asked. What several screens of consent begin with.
#pragma once

#include "kiosk/screens/parts.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"

namespace sala::kiosk {

class GuardianPages {
 public:
  // `birth_year`: Gregorian, or empty: then the age is asked first.
  GuardianPages(std::string_view birth_year, WallTime now);

  enum class Event { none, back, done };
  // Nothing to ask: done at once, and never drawn.
  bool are_needed() const { return first_ != Page::none; }
  Event draw(ui::Ui& ui, ui::Rect box, Regions regions);

  // Of a parent or guardian; empty for who is old enough.
  std::string name() const { return young_ ? guardian_.text() : std::string(); }
  std::string relation() const { return young_ ? relation_ : std::string(); }

 private:
  enum class Page { age, guardian, none };
  Event age(ui::Ui& ui, Regions regions);
  Event guardian(ui::Ui& ui, ui::Rect box, Regions regions);
  void relation_choices(ui::Ui& ui, ui::Rect& rest);

  Page first_, page_;
  bool young_;
  ui::EditField guardian_;
  ui::Keyboard keyboard_;
  bool typing_ = true;
  std::string relation_;  // its msgid: what is stored reads right in any language later
  bool asked_ = false;    // went on without what is needed
};

}  // namespace sala::kiosk
