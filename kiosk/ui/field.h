// A line of text that can be edited, or several: by the on-screen keyboard, a real one, and a
// finger that puts the caret. Several lines wrap at the field's width and follow the caret.
#pragma once

#include <string_view>

#include "kiosk/ui/ui.h"
#include "platform/text/edit_layout.h"
#include "platform/text/edit_model.h"

namespace sala::ui {

enum class Focused : std::uint8_t { no, yes };

struct FieldLook {
  std::string_view label = {};        // above the line of text, small; empty in a search field
  std::string_view placeholder = {};  // while nothing is typed
  std::string_view icon = {};         // left, e.g. "search"
  Focused focused = Focused::no;      // takes what is typed and shows the caret
  bool clearable = false;             // a cross at the right that empties it
  bool secret = false;                // shows dots
};

struct FieldEvent {
  bool touched = false;  // give it the focus
  bool changed = false;  // the text is another than in the last frame
  bool entered = false;  // Enter on a real keyboard
};

class EditField {
 public:
  explicit EditField(std::size_t max_characters = 120, text::Lines lines = text::Lines::single)
      : model_(max_characters, lines), many_(lines == text::Lines::many) {}

  FieldEvent draw(Ui& ui, Rect box, FieldLook const& look);
  // 72 at scale 1 without a label above the line, 96 with one, more with large text.
  static int height(Ui const& ui, FieldLook const& look);
  // Of a field of several lines, without a label.
  static int height(Ui const& ui, int lines);

  std::string const& text() const { return model_.text(); }
  text::EditModel& model() { return model_; }
  void clear() { model_.clear(); }  // wipes memory too

 private:
  bool apply_typed(Ui& ui);
  void lay_out(Ui& ui, std::string const& shown, int width);
  void follow_caret(Ui& ui, Rect line);
  void draw_text(Ui& ui, Rect line, FieldLook const& look);
  int text_top(Rect line) const;
  void put_caret(Ui& ui, Rect line);
  bool caret_on(Ui& ui) const;

  text::EditModel model_;
  text::EditLayout layout_;
  std::string laid_out_;  // what layout_ was made of
  int laid_out_px_ = 0, laid_out_width_ = 0;
  std::uint64_t seen_revision_ = 0;
  std::string seen_text_;
  int scroll_px_ = 0;
  bool secret_ = false;
  bool many_ = false;
  BootTime last_change_{};
};

}  // namespace sala::ui
