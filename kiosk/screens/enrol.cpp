// The first screen of a new box: joining a headquarters, by its QR code or typed.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

constexpr std::size_t longest_address = 200;
constexpr std::size_t longest_code = 20;

class Enrol final : public Screen {
 public:
  explicit Enrol(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    if (context_.day.is_enrolled()) return Go::home();
    auto regions = regions_of(ui, box);
    Rect rest = regions.body;
    Rect keys = rest.take_bottom(keyboard_.height(ui));
    keys = {box.x, keys.y, box.width, keys.height};
    fields(ui, rest);
    ui.fill(keys, ui.theme().tray);
    auto typed = keyboard_.draw(ui, keys, on_code_ ? code_.model() : address_.model());
    if (typed.entered && !on_code_) on_code_ = true;
    bool asking = context_.staff.joining() == StaffActions::Joining::asking;
    bool ready = !asking && !address_.text().empty() && !code_.text().empty();
    auto event = bottom_bar(ui, regions.bottom,
                            {.primary = asking ? ui.tr("Asking the office…") : ui.tr("Join"),
                             .primary_enabled = ready ? Enabled::yes : Enabled::no});
    if (event == BottomEvent::primary) context_.staff.join(address_.text(), code_.text());
    return Go::stay();
  }

  std::optional<Go> scanned(std::string const& code) override {
    context_.staff.join_by_link(code);
    return Go::stay();
  }
  bool resets_when_idle() const override { return false; }

 private:
  void fields(Ui& ui, Rect rest);
  void answer(Ui& ui, Rect& rest) const;

  Context context_;
  EditField address_{longest_address};
  EditField code_{longest_code};
  Keyboard keyboard_{Keyboard::Pad::latin};
  bool on_code_ = false;
};

void Enrol::fields(Ui& ui, Rect rest) {
  std::string_view heading = ui.tr("This box is new. Which office is it for?");
  int needed = text_height(ui, heading, question_text(), rest.width) + ui.px(24) +
               ui.scale().line(Font::body) + ui.px(8) + EditField::height(ui, {.label = heading});
  // Where the keyboard leaves little room, the fields matter more than the heading.
  if (rest.height >= needed) question(ui, rest, heading);
  answer(ui, rest);
  FieldLook address{.label = ui.tr("Address of the office"),
                    .focused = on_code_ ? Focused::no : Focused::yes};
  FieldLook code{.label = ui.tr("Code from the office"),
                 .focused = on_code_ ? Focused::yes : Focused::no};
  Rect row = rest.take_top(EditField::height(ui, address));
  Rect right = row.take_right(row.width * 36 / 100);
  row.skip_right(ui.scale().gap());
  if (address_.draw(ui, row, address).touched) on_code_ = false;
  if (code_.draw(ui, right, code).touched) on_code_ = true;
}

void Enrol::answer(Ui& ui, Rect& rest) const {
  using Joining = StaffActions::Joining;
  auto stop = body_text().bold().with(ui.theme().stop_ink).lines(2);
  auto say = [&](std::string_view text) { noted(ui, rest, "warning", text, stop); };
  switch (context_.staff.joining()) {
    case Joining::wrong_code:
      say(ui.tr("The office does not know this code. It is good once, for seven days."));
      break;
    case Joining::no_answer:
      say(ui.tr("Nobody answers at this address. Check it, and the network."));
      break;
    case Joining::not_the_office:
      say(ui.tr("Somebody else answers at this address. Check it with the office."));
      break;
    case Joining::unreadable:
      say(ui.tr("This is not a code of an office."));
      break;
    case Joining::fault:
      say(ui.tr("This box cannot keep it. Its memory card needs a look."));
      break;
    case Joining::none:
    case Joining::asking:
      paragraph(ui, rest, ui.tr("Scan the square code from the office, or type both by hand."),
                quiet_text(ui));
      break;
  }
  rest.skip_top(ui.px(8));
}

}  // namespace

ScreenPtr enrol_screen(Context const& context) { return std::make_unique<Enrol>(context); }

}  // namespace sala::kiosk
