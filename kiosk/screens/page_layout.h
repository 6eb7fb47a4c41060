// Where the questions of a page stand: one alone with air around it, several below each other (or
// two beside each other), scrolled where they do not fit. Keeps the views of the page that is on.
#pragma once

#include <vector>

#include "kiosk/screens/question.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

class PageLayout {
 public:
  explicit PageLayout(Sheet& sheet) : sheet_(sheet) {}

  // Before drawing: makes the views anew when the page is another, or has other questions.
  void follow_page();
  void draw(ui::Ui& ui, ui::Rect body);

  // Who has the keyboard; null: nobody. A page with nothing but one such question gives it at once.
  QuestionView* focused() const;
  // The keyboard is up for one question of several: its page must be seen before it is left.
  bool is_inside() const { return focused() != nullptr && views_.size() > 1; }
  void fold_keys();
  // To the first thing that is wrong.
  void show_trouble();
  // A number on a real keyboard, where one question stands alone.
  void choose(std::size_t number);

  std::string label_of(std::string const& path) const { return label(path); }
  // Of the repeat whose rounds are asked for.
  std::string repeat_name() const;

 private:
  struct Row {
    std::size_t first = 0, count = 1;  // of views_
    int height = 0;
  };

  std::string label(std::string const& path) const;
  std::string heading() const;
  bool titled() const;
  HeadSize head_size() const;
  int block_height(ui::Ui& ui, QuestionView& view, int width) const;
  void draw_block(ui::Ui& ui, QuestionView& view, ui::Rect box) const;
  std::vector<Row> rows(ui::Ui& ui, int width) const;
  int title_height(ui::Ui& ui, int width) const;
  void draw_title(ui::Ui& ui, ui::Rect& rest) const;
  void draw_rows(ui::Ui& ui, ui::Rect content, std::vector<Row> const& rows, int from);
  bool holds(Row const& row, std::string const& path) const;
  void scroll_there(std::vector<Row> const& rows, int title, int gap, int window);

  Sheet& sheet_;
  std::string at_;
  std::vector<std::string> questions_;
  std::vector<QuestionPtr> views_;
  std::vector<bool> fixed_;  // was it read only when its view was made
  ui::ScrollArea scroll_;
  std::string focus_;  // path
  std::string show_;   // path to scroll to
  std::string came_;   // path that an answer has just called up: nobody looks for it below the fold
};

}  // namespace sala::kiosk
