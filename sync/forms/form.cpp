#include "sync/forms/form.h"

#include <algorithm>

namespace sala::forms {

std::string path_of(Form const& form, std::int64_t place) {
  if (place < 0) return "/" + form.name;
  Question const& question = form.questions[static_cast<std::size_t>(place)];
  return path_of(form, question.parent) + "/" + question.name;
}

ChoiceList const* find_list(Form const& form, std::string_view name) {
  auto found = std::ranges::find(form.lists, name, &ChoiceList::name);
  return found == form.lists.end() ? nullptr : &*found;
}

std::optional<std::size_t> language_of(Form const& form, std::string_view code) {
  auto const& names = form.languages;
  auto ending = "(" + std::string(code) + ")";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == code || names[i].ends_with(ending)) return i;
  }
  // Some authors write only the name of the language.
  std::string_view plain = code == "th" ? "thai" : code == "en" ? "english" : "";
  for (std::size_t i = 0; i < names.size() && !plain.empty(); ++i) {
    std::string lower;
    for (char c : names[i]) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    if (lower == plain || (code == "th" && names[i] == "ไทย")) return i;
  }
  return std::nullopt;
}

std::size_t language_or_default(Form const& form, std::string_view code) {
  return language_of(form, code).value_or(static_cast<std::size_t>(form.default_language));
}

std::string_view in_language(Texts const& texts, std::size_t language, Form const& form) {
  auto at = [&](std::size_t i) {
    return i < texts.size() ? std::string_view(texts[i]) : std::string_view();
  };
  if (!at(language).empty()) return at(language);
  auto usual = at(static_cast<std::size_t>(form.default_language));
  if (!usual.empty()) return usual;
  for (std::string const& text : texts) {
    if (!text.empty()) return text;
  }
  return {};
}

}  // namespace sala::forms
