// The pages of the staff corner, one .cpp each.
#pragma once

#include <memory>

#include "kiosk/screens/screens.h"

namespace sala::kiosk {

class StaffPage {
 public:
  virtual ~StaffPage() = default;
  // Draws into the corner's body, beside or below the tabs.
  virtual Go draw(ui::Ui& ui, ui::Rect box) = 0;
};
using StaffPagePtr = std::unique_ptr<StaffPage>;

StaffPagePtr staff_storage_page(Context const& context);   // what is kept, what has arrived
StaffPagePtr staff_ready_page(Context const& context);     // is this box ready for tomorrow
StaffPagePtr staff_today_page(Context const& context);     // who is here; corrections
StaffPagePtr staff_courses_page(Context const& context);   // seats; what needs a decision
StaffPagePtr staff_settings_page(Context const& context);  // settings.h, and leaving the program

}  // namespace sala::kiosk
