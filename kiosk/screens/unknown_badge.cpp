// A badge that this box does not know: the way on.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class UnknownBadge final : public Screen {
 public:
  explicit UnknownBadge(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    auto columns = columns_of(ui, regions.body, 0.54, 0.5);
    doodle(ui, columns.second, "village");
    Rect rest = columns.first;
    rest.skip_top(rest.height / 8);
    int side = ui.px(72);
    icon(ui, rest.take_top(side).take_left(side), "badge", ui.theme().link);
    rest.skip_top(ui.px(16));
    question(ui, rest, ui.tr("This badge is not known here"));
    rest.skip_top(ui.px(8));
    paragraph(ui, rest, ui.tr("Find your name on the screen instead."), list_text());
    auto event = bottom_bar(
        ui, regions.bottom,
        {.back = ui.tr("Back"), .primary = ui.tr("Find your name"), .primary_icon = "search"});
    if (event == BottomEvent::back) return Go::home();
    return event == BottomEvent::primary ? Go::replace(find_screen(context_)) : Go::stay();
  }

 private:
  Context context_;
};

}  // namespace

ScreenPtr unknown_badge_screen(Context const& context) {
  return std::make_unique<UnknownBadge>(context);
}

}  // namespace sala::kiosk
