// Thank you; what becomes of the answers. Shown as kept only once they are on disk.
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/saving.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// Time enough to read it, short enough for the queue; with a telephone number on it, to write down.
constexpr Micros stays{8'000'000};
constexpr Micros stays_for_care{30'000'000};

class FormDone final : public Screen {
 public:
  FormDone(Context const& context, Asking asking, Ticket ticket)
      : context_(context), asking_(std::move(asking)), ticket_(ticket) {}

  bool resets_when_idle() const override { return false; }
  std::optional<TopMark> top_mark(Ui const& ui) const override {
    return privacy_mark(ui, asking_.entry.answers);
  }

  Go draw(Ui& ui, Rect box) override {
    if (auto waits = saving_.draw(context_, ui, box, ticket_)) return std::move(*waits);
    auto regions = regions_of(ui, box);
    auto columns = columns_of(ui, regions.body, 0.56, 0.6);
    doodle(ui, columns.second, "done", ui.theme().done);
    Rect rest = columns.first;
    rest.skip_top(rest.height / 10);
    if (since_ == BootTime{}) {
      since_ = ui.now();
      if (context_.chime) context_.chime(screen::Chime::done);
    }
    thanks(ui, rest);
    return bottom(ui, regions.bottom);
  }

 private:
  bool is_care() const { return asking_.entry.answers == AnswerKind::confidential; }
  void thanks(Ui& ui, Rect rest) const;
  Go bottom(Ui& ui, Rect box) const;

  Context context_;
  Asking asking_;
  Ticket ticket_;
  UntilSaved saving_;
  BootTime since_{};
};

void FormDone::thanks(Ui& ui, Rect rest) const {
  done_badge(ui, rest, since_);
  rest.skip_top(ui.px(16));
  take_fitted(ui, rest, is_care() ? ui.tr("Thank you for telling us") : ui.tr("Thank you!"),
              welcome_text(), rest.height / 2, {Font::welcome, Font::question, Font::list});
  rest.skip_top(ui.px(12));
  auto words = privacy_words(ui, asking_.entry.answers);
  noted(ui, rest, words.icon, words.sentence, list_text());
  rest.skip_top(ui.px(12));
  if (is_care()) {
    noted(ui, rest, "phone",
          ui.tr("Too much to carry? Call {number}, free, at any hour.",
                {{"number", context_.settings.helpline}}),
          list_text().bold());
  }
}

Go FormDone::bottom(Ui& ui, Rect box) const {
  auto leaves = since_ + (is_care() ? stays_for_care : stays);
  if (ui.now() >= leaves) return Go::home();
  ui.draw_again_at(leaves);
  BottomBarText text{.primary = ui.tr("Finish"), .primary_icon = "check"};
  if (is_care()) {
    text.back = ui.tr("Tell the team here now");
    text.back_icon = "people";
  }
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::primary:
      return Go::home();
    case BottomEvent::back:
      return Go::push(talk_to_me_screen(context_));
    default:
      return Go::stay();
  }
}

}  // namespace

ScreenPtr form_done_screen(Context const& context, Asking asking, Ticket ticket) {
  return std::make_unique<FormDone>(context, std::move(asking), ticket);
}

}  // namespace sala::kiosk
