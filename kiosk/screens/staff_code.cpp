// The way into the staff corner: a code, checked without hurry.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

constexpr std::size_t longest_code = 12;

class StaffCode final : public Screen {
 public:
  explicit StaffCode(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    using Check = StaffActions::Check;
    auto check = asked_ ? context_.staff.staff_check() : Check::none;
    if (check == Check::right) return Go::replace(staff_corner_screen(context_));
    if (asked_ && check != last_ && check != Check::checking) code_.clear();
    last_ = check;
    auto regions = regions_of(ui, box);
    Rect pad, rest = regions.body;
    if (ui.scale().portrait()) {
      pad = rest.take_bottom(keyboard_.height(ui));
      pad = {box.x, pad.y, box.width, pad.height};
    } else {
      pad = {rest.right() - rest.width * 45 / 100, box.y, 0, regions.bottom.y - box.y};
      pad.width = box.right() - pad.x;
      rest.width = pad.x - rest.x - ui.px(48);
    }
    bool entered = code_pad(ui, pad, rest, check);
    auto enabled = check == Check::checking || code_.text().empty() ? Enabled::no : Enabled::yes;
    auto event = bottom_bar(ui, regions.bottom,
                            {.back = ui.tr("Back"),
                             .primary = ui.tr("Open the staff corner"),
                             .primary_enabled = enabled});
    if (event == BottomEvent::back) return Go::home();
    if ((entered || event == BottomEvent::primary) && enabled == Enabled::yes) {
      asked_ = true;
      context_.staff.check_code(code_.text());
    }
    return Go::stay();
  }

 private:
  bool code_pad(Ui& ui, Rect pad, Rect rest, StaffActions::Check check);
  void answer(Ui& ui, Rect& rest, StaffActions::Check check) const;

  Context context_;
  EditField code_{longest_code};
  Keyboard keyboard_{Keyboard::Pad::digits};
  bool asked_ = false;
  StaffActions::Check last_ = StaffActions::Check::none;
};

void StaffCode::answer(Ui& ui, Rect& rest, StaffActions::Check check) const {
  auto stop = body_text().bold().with(ui.theme().stop_ink).lines(3);
  switch (check) {
    case StaffActions::Check::checking:
      paragraph(ui, rest, ui.tr("Looking…"), quiet_text(ui));
      return;
    case StaffActions::Check::wrong:
      noted(ui, rest, "warning", ui.tr("That code is not right"), stop);
      return;
    case StaffActions::Check::too_many:
      noted(ui, rest, "warning", ui.tr("Too many wrong codes. Wait a little, then try again."),
            stop);
      return;
    case StaffActions::Check::none:
    case StaffActions::Check::right:
      break;
  }
  paragraph(ui, rest, ui.tr("Only for the team. Not yours? Touch “Back”."), quiet_text(ui));
}

bool StaffCode::code_pad(Ui& ui, Rect pad, Rect rest, StaffActions::Check check) {
  question(ui, rest, ui.tr("Type the staff code"));
  FieldLook const look{.label = ui.tr("Staff code"), .focused = Focused::yes, .secret = true};
  bool entered = code_.draw(ui, rest.take_top(EditField::height(ui, look)), look).entered;
  rest.skip_top(ui.scale().gap());
  answer(ui, rest, check);
  ui.fill(pad, ui.theme().tray);
  return keyboard_
             .draw(ui, pad.middle(pad.width, std::min(pad.height, keyboard_.height(ui))),
                   code_.model())
             .entered ||
         entered;
}

}  // namespace

ScreenPtr staff_code_screen(Context const& context) { return std::make_unique<StaffCode>(context); }

}  // namespace sala::kiosk
