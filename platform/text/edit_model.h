// The text in a field, its caret and its selection. Knows nothing of fonts or pixels.
//
// The text is always valid UTF-8 without control characters (a multi-line model keeps '\n'), and
// the caret always stands on a cluster boundary. Backspace goes by script: Thai loses one code
// point (a tone, a vowel, then the consonant), an emoji family goes at once. Arrows and Delete go
// by cluster. Offsets are bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sala::text {

enum class Lines : std::uint8_t { single, many };
enum class Selecting : std::uint8_t { no, yes };  // yes: the other end of the selection stays
enum class Motion : std::uint8_t { left, right, word_left, word_right, start, end };

class EditModel {
 public:
  // `max_characters` counts code points. 200 holds every name on record twice over.
  explicit EditModel(std::size_t max_characters = 200, Lines lines = Lines::single);

  std::string const& text() const { return text_; }
  std::size_t caret() const { return caret_; }
  std::size_t selection_start() const { return caret_ < anchor_ ? caret_ : anchor_; }
  std::size_t selection_end() const { return caret_ < anchor_ ? anchor_ : caret_; }
  bool has_selection() const { return caret_ != anchor_; }
  std::string_view selected() const;
  // Grows by one with every change of text, caret or selection.
  std::uint64_t revision() const { return revision_; }

  // Replaces all; the caret goes to the end. Cut to the limit, cleaned like insert().
  void set_text(std::string_view utf8);
  // Puts `utf8` in place of the selection. Bad bytes and control characters are left out, and what
  // exceeds the limit is cut at a cluster boundary. False when nothing at all was inserted though
  // something was asked (the field is full): the keyboard may say so.
  bool insert(std::string_view utf8);
  void backspace();  // the selection, else what stands before the caret
  void remove();     // the selection, else the cluster after the caret
  void move(Motion motion, Selecting selecting = Selecting::no);
  // The cluster boundary at or before `byte`.
  void set_caret(std::size_t byte, Selecting selecting = Selecting::no);
  void select_all();
  void select_word_at(std::size_t byte);
  // Wipes the text from memory, not only from view.
  void clear();

 private:
  void erase(std::size_t first, std::size_t last);
  std::size_t boundary_at_or_before(std::size_t byte) const;

  std::string text_;
  std::size_t caret_ = 0, anchor_ = 0;
  std::size_t max_characters_;
  std::uint64_t revision_ = 0;
  Lines lines_;
};

}  // namespace sala::text
