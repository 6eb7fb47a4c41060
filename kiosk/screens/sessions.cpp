// Today's sessions, to choose one.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class Sessions final : public Screen {
 public:
  Sessions(Context const& context, ParticipantId person) : context_(context), person_(person) {}

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    question(ui, regions.body, ui.tr("Which session?"));
    Go go = list(ui, regions.body);
    if (bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")}) == BottomEvent::back) {
      return Go::back();
    }
    return go;
  }

 private:
  Go list(Ui& ui, Rect rest);
  bool card(Ui& ui, Rect box, Session const& session) const;
  int card_height(Ui& ui, int width, Session const& session) const;
  int hours_width(Ui& ui) const;

  Context context_;
  ParticipantId person_;  // nil: still to be found
  ScrollArea scroll_;
};

TextLook title_look() { return list_text().bold().lines(3); }

std::string state_text(Ui const& ui, Day const& day, SessionSet const& set) {
  if (set.cancelled) return std::string(ui.tr("Cancelled"));
  if (day.now() < start_of(set)) return starts_text(ui, set, day.now());
  if (day.now() < end_of(set)) return std::string(ui.tr("Now"));
  return ui.tr("Ended at {time}", {{"time", hour(end_of(set))}});
}

std::string detail_text(Ui const& ui, Session const& session) {
  auto place = place_of(ui, session);
  return std::string(look_of(ui, session.set.learning).word) + (place.empty() ? "" : " · ") + place;
}

int Sessions::hours_width(Ui& ui) const {
  int width = 0;
  for (Session const* session : context_.day.today()) {
    auto hours = hours_of(ui, session->set);
    width = std::max(width, text_size(ui, hours, list_text().bold()).width);
    width = std::max(
        width, text_size(ui, state_text(ui, context_.day, session->set), small_text(ui)).width);
  }
  return width + ui.px(8);
}

int Sessions::card_height(Ui& ui, int width, Session const& session) const {
  int words = width - hours_width(ui) - ui.px(24 + 12 + 32 + 24 + 56);
  int place = text_height(ui, detail_text(ui, session), small_text(ui).lines(2), words);
  int needs = text_height(ui, title_of(ui, session), title_look(), words) +
              std::max(place, ui.scale().line(Font::small)) + ui.px(32);
  return std::max(ui.px(104), needs);
}

bool Sessions::card(Ui& ui, Rect box, Session const& session) const {
  auto kind = look_of(ui, session.set.learning);
  auto title = title_of(ui, session);
  auto hours = hours_of(ui, session.set);
  bool clicked = touch_card(ui, box, std::string(title) + " " + hours, TargetKind::choice).clicked;
  Rect rest = box.inset(ui.px(24), ui.px(16));
  ui.rounded({box.x + ui.px(10), box.y + ui.px(10), ui.px(8), box.height - ui.px(20)}, ui.px(4),
             kind.colour);
  rest.skip_left(ui.px(12));
  Rect when = rest.take_left(hours_width(ui));
  paragraph(ui, when, hours, list_text().bold().lines(1));
  paragraph(ui, when, state_text(ui, context_.day, session.set), small_text(ui).lines(1));
  rest.skip_left(ui.px(32));
  int side = ui.px(36);
  icon(ui, rest.take_right(side).middle(side, side), "next", ui.theme().link);
  rest.skip_right(ui.px(20));
  paragraph(ui, rest, title, title_look());
  paragraph(ui, rest, detail_text(ui, session), small_text(ui).lines(2));
  return clicked;
}

Go Sessions::list(Ui& ui, Rect rest) {
  auto today = context_.day.today();
  if (today.empty()) {
    doodle(ui, rest.take_top(rest.height * 60 / 100), "bench");
    auto look = list_text();
    look.align = text::Align::centre;
    paragraph(ui, rest, ui.tr("No session today"), look);
    return Go::stay();
  }
  int gap = ui.scale().gap(), height = 0;
  for (Session const* session : today) height += card_height(ui, rest.width, *session) + gap;
  Go go = Go::stay();
  auto view = scroll_.open(ui, rest, height);
  Rect column = view.content;
  for (std::size_t i = 0; i < today.size(); ++i) {
    Session const& session = *today[i];
    Ui::Scope scope(ui, i);
    Rect box = column.take_top(card_height(ui, rest.width, session));
    column.skip_top(gap);
    if (!box.meets(rest)) continue;
    if (card(ui, box, session) && !session.set.cancelled) {
      auto const& id = session.set.session;
      go = Go::push(person_.is_nil() ? find_screen(context_, id)
                                     : confirm_screen(context_, person_, SignInMethod::badge, id));
    }
  }
  return go;
}

}  // namespace

ScreenPtr sessions_screen(Context const& context, ParticipantId person) {
  return std::make_unique<Sessions>(context, person);
}

}  // namespace sala::kiosk
