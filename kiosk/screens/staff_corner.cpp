// The staff corner: five pages behind tabs. It closes behind whoever leaves it.
#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/staff_pages.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct Tab {
  char const *icon, *words;
  StaffPagePtr (*page)(Context const&);
};

constexpr std::array<Tab, 5> tabs{{{"cloud-done", word("Kept and sent"), staff_storage_page},
                                   {"check", word("Ready?"), staff_ready_page},
                                   {"people", word("Today"), staff_today_page},
                                   {"leaf", word("Courses"), staff_courses_page},
                                   {"settings", word("Settings"), staff_settings_page}}};

class StaffCorner final : public Screen {
 public:
  explicit StaffCorner(Context const& context) : context_(context), page_(tabs[0].page(context)) {}
  ~StaffCorner() override { context_.staff.close_corner(); }
  StaffCorner(StaffCorner const&) = delete;
  StaffCorner& operator=(StaffCorner const&) = delete;

  Go draw(Ui& ui, Rect box) override {
    if (context_.staff.staff() == nullptr) return Go::home();
    auto regions = regions_of(ui, box);
    choose_page(ui, regions.body);
    Go go = page_->draw(ui, regions.body);
    auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Close the staff corner")});
    if (event == BottomEvent::back) return Go::home();
    return go;
  }

  // Staff may try badges here without leaving.
  std::optional<Go> scanned(std::string const& code) override {
    Person const* person = context_.day.roster().by_code(code);
    Session const* session = context_.day.current();
    if (person == nullptr || session == nullptr) return Go::stay();
    return Go::push(staff_person_screen(context_, person->set.participant, session->set.session));
  }

 private:
  void choose_page(Ui& ui, Rect& body);
  bool tab(Ui& ui, Rect box, Tab const& tab, bool chosen) const;

  Context context_;
  std::size_t chosen_ = 0;
  StaffPagePtr page_;
};

bool StaffCorner::tab(Ui& ui, Rect box, Tab const& it, bool chosen) const {
  auto const& theme = ui.theme();
  auto words = ui.tr(it.words);
  auto press = ui.target(box, TargetKind::choice, words);
  if (chosen) {
    ui.rounded(box, ui.px(16), theme.primary);
  } else {
    plain_card(ui, box);
  }
  if (press.held) ui.rounded(box, ui.px(16), theme.pressed);
  auto colour = chosen ? theme.on_primary : theme.ink;
  Rect rest = box.inset(ui.px(16), 0);
  int side = ui.px(32);
  icon(ui, rest.take_left(side).middle(side, side), it.icon, colour);
  rest.skip_left(ui.px(12));
  label(ui, rest, words, body_text().bold().with(colour).middle().lines(2));
  return press.clicked;
}

void StaffCorner::choose_page(Ui& ui, Rect& body) {
  int gap = ui.px(16), count = static_cast<int>(tabs.size());
  bool upright = ui.scale().portrait();
  int across = upright ? 2 : 1;
  int height = std::max(ui.px(80), ui.scale().line(Font::body) + ui.px(16));
  Rect strip;
  if (upright) {
    int rows = (count + across - 1) / across;
    strip = body.take_top(rows * height + (rows - 1) * gap);
    body.skip_top(ui.px(24));
  } else {
    int width = 0;
    for (auto const& it : tabs) {
      width = std::max(width, text_size(ui, ui.tr(it.words), body_text().bold()).width);
    }
    strip = body.take_left(width + ui.px(16 + 32 + 12 + 20));
    body.skip_left(ui.px(32));
  }
  int width = (strip.width - (across - 1) * gap) / across;
  for (int i = 0; i < count; ++i) {
    Rect box{strip.x + i % across * (width + gap), strip.y + i / across * (height + gap), width,
             height};
    auto at = static_cast<std::size_t>(i);
    if (tab(ui, box, tabs[at], at == chosen_) && at != chosen_) {
      chosen_ = at;
      page_ = tabs[at].page(context_);
    }
  }
}

}  // namespace

ScreenPtr staff_corner_screen(Context const& context) {
  return std::make_unique<StaffCorner>(context);
}

}  // namespace sala::kiosk
