// What may be done with it: one purpose a line, nothing ticked beforehand. Under 20 a guardian is
// named first.
#include <array>

#include "kiosk/screens/guardian.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/scroll.h"
#include "platform/thai/fold.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct PurposeRow {
  Purpose purpose;
  char const *title, *note;
};

constexpr std::array<PurposeRow, 4> purposes{
    {{Purpose::attendance, word("Keep my name on the attendance list"),
      word("Needed to sign in. The organisers see it.")},
     {Purpose::contact, word("Tell me about the next activities"),
      word("By phone or message, only from the association.")},
     {Purpose::photos, word("Photos with me may be shown in public"),
      word("On the association's pages. Tell us any time to take them down.")},
     {Purpose::research, word("Learn from my answers how activities help"),
      word("Counted together with others, never with my name.")}}};

class Consents final : public Screen {
 public:
  Consents(Context const& context, WalkIn person, SessionId session)
      : context_(context),
        person_(std::move(person)),
        session_(session),
        guardian_(person_.birth_year, context_.day.now()),
        who_first_(guardian_.are_needed()) {}

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    if (who_first_) {
      auto event = guardian_.draw(ui, box, regions);
      if (event == GuardianPages::Event::back) return Go::back();
      if (event == GuardianPages::Event::done) who_first_ = false;
      return Go::stay();
    }
    return ask_purposes(ui, regions);
  }

 private:
  Go ask_purposes(Ui& ui, Regions regions);
  void purpose_rows(Ui& ui, Rect rest);
  Go finish();

  Context context_;
  WalkIn person_;
  SessionId session_;
  GuardianPages guardian_;
  bool who_first_;
  std::array<bool, purposes.size()> ticked_{};
  ScrollArea scroll_;
  bool asked_ = false;  // went on without what is needed
};

void Consents::purpose_rows(Ui& ui, Rect rest) {
  int gap = ui.px(12), height = 0;
  int width = rest.width - ui.px(8);  // beside the scroll bar
  for (auto const& it : purposes) {
    height += row_height(ui, width, {ui.tr(it.title), ui.tr(it.note)}) + gap;
  }
  auto view = scroll_.open(ui, rest, height);
  Rect column = view.content;
  column.width = width;
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    RowText const text{ui.tr(purposes[i].title), ui.tr(purposes[i].note)};
    checkbox_row(ui, column.take_top(row_height(ui, width, text)), text, ticked_[i]);
    column.skip_top(gap);
  }
}

Go Consents::ask_purposes(Ui& ui, Regions regions) {
  Rect rest = regions.body;
  question(ui, rest, ui.tr("What may we do with this?"));
  auto words = ui.tr("Tick only what is fine with you. Only the first is needed to sign in.");
  paragraph(ui, rest, words,
            asked_ && !ticked_[0] ? body_text().bold().with(ui.theme().stop_ink) : quiet_text(ui));
  rest.skip_top(ui.px(12));
  purpose_rows(ui, rest);
  auto event =
      bottom_bar(ui, regions.bottom,
                 {.back = ui.tr("Back"), .primary = ui.tr("Sign in"), .primary_icon = "sign-in"});
  if (event == BottomEvent::back) {
    asked_ = false;
    who_first_ = guardian_.are_needed();
    return who_first_ ? Go::stay() : Go::back();
  }
  if (event != BottomEvent::primary) return Go::stay();
  asked_ = !ticked_[0];
  return asked_ ? Go::stay() : finish();
}

Go Consents::finish() {
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    person_.consents.push_back({purposes[i].purpose, ticked_[i]});
  }
  person_.guardian_name = guardian_.name();
  person_.guardian_relation = guardian_.relation();
  Session const* session = session_or_current(context_.day, session_);
  if (session == nullptr) return Go::home();
  Ticket ticket = context_.desk.walk_in(person_, session->set.session);
  auto called = person_.nickname.empty() ? person_.given_name : person_.nickname;
  return Go::replace(done_screen(context_, session->set.session, {}, ticket, Deed::signing_in,
                                 thai::tidy(called)));
}

}  // namespace

ScreenPtr consent_screen(Context const& context, WalkIn person, SessionId session) {
  return std::make_unique<Consents>(context, std::move(person), session);
}

}  // namespace sala::kiosk
