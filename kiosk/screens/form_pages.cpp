// The questions, a page after the other. Back never loses an answer; what is wrong is said beside
// the question; walking away leaves nothing on the screen (a named form waits for the same person).
#include <algorithm>

#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/page_layout.h"
#include "kiosk/screens/parts.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/picture.h"
#include "sync/forms/answers.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class FormPages final : public Screen {
 public:
  FormPages(Context const& context, std::unique_ptr<Sheet> sheet)
      : context_(context), sheet_(std::move(sheet)), layout_(*sheet_) {}

  std::optional<TopMark> top_mark(Ui const& ui) const override {
    return privacy_mark(ui, sheet_->kind());
  }

  Go draw(Ui& ui, Rect box) override {
    sheet_->speak(ui.look().language);
    sheet_->session().pass_time(forms::clock_for(sheet_->kind(), context_.day.now()).now);
    if (sheet_->pager().page() == nullptr) return nothing_asked(ui, box);
    layout_.follow_page();
    auto regions = regions_of(ui, box);
    Go go = typing() ? draw_typing(ui, box, regions) : draw_page(ui, regions.body);
    if (go.kind != Go::Kind::stay) return go;
    go = bottom(ui, regions.bottom);
    if (go.kind == Go::Kind::stay && !typing()) go = real_keys(ui);
    keep_draft(ui);
    if (too_long_) {
      auto words = ui.tr("This is more than we can keep. Please shorten what you wrote.");
      notice_.show(std::string(words), NoticeKind::stop, ui.now());
      too_long_ = false;
    }
    notice_.draw(ui);
    return go;
  }

 private:
  bool typing() const { return layout_.focused() != nullptr; }
  bool care() const { return sheet_->kind() == AnswerKind::confidential; }
  bool at_rounds() const { return sheet_->pager().page()->kind == forms::PageKind::rounds; }

  Go draw_page(Ui& ui, Rect body);
  void draw_rounds(Ui& ui, Rect rest);
  Go draw_typing(Ui& ui, Rect box, Regions const& regions);
  Go typed_letters(Ui& ui, Rect body, QuestionView& view);
  Go typed_number(Ui& ui, Rect body, QuestionView& view);
  Go nothing_asked(Ui& ui, Rect box);
  Go real_keys(Ui& ui);
  Go bottom(Ui& ui, Rect box);
  Go entered();
  Go forward();
  Go send();
  void keep_draft(Ui const& ui);

  Context context_;
  std::unique_ptr<Sheet> sheet_;
  PageLayout layout_;
  Keyboard letters_, whole_{Keyboard::Pad::whole}, decimal_{Keyboard::Pad::decimal};
  Notice notice_;
  bool too_long_ = false;
  std::uint64_t kept_ = 1;  // the revision of the sheet that its draft holds
};

// After every answer: whoever is called away goes on from there.
void FormPages::keep_draft(Ui const& ui) {
  bool may = sheet_->kind() == AnswerKind::named && !sheet_->asking().participant.is_nil();
  if (!may || kept_ == sheet_->revision()) return;
  kept_ = sheet_->revision();
  auto answers = sheet_->answers();
  if (!answers) return;  // longer than may be kept: said when it is sent
  auto const& asking = sheet_->asking();
  context_.desk.drafts().keep(asking.place(),
                              {asking.entry, std::move(*answers), ui.now(), sheet_->began()});
}

Go FormPages::nothing_asked(Ui& ui, Rect box) {
  auto regions = regions_of(ui, box);
  question(ui, regions.body, ui.tr("There is nothing to answer here."));
  auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")});
  return event == BottomEvent::back ? Go::back() : Go::stay();
}

Go FormPages::draw_page(Ui& ui, Rect body) {
  progress_line(ui, body, sheet_->pager().progress());
  body.skip_top(ui.px(8));
  bool talk = false;
  if (care()) {
    auto const& line = context_.settings.helpline;
    Rect strip = body.take_bottom(care_strip_height(ui, body.width, line));
    talk = care_strip(ui, strip, line);
    body.skip_bottom(ui.px(12));
  }
  if (at_rounds()) {
    draw_rounds(ui, body);
  } else {
    layout_.draw(ui, body);
  }
  return talk ? Go::push(talk_to_me_screen(context_)) : Go::stay();
}

