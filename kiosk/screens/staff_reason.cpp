#include "kiosk/screens/staff_reason.h"

#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/ui/button.h"

namespace sala::kiosk {

using namespace ui;

namespace {

constexpr std::array to_put_aside{word("Agreed with the trainer"), word("Learnt it elsewhere"),
                                  word("Gets there in time"), word("Corrects a mistake")};
constexpr std::array to_let_go{word("Asked us to do it"), word("Agreed with the trainer"),
                               word("Went home"), word("Corrects a mistake")};

}  // namespace

StaffReason::Answer StaffReason::choose(Ui& ui, Rect column, For what) {
  auto const& reasons = what == For::letting_go ? to_let_go : to_put_aside;
  question(ui, column, ui.tr("Why?"));
  int const step = button_height(ui) + ui.px(12);
  auto view = scroll_.open(ui, column, step * static_cast<int>(reasons.size() + 1) - ui.px(12));
  Rect rest = view.content;
  rest.width -= ui.px(12);
  auto strip = [&] {
    Rect box = rest.take_top(button_height(ui));
    rest.skip_top(ui.px(12));
    return box;
  };
  Answer answer = Answer::none;
  for (auto const* it : reasons) {
    auto words = ui.tr(it);
    if (!button(ui, strip(), words, {.font = Font::body})) continue;
    reason_ = words;
    answer = Answer::given;
  }
  if (button(ui, strip(), ui.tr("Another reason …"), {.icon = "keyboard", .font = Font::body})) {
    typing_ = keys_ = true;
  }
  return answer;
}

StaffReason::Answer StaffReason::type(Ui& ui, Rect box, std::string_view does) {
  auto regions = regions_of(ui, box);
  Rect body{box.x, box.y, box.width, regions.bottom.y - box.y};
  bool entered = false;
  if (keys_) {
    auto event = keyboard_.draw(ui, body.take_bottom(keyboard_.height(ui)), field_.model());
    entered = event.entered;
    if (event.hidden) keys_ = false;
  }
  Rect rest = body.inset(ui.scale().margin(), ui.px(12));
  FieldLook const look{.label = ui.tr("Why?"), .focused = Focused::yes, .clearable = true};
  auto field = field_.draw(ui, rest.take_top(EditField::height(ui, look)), look);
  if (field.touched) keys_ = true;
  rest.skip_top(ui.px(8));
  auto note = ui.tr("It is kept with the seat. Who it is about may ask to read it.");
  if (text_height(ui, note, quiet_text(ui), rest.width) <= rest.height) {
    paragraph(ui, rest, note, quiet_text(ui));
  }
  auto written = rules::written_reason(field_.text());
  BottomBarText const text{.back = ui.tr("Back"),
                           .primary = does,
                           .primary_enabled = written ? Enabled::yes : Enabled::no};
  auto pressed = bottom_bar(ui, regions.bottom, text);
  if (pressed == BottomEvent::back) {
    typing_ = false;
    return Answer::none;
  }
  if (!written || (pressed != BottomEvent::primary && !entered && !field.entered)) {
    return Answer::none;
  }
  reason_ = *written;
  typing_ = false;
  field_.clear();
  return Answer::given;
}

}  // namespace sala::kiosk
