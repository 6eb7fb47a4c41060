#include "kiosk/screens/question.h"

#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/signature_pad.h"
#include "platform/base/verify.h"
#include "sync/forms/xlsform/types.h"

namespace sala::kiosk {

using namespace ui;

// ---- the kinds that need little

namespace {

// Only words; and what may be read but not changed.
class NoteView final : public QuestionView {
 public:
  using QuestionView::QuestionView;
  int height(Ui& ui, int width) override { return text_height(ui, shown(), list_text(), width); }
  void draw(Ui& ui, Rect box) override { ui::label(ui, box, shown(), list_text()); }

 private:
  std::string shown() const {
    if (question().type == forms::QuestionType::note) return {};
    if (!forms::is_select(question().type)) return value();
    std::string words;
    for (auto const& offer : sheet_.session().offers(node())) {
      auto said = forms::split_words(value());
      if (std::ranges::find(said, offer.value) == said.end()) continue;
      words += (words.empty() ? "" : " · ") + offer.label;
    }
    return words;
  }
};

// "I have read it", or whatever its author asks to be ticked.
class TickView final : public QuestionView {
 public:
  using QuestionView::QuestionView;
  bool is_narrow() const override { return true; }
  bool says_question() const override { return true; }
  int height(Ui& ui, int width) override {
    auto words = texts();
    return std::max(ui.px(88), row_height(ui, width, {words.first, words.second}));
  }
  void draw(Ui& ui, Rect box) override {
    bool ticked = !value().empty();
    auto words = texts();
    if (checkbox_row(ui, box, {words.first, words.second}, ticked)) say(ticked ? "OK" : "");
  }
  bool choose(std::size_t number) override {
    if (number == 1) say(value().empty() ? "OK" : "");
    return number == 1;
  }

 private:
  std::pair<std::string, std::string> texts() const {
    return {label(), sheet_.session().text(node(), question().hint)};
  }
};

class SignatureView final : public QuestionView {
 public:
  using QuestionView::QuestionView;
  int height(Ui& ui, int width) override {
    (void)width;
    return ui.px(260);
  }
  void draw(Ui& ui, Rect box) override {
    // What was drawn before stays until somebody clears it or draws anew.
    bool before = !value().empty() && pad_.empty();
    pad_.draw(
        ui, box,
        before ? ui.tr("Signed already. Draw to sign anew.") : ui.tr("Sign here with your finger"));
    auto points = std::size_t{0};
    for (auto const& stroke : pad_.drawing().strokes) points += stroke.size();
    bool done = !ui.finger_down() && points != written_;
    if (!done) return;
    written_ = points;
    say(pad_.empty() ? std::string() : write_signature(pad_.drawing()));
  }

