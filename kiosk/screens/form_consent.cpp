// Before the first confidential question: what is agreed to, ticked by the person's own hand.
// Nothing is ticked beforehand; who is under 20 is told whom to talk to first, and decides.
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/walk_in_rules.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/label.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class FormConsent final : public Screen {
 public:
  FormConsent(Context const& context, Asking asking)
      : context_(context), asking_(std::move(asking)) {}

  std::optional<TopMark> top_mark(Ui const& ui) const override {
    return privacy_mark(ui, asking_.entry.answers);
  }

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    Rect rest = regions.body;
    auto const& line = context_.settings.helpline;
    bool talk = care_strip(ui, rest.take_bottom(care_strip_height(ui, rest.width, line)), line);
    rest.skip_bottom(ui.px(12));
    question(ui, rest, ui.tr("Before you begin"));
    rest.skip_top(ui.px(8));
    auto look = list_text();
    if (ui.look().text == TextSize::large) look.font = Font::body;
    paragraph(ui, rest,
              ui.tr("This is about how you are. You choose what to say, or to say nothing."), look);
    if (is_young()) {
      rest.skip_top(ui.px(8));
      paragraph(
          ui, rest,
          ui.tr("You are under 20: you may talk to a parent, a guardian or the team first. It "
                "is your choice."),
          look.bold());
    }
    rest.skip_top(ui.px(16));
    RowText const agree{
        ui.tr("The care team may read what I answer here"),
        ui.tr("They call you only if you ask for it. You can take this back at any time.")};
    Rect row = rest.take_top(std::max(ui.px(96), row_height(ui, rest.width, agree)));
    checkbox_row(ui, row, agree, agreed_);
    if (talk) return Go::push(talk_to_me_screen(context_));
    return bottom(ui, regions.bottom);
  }

 private:
  bool is_young() const {
    Person const* person = context_.day.roster().person(asking_.participant);
    if (person == nullptr || person->set.birth_date.size() < 4) return false;
    return maybe_under_20(person->set.birth_date.substr(0, 4), context_.day.now());
  }

  Go bottom(Ui& ui, Rect box) {
    BottomBarText const text{.back = ui.tr("Not now"),
                             .primary = ui.tr("Begin"),
                             .primary_enabled = agreed_ ? Enabled::yes : Enabled::no};
    switch (bottom_bar(ui, box, text)) {
      case BottomEvent::back:
        return Go::home();
      case BottomEvent::primary:
        return Go::replace(form_pages_screen(
            context_, std::make_unique<Sheet>(asking_, context_.day.now(), system_random())));
      default:
        return Go::stay();
    }
  }

  Context context_;
  Asking asking_;
  bool agreed_ = false;
};

}  // namespace

ScreenPtr form_consent_screen(Context const& context, Asking asking) {
  return std::make_unique<FormConsent>(context, std::move(asking));
}

}  // namespace sala::kiosk
