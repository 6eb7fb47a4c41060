#include <algorithm>
#include <cmath>

#include "platform/pattern/pattern.h"
#include "sync/forms/functions.h"

namespace sala::forms {
namespace {

// Where each character starts, and the end: lengths and positions count characters, not bytes.
std::vector<std::size_t> starts_of(std::string_view text) {
  std::vector<std::size_t> starts;
  starts.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] & 0xc0) != 0x80) starts.push_back(i);
  }
  starts.push_back(text.size());
  return starts;
}

// Section 4.2: characters whose position is at least round(from) and below round(from) + count.
Value substring(Arguments& in) {
  auto text = in.text(0);
  auto starts = starts_of(text);
  auto length = static_cast<double>(starts.size() - 1);
  double from = std::floor(in.number(1) + 0.5);
  double to = in.size() > 2 ? from + std::floor(in.number(2) + 0.5) : length + 1;
  if (std::isnan(from) || std::isnan(to)) return std::string();
  from = std::max(from, 1.0);
  to = std::min(to, length + 1);
  if (!(from < to)) return std::string();
  auto first = starts[static_cast<std::size_t>(from) - 1];
  return text.substr(first, starts[static_cast<std::size_t>(to) - 1] - first);
}

// From zero, the end left out; negative counts from the end.
Value substr(Arguments& in) {
  auto text = in.text(0);
  auto starts = starts_of(text);
  auto length = static_cast<double>(starts.size() - 1);
  auto place = [&](double number) {
    if (std::isnan(number)) return 0.0;
    number = std::trunc(number);
    return std::clamp(number < 0 ? length + number : number, 0.0, length);
  };
  double from = place(in.number(1));
  double to = in.size() > 2 ? place(in.number(2)) : length;
  if (!(from < to)) return std::string();
  auto first = starts[static_cast<std::size_t>(from)];
  return text.substr(first, starts[static_cast<std::size_t>(to)] - first);
}

Value concat(Arguments& in) {
  std::string out;
  for (std::string const& text : in.texts(0)) {
    out += text;
    if (out.size() > longest_text) break;
  }
  return out;
}

Value join(Arguments& in) {
  auto between = in.text(0);
  std::string out;
  bool first = true;
  for (std::string const& text : in.texts(1)) {
    if (!first) out += between;
    out += text;
    first = false;
    if (out.size() > longest_text) break;
  }
  return out;
}

Value contains(Arguments& in) { return in.text(0).find(in.text(1)) != std::string::npos; }
Value starts_with(Arguments& in) { return in.text(0).starts_with(in.text(1)); }
Value ends_with(Arguments& in) { return in.text(0).ends_with(in.text(1)); }

Value substring_before(Arguments& in) {
  auto text = in.text(0);
  auto at = text.find(in.text(1));
  return at == std::string::npos ? std::string() : text.substr(0, at);
}

Value substring_after(Arguments& in) {
  auto text = in.text(0);
  auto mark = in.text(1);
  auto at = text.find(mark);
  return at == std::string::npos ? std::string() : text.substr(at + mark.size());
}

std::string text_or_context(Arguments& in) {
  if (in.size() > 0) return in.text(0);
  return in.at().node == nullptr ? std::string() : string_value(*in.at().node);
}

Value string_length(Arguments& in) {
  return static_cast<double>(starts_of(text_or_context(in)).size() - 1);
}

Value normalize_space(Arguments& in) {
  auto text = text_or_context(in);
  std::string out;
  for (std::string_view each : split_words(text)) {
    if (!out.empty()) out += ' ';
    out += each;
  }
  return out;
}

Value translate(Arguments& in) {
  auto text = in.text(0);
  auto from = in.text(1);
  auto to = in.text(2);
  auto from_starts = starts_of(from);
  auto to_starts = starts_of(to);
  auto starts = starts_of(text);
  if (!in.evaluation().work(starts.size() * from_starts.size() / 8)) return std::string();
  auto at = [](std::string_view whole, std::vector<std::size_t> const& where, std::size_t i) {
    return whole.substr(where[i], where[i + 1] - where[i]);
  };
  std::string out;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    auto letter = at(text, starts, i);
    std::size_t k = 0;
    while (k + 1 < from_starts.size() && at(from, from_starts, k) != letter) ++k;
    if (k + 1 == from_starts.size()) {
      out += letter;
    } else if (k + 1 < to_starts.size()) {
      out += at(to, to_starts, k);
    }
  }
  return out;
}

// As documented for forms, the whole text must match.
Value regex(Arguments& in) {
  auto found = pattern::matches_whole(in.text(0), in.text(1));
  if (!found) return in.refuse("the pattern of regex() is not understood", in.text(1));
  return *found;
}

Value string(Arguments& in) { return text_or_context(in); }

Value base64_decode(Arguments& in) {
  static constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : in.text(0)) {
    auto value = alphabet.find(c);
    if (value == std::string_view::npos) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

constexpr Function table[] = {
    {"string", 0, 1, string},
    {"concat", 0, any_number, concat},
    {"join", 1, any_number, join},
    {"contains", 2, 2, contains},
    {"starts-with", 2, 2, starts_with},
    {"ends-with", 2, 2, ends_with},
    {"substring", 2, 3, substring},
    {"substr", 2, 3, substr},
    {"substring-before", 2, 2, substring_before},
    {"substring-after", 2, 2, substring_after},
    {"string-length", 0, 1, string_length},
    {"normalize-space", 0, 1, normalize_space},
    {"translate", 3, 3, translate},
    {"regex", 2, 2, regex},
    {"base64-decode", 1, 1, base64_decode},
};

}  // namespace

std::span<Function const> text_functions() { return table; }

}  // namespace sala::forms