 private:
  SignaturePad pad_;
  std::size_t written_ = 0;
};

}  // namespace

bool QuestionView::draw_typed(Ui& ui, Rect box, Focused focused) {
  (void)ui;
  (void)box;
  (void)focused;
  return false;
}

bool QuestionView::choose(std::size_t number) {
  (void)number;
  return false;
}

bool QuestionView::has_appearance(std::string_view word) const {
  auto words = forms::split_words(question().appearance);
  return std::ranges::find(words, word) != words.end();
}

QuestionPtr view_of(Sheet& sheet, std::string const& path) {
  forms::Node const* node = sheet.session().find(path);
  VERIFY(node != nullptr);
  auto type = sheet.session().question(*node).type;
  bool fixed = type == forms::QuestionType::note || sheet.session().is_read_only(*node);
  if (fixed) return std::make_unique<NoteView>(sheet, path);
  if (type == forms::QuestionType::acknowledge) return std::make_unique<TickView>(sheet, path);
  if (type == forms::QuestionType::signature) return std::make_unique<SignatureView>(sheet, path);
  for (auto* make : {choice_view, rank_view, scale_view, date_view}) {
    if (auto view = make(sheet, path)) return view;
  }
  return typed_view(sheet, path);
}

// ---- the head

namespace {

struct Head {
  std::string label, hint, trouble;
  Photo const* picture = nullptr;
};

// While one types, the keyboard has the room.
Size picture_size(Ui& ui, int width, Photo const* picture, HeadSize size) {
  if (picture == nullptr || size == HeadSize::typing) return {};
  return photo_size(ui, *picture, {width, ui.px(size == HeadSize::page ? 300 : 220)});
}

Head head_of(Ui const& ui, Sheet& sheet, std::string const& path, HeadSize size) {
  forms::Node const* node = sheet.session().find(path);
  if (node == nullptr) return {};
  auto const& question = sheet.session().question(*node);
  Head head{sheet.session().label(*node), sheet.session().text(*node, question.hint),
            trouble_text(ui, sheet, path), sheet.picture(question.media)};
  bool may_pass = forms::is_answered_by_hand(question.type) &&
                  !sheet.session().is_required(*node) && !sheet.session().is_read_only(*node);
  // Among several this would be said again and again.
  if (head.hint.empty() && may_pass && size == HeadSize::page)
    head.hint = ui.tr("You may leave this open.");
  return head;
}

struct HeadLook {
  TextLook label, hint;
};

HeadLook look_of_head(Ui& ui, std::string const& label, int width, HeadSize size) {
  HeadLook look{question_text(), quiet_text(ui)};
  if (size == HeadSize::page) {
    // A long question takes smaller letters before it takes the page.
    int three = 3 * ui.scale().line(Font::question);
    if (text_height(ui, label, look.label, width) > three) look.label = list_text().bold();
    int six = 7 * ui.scale().line(Font::list);
    if (text_height(ui, label, look.label, width) > six) look.label = body_text();
    return look;
  }
  look.label = size == HeadSize::list ? list_text().bold() : body_text().bold().lines(2);
  look.hint = small_text(ui);
  return look;
}

}  // namespace

std::string trouble_text(Ui const& ui, Sheet& sheet, std::string const& path) {
  auto violation = sheet.trouble(path);
  forms::Node const* node = sheet.session().find(path);
  if (violation == forms::Violation::none || node == nullptr) return {};
  auto const& question = sheet.session().question(*node);
  bool required = violation == forms::Violation::required;
  auto said = sheet.session().text(
      *node, required ? question.required_message : question.constraint_message);
  if (!said.empty()) return said;
  return std::string(required ? ui.tr("Please answer this one first.")
                              : ui.tr("This does not fit. Please look at it again."));
}

int head_height(Ui& ui, int width, Sheet& sheet, std::string const& path, HeadSize size) {
  auto head = head_of(ui, sheet, path, size);
  auto look = look_of_head(ui, head.label, width, size);
  int height = head.label.empty() ? 0 : text_height(ui, head.label, look.label, width);
  bool hint = !head.hint.empty() && size != HeadSize::typing;
  if (hint) height += text_height(ui, head.hint, look.hint, width);
  auto picture = picture_size(ui, width, head.picture, size);
  if (picture.height > 0) height += picture.height + ui.px(12);
  if (!head.trouble.empty()) {
    height += noted_height(ui, width, head.trouble, body_text().bold()) + ui.px(4);
  }
  return height;
}

void draw_head(Ui& ui, Rect& rest, Sheet& sheet, std::string const& path, HeadSize size) {
  auto head = head_of(ui, sheet, path, size);
  auto look = look_of_head(ui, head.label, rest.width, size);
  if (!head.label.empty()) paragraph(ui, rest, head.label, look.label);
  bool hint = !head.hint.empty() && size != HeadSize::typing;
  if (hint) paragraph(ui, rest, head.hint, look.hint);
  auto picture = picture_size(ui, rest.width, head.picture, size);
  if (picture.height > 0) {
    rest.skip_top(ui.px(12));
    photo(ui, rest.take_top(picture.height).take_left(picture.width), *head.picture);
  }
  if (head.trouble.empty()) return;
  rest.skip_top(ui.px(4));
  noted(ui, rest, "warning", head.trouble, body_text().bold().with(ui.theme().stop_ink));
}

}  // namespace sala::kiosk
