// Before the first question: what it is about, who will read the answers, and what happens to them
// when somebody walks away.
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class FormFirst final : public Screen {
 public:
  FormFirst(Context const& context, Asking asking)
      : context_(context), asking_(std::move(asking)) {}

  std::optional<TopMark> top_mark(Ui const& ui) const override {
    return privacy_mark(ui, asking_.entry.answers);
  }

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    auto columns = columns_of(ui, regions.body, 0.6, 0.68);
    doodle(ui, columns.second,
           asking_.entry.answers == AnswerKind::confidential ? "hands" : "bench");
    Rect rest = columns.first;
    rest.skip_top(std::min(rest.height / 16, ui.px(32)));
    take_fitted(ui, rest, local(ui, asking_.entry.title), welcome_text(), rest.height * 2 / 5,
                {Font::welcome, Font::question, Font::list, Font::body});
    rest.skip_top(ui.px(8));
    if (Person const* person = named(); person != nullptr) {
      noted(ui, rest, "person", name_of(*person), list_text().bold().lines(1));
    }
    how_many(ui, rest);
    rest.skip_top(ui.px(16));
    privacy(ui, rest);
    // Upright the bottom bar has no room for it.
    if (ui.scale().portrait() && has_draft(ui) && anew(ui, rest)) return begin(ui, false);
    return bottom(ui, regions.bottom);
  }

 private:
  Person const* named() const {
    if (asking_.entry.answers == AnswerKind::anonymous) return nullptr;
    return context_.day.roster().person(asking_.participant);
  }
  void how_many(Ui& ui, Rect& rest);
  void privacy(Ui& ui, Rect& rest) const;
  bool anew(Ui& ui, Rect rest) const;
  Go bottom(Ui& ui, Rect box);
  bool has_draft(Ui const& ui) const {
    return asking_.entry.answers == AnswerKind::named &&
           context_.desk.drafts().has(asking_.place(), ui.now());
  }
  Go begin(Ui const& ui, bool resume);

  Context context_;
  Asking asking_;
  std::optional<forms::Progress> progress_;
};

// "8 questions", or "about": where more may come.
void FormFirst::how_many(Ui& ui, Rect& rest) {
  if (!progress_)
    progress_ = Sheet(asking_, context_.day.now(), system_random()).pager().progress();
  if (progress_->questions == 0) return;
  auto n = static_cast<std::uint64_t>(progress_->questions);
  auto words = progress_->may_change ? ui.tr_n("About {n} question", "About {n} questions", n)
                                     : ui.tr_n("{n} question", "{n} questions", n);
  noted(ui, rest, "questions", words, list_text().with(ui.theme().quiet).lines(1));
}

// Forgets what was answered before.
bool FormFirst::anew(Ui& ui, Rect rest) const {
  rest.skip_top(ui.px(12));
  ButtonLook const look{.kind = ButtonKind::quiet, .icon = "undo", .font = Font::body};
  auto words = ui.tr("Begin anew");
  int width = std::min(rest.width, button_width(ui, words, look));
  return button(ui, rest.take_top(button_height(ui)).take_left(width), words, look);
}

void FormFirst::privacy(Ui& ui, Rect& rest) const {
  auto words = privacy_words(ui, asking_.entry.answers);
  auto said = list_text().bold();
  auto leaving = quiet_text(ui);
  int side = ui.px(72), pad = ui.px(20);
  int width = rest.width - 2 * pad - side - ui.px(20);
  int needed = text_height(ui, words.sentence, said, width) + ui.px(6) +
               text_height(ui, words.leaving, leaving, width);
  if (needed + 2 * pad > rest.height) said = body_text().bold(), leaving = small_text(ui);
  needed = text_height(ui, words.sentence, said, width) + ui.px(6) +
           text_height(ui, words.leaving, leaving, width);
  if (needed + 2 * pad > rest.height) pad = ui.px(10);
  Rect card = rest.take_top(std::max(needed, side) + 2 * pad);
  ui.card(card, ui.px(16), ui.edge(2), ui.theme().link, ui.theme().card);
  Rect inner = card.inset(ui.px(20), pad);
  icon(ui, inner.take_left(side).middle(side, side), words.icon, ui.theme().link);
  inner.skip_left(ui.px(20));
  inner = inner.middle(inner.width, needed);
  label_in(ui, inner.take_top(text_height(ui, words.sentence, said, width)), card, words.sentence,
           said);
  inner.skip_top(ui.px(6));
  label_in(ui, inner, card, words.leaving, leaving);
}

Go FormFirst::begin(Ui const& ui, bool resume) {
  if (asking_.entry.answers == AnswerKind::confidential) {
    return Go::push(form_consent_screen(context_, asking_));
  }
  auto draft = context_.desk.drafts().take(asking_.place(), ui.now());
  auto asking = asking_;
  // What was half said belongs to the version that asked it, whatever came since.
  if (resume && draft) asking.entry = draft->entry;
  auto sheet = std::make_unique<Sheet>(std::move(asking), context_.day.now(), system_random());
  if (resume && draft) {
    sheet->resume(draft->answers);
    sheet->began_at(draft->began);
  }
  return Go::push(form_pages_screen(context_, std::move(sheet)));
}

Go FormFirst::bottom(Ui& ui, Rect box) {
  bool draft = has_draft(ui);
  BottomBarText text{.back = ui.tr("Not now"),
                     .primary = draft ? ui.tr("Go on where you stopped") : ui.tr("Begin")};
  if (draft && !ui.scale().portrait()) text.extra = ui.tr("Begin anew");
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      return Go::home();  // never to somebody's name
    case BottomEvent::primary:
      return begin(ui, draft);
    case BottomEvent::extra:
      return begin(ui, false);
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

}  // namespace

ScreenPtr form_screen(Context const& context, Asking asking) {
  return std::make_unique<FormFirst>(context, std::move(asking));
}

}  // namespace sala::kiosk
