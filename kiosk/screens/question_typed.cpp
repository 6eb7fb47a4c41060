// What is typed: words in a line or several, whole numbers, decimals.
#include <algorithm>

#include "kiosk/screens/question.h"
#include "platform/thai/fold.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// Code points. An answer of several lines is a story, not a book; all of them together must stay
// below forms::longest_answers.
constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_story = 2'000;
constexpr std::size_t longest_number = 18;

class TextView final : public QuestionView {
 public:
  TextView(Sheet& sheet, std::string path)
      : QuestionView(sheet, std::move(path)),
        many_(has_appearance("multiline")),
        field_(many_ ? longest_story : longest_line,
               many_ ? text::Lines::many : text::Lines::single) {
    field_.model().set_text(value());
  }
  ~TextView() override { field_.clear(); }

  Keys keys() const override { return Keys::letters; }
  text::EditModel* model() override { return &field_.model(); }
  bool draws_story() const override { return many_; }
  bool is_narrow() const override { return !many_; }
  int height(Ui& ui, int width) override {
    (void)width;
    return many_ ? EditField::height(ui, 3) : EditField::height(ui, FieldLook{});
  }
  void draw(Ui& ui, Rect box) override { wants_keys_ = draw_typed(ui, box, Focused::no); }
  bool draw_typed(Ui& ui, Rect box, Focused focused) override {
    if (field_.text().empty() && !value().empty()) field_.model().set_text(value());
    FieldLook const look{.placeholder = ui.tr("Touch to write"), .focused = focused};
    Ui::Scope scope(ui, path_);
    auto event = field_.draw(ui, box, look);
    if (event.changed && field_.text() != value()) say(field_.text());
    return event.touched;
  }

 private:
  bool many_;
  EditField field_;
};

class NumberView final : public QuestionView {
 public:
  NumberView(Sheet& sheet, std::string path, Keys keys)
      : QuestionView(sheet, std::move(path)), keys_(keys), field_(longest_number) {
    field_.model().set_text(value());
    shown_ = value();
  }
  ~NumberView() override { field_.clear(); }

  Keys keys() const override { return keys_; }
  text::EditModel* model() override { return &field_.model(); }
  bool is_narrow() const override { return true; }
  int height(Ui& ui, int width) override {
    (void)width;
    return EditField::height(ui, FieldLook{});
  }
  void draw(Ui& ui, Rect box) override { wants_keys_ = draw_typed(ui, box, Focused::no); }
  bool draw_typed(Ui& ui, Rect box, Focused focused) override {
    FieldLook const look{.placeholder = ui.tr("A number"), .focused = focused, .clearable = false};
    Ui::Scope scope(ui, path_);
    auto event = field_.draw(ui, box, look);
    if (event.changed) take(field_.text());
    return event.touched;
  }

 private:
  // Thai digits and a comma between thousands are understood; what is no number yet counts as
  // nothing said.
  void take(std::string const& typed) {
    if (typed == shown_) return;
    shown_ = typed;
    std::string plain;
    for (char c : thai::ascii_digits(typed)) {
      if (c != ',' && c != ' ') plain += c;
    }
    if (!plain.empty() && plain.back() == '.') plain.pop_back();
    if (plain == "-") plain.clear();
    if (!sheet_.say(path_, plain)) say("");
  }

  Keys keys_;
  EditField field_;
  std::string shown_;
};

}  // namespace

QuestionPtr typed_view(Sheet& sheet, std::string const& path) {
  auto const& question = sheet.session().question(*sheet.session().find(path));
  auto words = forms::split_words(question.appearance);
  bool digits = std::ranges::find(words, "numbers") != words.end();
  if (question.type == forms::QuestionType::integer) {
    return std::make_unique<NumberView>(sheet, path, Keys::whole);
  }
  if (question.type == forms::QuestionType::decimal || digits) {
    return std::make_unique<NumberView>(sheet, path, Keys::decimal);
  }
  return std::make_unique<TextView>(sheet, path);
}

}  // namespace sala::kiosk