// "Is there another …?"
void FormPages::draw_rounds(Ui& ui, Rect rest) {
  auto& pager = sheet_->pager();
  auto n = pager.page()->rounds;
  auto name = layout_.repeat_name();
  bool named = !name.empty();
  rest.skip_top(std::min(rest.height / 8, ui.px(48)));
  question(ui, rest,
           n == 0 ? (named ? ui.tr("Is there one to add: {what}?", {{"what", name}})
                           : std::string(ui.tr("Is there one to add?")))
                  : (named ? ui.tr("Is there another: {what}?", {{"what", name}})
                           : std::string(ui.tr("Is there another?"))));
  if (n > 0) {
    paragraph(ui, rest, ui.tr_n("{n} so far", "{n} so far", n), list_text().with(ui.theme().quiet));
  }
  rest.skip_top(ui.px(16));
  ButtonLook const add{.kind = ButtonKind::secondary, .icon = "plus"};
  auto words = n == 0 ? ui.tr("Add one") : ui.tr("Add another");
  int height = button_height(ui) + ui.px(16);
  int width = std::min(rest.width, button_width(ui, words, add) + ui.px(48));
  if (button(ui, rest.take_top(height).take_left(width), words, add)) {
    // Refused only beyond a thousand rounds: then the question goes away by itself.
    if (pager.add_round()) sheet_->touched();
    return;
  }
  if (n == 0) return;
  rest.skip_top(ui.px(16));
  ButtonLook const less{.kind = ButtonKind::quiet, .icon = "minus", .font = Font::body};
  auto remove = ui.tr("Take the last one away");
  width = std::min(rest.width, button_width(ui, remove, less));
  if (!button(ui, rest.take_top(button_height(ui)).take_left(width), remove, less)) return;
  if (pager.remove_last_round()) sheet_->touched();
}

Go FormPages::draw_typing(Ui& ui, Rect box, Regions const& regions) {
  Rect body{box.x, box.y, box.width, regions.bottom.y - box.y};
  QuestionView& view = *layout_.focused();
  return view.keys() == Keys::letters ? typed_letters(ui, body, view)
                                      : typed_number(ui, body, view);
}

Go FormPages::typed_letters(Ui& ui, Rect body, QuestionView& view) {
  auto event = letters_.draw(ui, body.take_bottom(letters_.height(ui)), *view.model());
  Rect rest = body.inset(ui.scale().margin(), ui.px(8));
  int least = EditField::height(ui, FieldLook{});
  int needed = head_height(ui, rest.width, *sheet_, view.path(), HeadSize::typing);
  if (rest.height >= ui.scale().line(Font::small) + needed + least + ui.px(6)) {
    progress_line(ui, rest, sheet_->pager().progress());
  }
  Rect head = rest;
  head.height = std::max(0, rest.height - least - ui.px(6));
  // With large letters there may be room for the question or the answer, not for both.
  if (needed <= head.height) {
    draw_head(ui, rest, *sheet_, view.path(), HeadSize::typing);
    rest.skip_top(ui.px(6));
  } else if (head.height >= ui.scale().line(Font::body)) {
    auto words = trouble_text(ui, *sheet_, view.path());
    bool wrong = !words.empty();
    if (!wrong) words = layout_.label_of(view.path());
    auto look = body_text().bold().with(wrong ? ui.theme().stop_ink : ui.theme().ink);
    paragraph(ui, rest, words, look.lines(head.height / ui.scale().line(Font::body)));
    rest.skip_top(ui.px(4));
  }
  bool story = view.draws_story();
  Rect field = story ? rest : rest.take_top(least);
  view.draw_typed(ui, field, Focused::yes);
  if (event.entered && story) {
    view.model()->insert("\n");
  } else if (event.entered) {
    return entered();
  }
  if (event.hidden) layout_.fold_keys();
  return Go::stay();
}

