// Why staff put something aside for somebody, or let go in his place: one of a few reasons that
// happen often, or their own words. Kept by the screen that asks; what was typed goes with it.
#pragma once

#include <string>

#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/scroll.h"
#include "sync/rules/reason.h"

namespace sala::kiosk {

class StaffReason {
 public:
  enum class Answer { none, given };

  enum class For { putting_aside, letting_go };
  // The reasons to choose from, in a column of the screen; one of them opens type().
  Answer choose(ui::Ui& ui, ui::Rect column, For what);
  // Typing takes the whole of the screen. `does`: the words of the button that ends it.
  bool typing() const { return typing_; }
  Answer type(ui::Ui& ui, ui::Rect box, std::string_view does);

  // After Answer::given: tidied, never empty.
  std::string const& reason() const { return reason_; }

 private:
  ui::EditField field_{rules::most_reason_letters};
  ui::Keyboard keyboard_;
  ui::ScrollArea scroll_;
  bool typing_ = false, keys_ = true;
  std::string reason_;
};

}  // namespace sala::kiosk
