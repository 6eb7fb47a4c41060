// A question on a page: one object each, which draws itself, takes what is touched and typed, and
// hands the answer to the sheet. UI thread only.
#pragma once

#include <memory>
#include <string>

#include "kiosk/sheet.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/label.h"

namespace sala::kiosk {

// What writes into it.
enum class Keys : std::uint8_t { none, letters, whole, decimal };

class QuestionView {
 public:
  QuestionView(Sheet& sheet, std::string path) : sheet_(sheet), path_(std::move(path)) {}
  virtual ~QuestionView() = default;
  QuestionView(QuestionView const&) = delete;
  QuestionView& operator=(QuestionView const&) = delete;

  // Of what is answered, without the question itself.
  virtual int height(ui::Ui& ui, int width) = 0;
  virtual void draw(ui::Ui& ui, ui::Rect box) = 0;
  // Two of these may stand beside each other.
  virtual bool is_narrow() const { return false; }
  // Says the question by itself, so that nothing stands above it: a tick with its words.
  virtual bool says_question() const { return false; }

  // ---- what is typed
  virtual Keys keys() const { return Keys::none; }
  virtual text::EditModel* model() { return nullptr; }
  // Draws what is typed into, with the caret; true when a finger asked for it.
  virtual bool draw_typed(ui::Ui& ui, ui::Rect box, ui::Focused focused);
  virtual bool draws_story() const { return false; }  // of several lines
  // A key of a real keyboard: 1 is the first choice. False: nothing of its own.
  virtual bool choose(std::size_t number);

  std::string const& path() const { return path_; }
  // Whether a finger asked for the keyboard in this frame.
  bool wants_keys() const { return wants_keys_; }

 protected:
  forms::Node const& node() const { return *sheet_.session().find(path_); }
  forms::Question const& question() const { return sheet_.session().question(node()); }
  std::string const& value() const { return node().text; }
  bool read_only() const { return sheet_.session().is_read_only(node()); }
  void say(std::string_view value) { sheet_.say(path_, value); }
  std::string label() const { return sheet_.session().label(node()); }
  bool has_appearance(std::string_view word) const;

  Sheet& sheet_;
  std::string path_;
  bool wants_keys_ = false;
};

using QuestionPtr = std::unique_ptr<QuestionView>;

QuestionPtr view_of(Sheet& sheet, std::string const& path);

// ---- the question itself: its words, its hint, and what is wrong with the answer

enum class HeadSize : std::uint8_t { page, list, typing };
int head_height(ui::Ui& ui, int width, Sheet& sheet, std::string const& path, HeadSize size);
void draw_head(ui::Ui& ui, ui::Rect& rest, Sheet& sheet, std::string const& path, HeadSize size);
// What is wrong, in words; empty when nothing is.
std::string trouble_text(ui::Ui const& ui, Sheet& sheet, std::string const& path);

// ---- the kinds, one function a file; null: not mine
QuestionPtr choice_view(Sheet& sheet, std::string const& path);
QuestionPtr rank_view(Sheet& sheet, std::string const& path);
QuestionPtr scale_view(Sheet& sheet, std::string const& path);
QuestionPtr typed_view(Sheet& sheet, std::string const& path);
QuestionPtr date_view(Sheet& sheet, std::string const& path);

}  // namespace sala::kiosk
