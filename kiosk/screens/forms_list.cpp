// What may be answered now, with who reads it. Only what needs a name asks for one.
#include "kiosk/offers.h"
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class FormsList final : public Screen {
 public:
  FormsList(Context const& context, ParticipantId person) : context_(context), person_(person) {}

  Go draw(Ui& ui, Rect box) override {
    auto offers = forms_now(context_.day, person_);
    auto regions = regions_of(ui, box);
    Rect rest = regions.body;
    Go go = Go::stay();
    if (offers.empty()) {
      question(ui, rest, ui.tr("Nothing is asked now."));
      doodle(ui, rest, "bench");
    } else {
      question(ui, rest, ui.tr("What would you like to tell us?"));
      rest.skip_top(ui.px(8));
      go = list(ui, rest, offers);
    }
    BottomBarText text{.back = ui.tr("Back")};
    if (!person_.is_nil()) text.extra = ui.tr("What I agreed to");
    auto event = bottom_bar(ui, regions.bottom, text);
    if (event == BottomEvent::extra) return Go::push(consents_screen(context_, person_));
    return event == BottomEvent::back ? Go::back() : std::move(go);
  }

 private:
  Go list(Ui& ui, Rect rest, std::vector<FormOffer> const& offers);
  int row_height(Ui& ui, int width, FormOffer const& offer) const;
  bool row(Ui& ui, Rect box, FormOffer const& offer) const;
  std::string note(Ui const& ui, FormOffer const& offer) const;

  Context context_;
  ParticipantId person_;
  ScrollArea scroll_;
};

constexpr int icon_side = 56, pad = 24;

std::string FormsList::note(Ui const& ui, FormOffer const& offer) const {
  if (offer.answered) return std::string(ui.tr("Answered already. You can change your answers."));
  return std::string(privacy_words(ui, offer.asking.entry.answers).name);
}

int words_width(Ui const& ui, int width) { return width - ui.px(2 * pad + 2 * icon_side + 40); }

int FormsList::row_height(Ui& ui, int width, FormOffer const& offer) const {
  int words = words_width(ui, width);
  int title = text_height(ui, local(ui, offer.asking.entry.title), list_text().bold(), words);
  int below = text_height(ui, note(ui, offer), quiet_text(ui), words);
  return std::max(ui.px(104), title + below + ui.px(24));
}

bool FormsList::row(Ui& ui, Rect box, FormOffer const& offer) const {
  auto title = local(ui, offer.asking.entry.title);
  auto press = touch_card(ui, box, title);
  Rect inner = box.inset(ui.px(pad), 0);
  int side = ui.px(icon_side), arrow = ui.px(36);
  auto symbol = privacy_words(ui, offer.asking.entry.answers).icon;
  icon(ui, inner.take_left(side).middle(side, side), symbol, ui.theme().link);
  inner.skip_left(ui.px(20));
  icon(ui, inner.take_right(side).middle(arrow, arrow), "next", ui.theme().link);
  inner.skip_right(ui.px(20));
  int words = words_width(ui, box.width);
  int above = text_height(ui, title, list_text().bold(), words);
  int below = text_height(ui, note(ui, offer), quiet_text(ui), words);
  inner = inner.middle(words, above + below);
  label_in(ui, inner.take_top(above), box, title, list_text().bold());
  label_in(ui, inner, box, note(ui, offer), quiet_text(ui));
  return press.clicked;
}

Go FormsList::list(Ui& ui, Rect rest, std::vector<FormOffer> const& offers) {
  int gap = ui.scale().gap(), height = 0, width = rest.width - ui.px(8);
  for (auto const& offer : offers) height += row_height(ui, width, offer) + gap;
  auto view = scroll_.open(ui, rest, height);
  Rect column = view.content;
  column.width = width;
  Go go = Go::stay();
  for (std::size_t i = 0; i < offers.size(); ++i) {
    Ui::Scope scope(ui, i);
    Rect box = column.take_top(row_height(ui, width, offers[i]));
    column.skip_top(gap);
    if (!box.meets(rest) || !row(ui, box, offers[i])) continue;
    bool needs_name = offers[i].asking.entry.answers != AnswerKind::anonymous;
    if (needs_name && person_.is_nil()) {
      go = Go::push(who_answers_screen(context_, offers[i].asking.entry.form));
    } else {
      go = Go::push(form_screen(context_, offers[i].asking));
    }
  }
  return go;
}

}  // namespace

ScreenPtr forms_screen(Context const& context, ParticipantId person) {
  return std::make_unique<FormsList>(context, person);
}

}  // namespace sala::kiosk
