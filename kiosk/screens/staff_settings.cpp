// The settings, each from the one list of settings.h; and the way out of the program.
#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/staff_pages.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/notice.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class SettingsPage final : public StaffPage {
 public:
  explicit SettingsPage(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    auto view_box = box;
    {
      auto view = scroll_.open(ui, view_box, std::max(1, height_));
      Rect rest = view.content;
      rest.width -= ui.px(12);
      rest.height = 1 << 20;  // as much as it takes; the next frame scrolls over it
      int top = rest.y;
      for (auto const& info : setting_list()) {
        if (info.in_staff_corner) setting(ui, rest, info);
      }
      program(ui, rest);
      if (height_ != rest.y - top) {
        height_ = rest.y - top;
        ui.animate();
      }
    }
    notice_.draw(ui);
    confirm_leaving(ui);
    return Go::stay();
  }

 private:
  void setting(Ui& ui, Rect& rest, SettingInfo const& info);
  void number(Ui& ui, Rect& rest, SettingInfo const& info, std::int64_t Settings::*field);
  void choices(Ui& ui, Rect& rest, SettingInfo const& info, std::string Settings::*field);
  void program(Ui& ui, Rect& rest);
  void confirm_leaving(Ui& ui);
  void keep(Ui& ui, Settings const& settings);

  Context context_;
  ScrollArea scroll_;
  Notice notice_;
  int height_ = 0;
  bool leaving_ = false;
};

void SettingsPage::keep(Ui& ui, Settings const& settings) {
  auto kept = context_.staff.change_settings(settings);
  if (kept) {
    notice_.show(std::string(ui.tr("Saved")), NoticeKind::done, ui.now());
  } else {
    notice_.show(std::string(ui.tr("The memory card cannot be written")), NoticeKind::stop,
                 ui.now());
  }
}

void SettingsPage::setting(Ui& ui, Rect& rest, SettingInfo const& info) {
  Ui::Scope scope(ui, info.key);
  if (auto const* field = std::get_if<bool Settings::*>(&info.field)) {
    RowText const text{ui.tr(info.label), {}};
    bool on = context_.staff.settings().**field;
    if (checkbox_row(ui, rest.take_top(row_height(ui, rest.width, text)), text, on)) {
      auto settings = context_.staff.settings();
      settings.** field = on;
      keep(ui, settings);
    }
  } else if (auto const* amount = std::get_if<std::int64_t Settings::*>(&info.field)) {
    number(ui, rest, info, *amount);
  } else if (!info.choices.empty()) {
    choices(ui, rest, info, std::get<std::string Settings::*>(info.field));
  }
  rest.skip_top(ui.scale().gap());
}

// Steps of five seconds: what anybody would want between the limits.
void SettingsPage::number(Ui& ui, Rect& rest, SettingInfo const& info,
                          std::int64_t Settings::*field) {
  constexpr std::int64_t step = 5;
  auto settings = context_.staff.settings();
  auto value = settings.*field;
  Rect row = rest.take_top(button_height(ui));
  int side = std::max(ui.scale().target(), row.height);
  ButtonLook less{.enabled = value > info.lowest ? Enabled::yes : Enabled::no};
  ButtonLook more{.enabled = value < info.highest ? Enabled::yes : Enabled::no};
  std::int64_t change = 0;
  if (button(ui, row.take_right(side), "+", more)) change = step;
  Rect shown = row.take_right(ui.px(80) + ui.scale().font(Font::list));
  label(ui, shown, count_text(value), list_text().bold().centred().lines(1, Shorten::never));
  if (button(ui, row.take_right(side), "–", less)) change = -step;
  row.skip_right(ui.scale().gap());
  label(ui, row, ui.tr(info.label), body_text().middle().lines(2));
  if (change == 0) return;
  settings.*field = std::clamp(value + change, info.lowest, info.highest);
  keep(ui, settings);
}

std::string_view choice_word(Ui const& ui, std::string_view choice) {
  if (choice == "th") return "ไทย";
  if (choice == "en") return "English";
  if (choice == "light") return ui.tr("Light");
  if (choice == "dark") return ui.tr("Dark");
  if (choice == "contrast") return ui.tr("High contrast");
  return choice;
}

void SettingsPage::choices(Ui& ui, Rect& rest, SettingInfo const& info,
                           std::string Settings::*field) {
  auto settings = context_.staff.settings();
  paragraph(ui, rest, ui.tr(info.label), body_text().lines(2));
  rest.skip_top(ui.px(4));
  Rect row = rest.take_top(button_height(ui));
  for (auto choice : info.choices) {
    auto words = choice_word(ui, choice);
    bool chosen = settings.*field == choice;
    ButtonLook const look{.kind = chosen ? ButtonKind::primary : ButtonKind::secondary,
                          .font = Font::body};
    int width = std::max(ui.px(120), button_width(ui, words, look));
    if (width > row.width && row.x > rest.x) {
      rest.skip_top(ui.scale().gap());
      row = rest.take_top(button_height(ui));
    }
    if (button(ui, row.take_left(width), words, look) && !chosen) {
      settings.*field = std::string(choice);
      keep(ui, settings);
    }
    row.skip_left(ui.scale().gap());
  }
}

void SettingsPage::program(Ui& ui, Rect& rest) {
  rest.skip_top(ui.px(8));
  auto version = context_.staff.program_version();
  paragraph(ui, rest,
            std::string(ui.tr("This box")) + ": " + context_.staff.device_name() + " · " +
                ui.tr("Version {version}", {{"version", version}}),
            quiet_text(ui).lines(3));
  rest.skip_top(ui.px(12));
  auto words = ui.tr("Leave the kiosk program");
  ButtonLook const look{.icon = "power", .font = Font::body};
  Rect row = rest.take_top(button_height(ui));
  if (button(ui, row.take_left(std::min(row.width, button_width(ui, words, look))), words, look)) {
    leaving_ = true;
  }
  rest.skip_top(ui.px(16));
}

void SettingsPage::confirm_leaving(Ui& ui) {
  if (!leaving_) return;
  auto answer = dialog(ui, {.title = ui.tr("Leave the kiosk program?"),
                            .text = ui.tr("Nobody can sign in here until it starts again."),
                            .yes = ui.tr("Leave the program"),
                            .no = ui.tr("Stay here")});
  if (answer == DialogEvent::none) return;
  leaving_ = false;
  if (answer == DialogEvent::yes) context_.staff.leave_program();
}

}  // namespace

StaffPagePtr staff_settings_page(Context const& context) {
  return std::make_unique<SettingsPage>(context);
}

}  // namespace sala::kiosk
