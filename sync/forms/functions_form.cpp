#include <algorithm>
#include <cmath>

#include "sync/forms/functions.h"

namespace sala::forms {
namespace {

Value yes(Arguments&) { return true; }
Value no(Arguments&) { return false; }
Value negation(Arguments& in) { return !in.boolean(0); }
Value boolean(Arguments& in) { return in.boolean(0); }

Value boolean_from_string(Arguments& in) {
  auto text = in.text(0);
  return text == "true" || text == "1";
}

Value choose(Arguments& in) { return in.value(in.boolean(0) ? 1 : 2); }

bool says_nothing(Value const& value) {
  auto const* number = std::get_if<double>(&value);
  return number != nullptr ? std::isnan(*number) : to_text(value).empty();
}

Value coalesce(Arguments& in) {
  for (std::size_t i = 0; i + 1 < in.size(); ++i) {
    Value value = in.value(i);
    if (!says_nothing(value)) return to_text(value);
  }
  return in.text(in.size() - 1);
}

// What the question already says; only when it says nothing, the argument.
Value once(Arguments& in) {
  auto already = in.at().node == nullptr ? std::string() : string_value(*in.at().node);
  if (!already.empty()) return already;
  Value value = in.value(0);
  return says_nothing(value) ? std::string() : to_text(value);
}

Value selected(Arguments& in) {
  auto answers = in.text(0);
  auto wanted = in.text(1);
  auto words = split_words(answers);
  auto choice = trimmed(wanted);
  if (choice.empty()) return words.empty();
  return std::ranges::find(words, choice) != words.end();
}

Value selected_at(Arguments& in) {
  auto answers = in.text(0);
  auto words = split_words(answers);
  double place = std::trunc(in.number(1));
  bool there = place >= 0 && place < static_cast<double>(words.size());
  return there ? std::string(words[static_cast<std::size_t>(place)]) : std::string();
}

Value count_selected(Arguments& in) {
  auto answers = in.text(0);
  return static_cast<double>(split_words(answers).size());
}

Value choice_name(Arguments& in) {
  auto value = in.text(0);
  auto path = in.text(1);
  if (in.at().node == nullptr) return std::string();
  return in.world().choice_label(trimmed(value), trimmed(path), *in.at().node);
}

Value itext(Arguments& in) { return in.world().translation(in.text(0)); }

// Digits and letters of base 62 when a length is asked for, else a random UUID.
Value uuid(Arguments& in) {
  auto& random = in.world().random();
  if (in.size() > 0) {
    static constexpr std::string_view alphabet =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    double length = in.number(0);
    if (!(length >= 0 && length <= 10'000)) return std::string();
    std::string out;
    while (out.size() < static_cast<std::size_t>(length)) {
      out += alphabet[random.number() % alphabet.size()];
    }
    return out;
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (std::string_view shape = "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx"; char c : shape) {
    auto bits = static_cast<unsigned>(random.number() & 15);
    out += c == 'x' ? digits[bits] : c == 'y' ? digits[8 | (bits & 3)] : c;
  }
  return out;
}

// Of a question: whether it was answered.
bool is_yes(Value const& value) {
  return std::holds_alternative<Nodes>(value) ? !to_text(value).empty() : to_boolean(value);
}

Value checklist(Arguments& in) {
  double least = in.number(0), most = in.number(1), yeses = 0;
  for (std::size_t i = 2; i < in.size(); ++i) {
    yeses += is_yes(in.value(i));
  }
  return (least < 0 || yeses >= least) && (most < 0 || yeses <= most);
}

Value weighted_checklist(Arguments& in) {
  double least = in.number(0), most = in.number(1), weight = 0;
  for (std::size_t i = 2; i + 1 < in.size(); i += 2) {
    if (is_yes(in.value(i))) weight += in.number(i + 1);
  }
  return (least < 0 || weight >= least) && (most < 0 || weight <= most);
}

// Lists in files of their own and the phone's own properties: an import refuses them by name; here
// they are as empty as in a form whose file is missing.
Value nothing(Arguments&) { return std::string(); }

constexpr Function table[] = {
    {"true", 0, 0, yes},
    {"false", 0, 0, no},
    {"not", 1, 1, negation},
    {"boolean", 1, 1, boolean},
    {"boolean-from-string", 1, 1, boolean_from_string},
    {"if", 3, 3, choose},
    {"coalesce", 1, any_number, coalesce},
    {"once", 1, 1, once},
    {"selected", 2, 2, selected},
    {"selected-at", 2, 2, selected_at},
    {"count-selected", 1, 1, count_selected},
    {"jr:choice-name", 2, 2, choice_name},
    {"jr:itext", 1, 1, itext},
    {"uuid", 0, 1, uuid},
    {"checklist", 2, any_number, checklist},
    {"weighted-checklist", 4, any_number, weighted_checklist},
    {"pulldata", 2, any_number, nothing},
    {"property", 1, 1, nothing},
};

}  // namespace

std::span<Function const> form_functions() { return table; }

}  // namespace sala::forms