Go FormPages::typed_number(Ui& ui, Rect body, QuestionView& view) {
  Keyboard& pad = view.keys() == Keys::whole ? whole_ : decimal_;
  Rect rest = body.inset(ui.scale().margin(), ui.scale().gap());
  Rect place;
  if (ui.scale().portrait()) {
    place = body.take_bottom(pad.height(ui));
    rest.height -= place.height;
  } else {
    place = body.take_right(body.width * 46 / 100);
    rest.width -= place.width;
  }
  progress_line(ui, rest, sheet_->pager().progress());
  rest.skip_top(ui.px(8));
  draw_head(ui, rest, *sheet_, view.path(), HeadSize::page);
  rest.skip_top(ui.px(16));
  view.draw_typed(ui, rest.take_top(EditField::height(ui, FieldLook{})), Focused::yes);
  ui.fill(place, ui.theme().tray);
  auto event = pad.draw(ui, place.middle(place.width, std::min(place.height, pad.height(ui))),
                        *view.model());
  return event.entered ? entered() : Go::stay();
}

Go FormPages::entered() {
  if (!layout_.is_inside()) return forward();
  layout_.fold_keys();
  return Go::stay();
}

// What a real keyboard says where nothing is typed into: a number chooses, Enter goes on.
Go FormPages::real_keys(Ui& ui) {
  for (auto const& event : ui.input().typed) {
    bool digit = event.kind == screen::InputKind::text && event.text.size() == 1 &&
                 event.text[0] >= '0' && event.text[0] <= '9';
    if (digit) layout_.choose(static_cast<std::size_t>(event.text[0] - '0'));
    bool enter = event.kind == screen::InputKind::key && event.key == screen::Key::enter;
    if (enter) return forward();
  }
  return Go::stay();
}

Go FormPages::bottom(Ui& ui, Rect box) {
  bool last = sheet_->pager().is_last();
  BottomBarText text{.back = ui.tr("Back"),
                     .primary = last ? ui.tr("Send answers") : ui.tr("Next"),
                     .primary_icon = last ? "check" : "",
                     .extra = ui.tr("Not now")};
  // Upright, with large letters, the way out needs the width more than the picture does.
  if (ui.scale().portrait() && ui.look().text == TextSize::large) text.primary_icon = {};
  bool inside = layout_.is_inside();
  if (inside) text = {.back = ui.tr("Back"), .primary = ui.tr("Done writing")};
  if (at_rounds() && !last) text.primary = ui.tr("No more, go on");
  auto event = bottom_bar(ui, box, text);
  if (inside) {
    if (event != BottomEvent::none) layout_.fold_keys();
    return Go::stay();
  }
  switch (event) {
    case BottomEvent::back:
      sheet_->forget_troubles();
      if (sheet_->pager().go_back()) return Go::stay();
      return Go::back();
    case BottomEvent::extra:
      return Go::home();
    case BottomEvent::primary:
      return forward();
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

Go FormPages::forward() {
  sheet_->pager().refresh();
  if (!sheet_->check_page()) {
    layout_.show_trouble();
    return Go::stay();
  }
  if (sheet_->pager().go_on()) return Go::stay();
  // An answer changed further back may have made another one wrong.
  if (auto wrong = sheet_->pager().first_trouble()) {
    sheet_->pager().go_to_page(*wrong);
    sheet_->check_page();
    return Go::stay();
  }
  return send();
}

Go FormPages::send() {
  auto answering = sheet_->finish(context_.day.now());
  if (!answering) {
    too_long_ = true;
    return Go::stay();
  }
  auto const& asking = sheet_->asking();
  (void)context_.desk.drafts().take(asking.place(), {});
  Ticket ticket = context_.desk.answer(std::move(*answering));
  return Go::replace(form_done_screen(context_, asking, ticket));
}

}  // namespace

ScreenPtr form_pages_screen(Context const& context, std::unique_ptr<Sheet> sheet) {
  return std::make_unique<FormPages>(context, std::move(sheet));
}

}  // namespace sala::kiosk
