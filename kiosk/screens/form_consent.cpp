// Before the first confidential question: what is agreed to, ticked by the person's own hand.
// Nothing is ticked beforehand; who is under 20 is told whom to talk to first, decides, and names a
// parent or guardian. Asked once: a "yes" is kept, and a "no" too; nothing leads here by itself
// then.
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/guardian.h"
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
      : context_(context), asking_(std::move(asking)), guardian_(birth_year(), context.day.now()) {}

  std::optional<TopMark> top_mark(Ui const& ui) const override {
    return privacy_mark(ui, asking_.entry.answers);
  }

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    if (naming_) return name_guardian(ui, box, regions);
    Rect rest = regions.body;
    auto const& line = context_.settings.helpline;
    bool talk = care_strip(ui, rest.take_bottom(care_strip_height(ui, rest.width, line)), line);
    rest.skip_bottom(ui.px(12));
    bool no = ui.scale().portrait() && refusal(ui, rest);
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
    if (no) return refuse();
    return bottom(ui, regions.bottom);
  }

 private:
  std::string birth_year() const {
    Person const* person = context_.day.roster().person(asking_.participant);
    return person == nullptr ? std::string() : person->set.birth_date.substr(0, 4);
  }
  bool is_young() const {
    auto year = birth_year();
    return year.size() == 4 && maybe_under_20(year, context_.day.now());
  }
  // Upright the bottom bar has no room for it.
  static bool refusal(Ui& ui, Rect& rest) {
    ButtonLook const look{.kind = ButtonKind::quiet, .font = Font::body};
    bool touched =
        button(ui, rest.take_bottom(button_height(ui)), ui.tr("No, do not ask me again"), look);
    rest.skip_bottom(ui.px(8));
    return touched;
  }
  ConsentSaid said(bool yes) const {
    ConsentSaid said{asking_.programme, asking_.participant, {Purpose::wellbeing, yes}, {}, {}};
    if (yes) said.guardian_name = guardian_.name(), said.guardian_relation = guardian_.relation();
    return said;
  }
  Go refuse() {
    return Go::replace(
        consent_said_screen(context_, context_.desk.consent(said(false)), ConsentEnd::refused));
  }
  Go begin() {
    context_.desk.consent(said(true));  // written before any answer is, or neither is
    return Go::replace(form_pages_screen(
        context_, std::make_unique<Sheet>(asking_, context_.day.now(), system_random())));
  }
  Go name_guardian(Ui& ui, Rect box, Regions regions) {
    auto event = guardian_.draw(ui, box, regions);
    if (event == GuardianPages::Event::back) naming_ = false;
    return event == GuardianPages::Event::done ? begin() : Go::stay();
  }

  Go bottom(Ui& ui, Rect box) {
    BottomBarText text{.back = ui.tr("Not now"),
                       .primary = ui.tr("Begin"),
                       .primary_enabled = agreed_ ? Enabled::yes : Enabled::no};
    if (!ui.scale().portrait()) text.extra = ui.tr("No, do not ask me again");
    switch (bottom_bar(ui, box, text)) {
      case BottomEvent::back:
        return Go::home();
      case BottomEvent::primary:
        naming_ = guardian_.are_needed();
        return naming_ ? Go::stay() : begin();
      case BottomEvent::extra:
        return refuse();
      default:
        return Go::stay();
    }
  }

  Context context_;
  Asking asking_;
  GuardianPages guardian_;
  bool agreed_ = false;
  bool naming_ = false;
};

}  // namespace

ScreenPtr form_consent_screen(Context const& context, Asking asking) {
  auto const* consent = context.day.roster().consent(asking.participant, Purpose::wellbeing);
  if (consent != nullptr && consent->granted) {
    return form_pages_screen(
        context, std::make_unique<Sheet>(std::move(asking), context.day.now(), system_random()));
  }
  return std::make_unique<FormConsent>(context, std::move(asking));
}

}  // namespace sala::kiosk
