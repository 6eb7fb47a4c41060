#include "platform/text/edit_model.h"

#include <algorithm>

#include "platform/base/bytes.h"
#include "platform/base/verify.h"
#include "platform/text/edit_layout.h"

namespace sala::text {
namespace {

// Length in bytes of the well-formed character that starts `rest`; 0 when there is none.
std::size_t character_length(std::string_view rest) {
  for (std::size_t length = 1; length <= 4 && length <= rest.size(); ++length) {
    if (is_utf8(rest.substr(0, length))) return length;
  }
  return 0;
}

bool in(std::string_view character, std::string_view first, std::string_view last) {
  return character.size() == first.size() && first <= character && character <= last;
}

// Controls and directional formatting: invisible, and able to make a name look like another.
bool is_kept(std::string_view character, Lines lines) {
  if (character == "\n") return lines == Lines::many;
  if (character.size() == 1) return character[0] >= ' ' && character[0] != '\x7F';
  if (in(character, "\u0080", "\u009F")) return false;
  if (in(character, "\u2028", "\u202E") || in(character, "\u2066", "\u2069")) return false;
  return character != "\uFEFF" && character != "\u200E" && character != "\u200F";
}

struct Cleaned {
  std::string text;
  std::size_t characters = 0;
};

Cleaned clean(std::string_view utf8, Lines lines) {
  Cleaned out;
  while (!utf8.empty()) {
    auto const length = character_length(utf8);
    if (length > 0 && is_kept(utf8.substr(0, length), lines)) {
      out.text.append(utf8.substr(0, length));
      ++out.characters;
    }
    utf8.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void cut(Cleaned& piece, std::size_t allowed) {
  if (piece.characters <= allowed) return;
  auto const breaks = character_breaks(piece.text);
  auto last = allowed;
  while (last > 0 && !breaks[last].caret) --last;
  piece.text.resize(breaks[last].byte);
  piece.characters = last;
}

}  // namespace

EditModel::EditModel(std::size_t max_characters, Lines lines)
    : max_characters_(max_characters), lines_(lines) {}

std::string_view EditModel::selected() const {
  return std::string_view(text_).substr(selection_start(), selection_end() - selection_start());
}

void EditModel::set_text(std::string_view utf8) {
  text_.clear();
  caret_ = anchor_ = 0;
  insert(utf8);
  ++revision_;
}

bool EditModel::insert(std::string_view utf8) {
  auto piece = clean(utf8, lines_);
  auto const kept = count_characters(text_) - count_characters(selected());
  auto const asked = piece.characters;
  cut(piece, max_characters_ - std::min(kept, max_characters_));
  if (piece.characters == 0 && asked > 0) return false;
  erase(selection_start(), selection_end());
  text_.insert(caret_, piece.text);
  auto const end = caret_ + piece.text.size();
  // What was typed may join what follows: then the caret goes behind both.
  for (auto const& place : character_breaks(text_)) {
    if (place.byte < end || !place.caret) continue;
    caret_ = anchor_ = place.byte;
    break;
  }
  ++revision_;
  return asked > 0 || utf8.empty();
}

void EditModel::erase(std::size_t first, std::size_t last) {
  VERIFY(first <= last && last <= text_.size());
  text_.erase(first, last - first);
  caret_ = anchor_ = first;
  ++revision_;
}

void EditModel::backspace() {
  if (has_selection()) return erase(selection_start(), selection_end());
  if (caret_ == 0) return;
  auto const breaks = character_breaks(text_);
  auto const here = std::find_if(breaks.begin(), breaks.end(),
                                 [&](auto const& place) { return place.byte == caret_; });
  VERIFY(here != breaks.end() && here != breaks.begin());
  auto first = here - 1;
  while (!here->backspace_single && !first->caret) --first;
  auto const end = caret_;
  erase(first->byte, end);
  caret_ = anchor_ = boundary_at_or_before(caret_);
}

void EditModel::remove() {
  if (has_selection()) return erase(selection_start(), selection_end());
  for (auto const& place : character_breaks(text_)) {
    if (place.byte > caret_ && place.caret) {
      erase(caret_, place.byte);
      caret_ = anchor_ = boundary_at_or_before(caret_);
      return;
    }
  }
}

std::size_t EditModel::boundary_at_or_before(std::size_t byte) const {
  std::size_t found = 0;
  for (auto const& place : character_breaks(text_)) {
    if (place.byte > byte) break;
    if (place.caret) found = place.byte;
  }
  return found;
}

void EditModel::move(Motion motion, Selecting selecting) {
  auto target = caret_;
  auto const breaks = character_breaks(text_);
  // An arrow without Shift first leaves the selection at the side it points to.
  if (has_selection() && selecting == Selecting::no &&
      (motion == Motion::left || motion == Motion::right)) {
    target = motion == Motion::left ? selection_start() : selection_end();
    return set_caret(target, selecting);
  }
  switch (motion) {
    case Motion::start:
      target = 0;
      break;
    case Motion::end:
      target = text_.size();
      break;
    case Motion::left:
    case Motion::word_left:
      target = 0;
      for (auto const& place : breaks) {
        if (place.byte >= caret_) break;
        if (motion == Motion::left ? place.caret : place.word_start) target = place.byte;
      }
      break;
    case Motion::right:
    case Motion::word_right:
      target = text_.size();
      for (auto const& place : breaks) {
        if (place.byte <= caret_) continue;
        if (motion == Motion::right ? place.caret : place.word_start) {
          target = place.byte;
          break;
        }
      }
      break;
  }
  set_caret(target, selecting);
}

void EditModel::set_caret(std::size_t byte, Selecting selecting) {
  caret_ = boundary_at_or_before(std::min(byte, text_.size()));
  if (selecting == Selecting::no) anchor_ = caret_;
  ++revision_;
}

void EditModel::select_all() {
  anchor_ = 0;
  caret_ = text_.size();
  ++revision_;
}

void EditModel::select_word_at(std::size_t byte) {
  std::size_t first = 0, last = text_.size();
  for (auto const& place : character_breaks(text_)) {
    if (!place.word_start) continue;
    if (place.byte <= byte) first = place.byte;
    if (place.byte > byte) {
      last = place.byte;
      break;
    }
  }
  anchor_ = first;
  caret_ = boundary_at_or_before(last);
  ++revision_;
}

void EditModel::clear() {
  // A plain fill before clear() may be optimised away; writing through volatile may not.
  volatile char* bytes = text_.data();
  for (std::size_t i = 0; i < text_.size(); ++i) bytes[i] = 0;
  text_.clear();
  caret_ = anchor_ = 0;
  ++revision_;
}

}  // namespace sala::text
