#include <algorithm>
#include <cmath>
#include <span>

#include "sync/forms/scale.h"
#include "sync/forms/value.h"
#include "sync/forms/xlsform/reader.h"

namespace sala::forms {
namespace {

constexpr std::string_view range_keys[] = {"start",         "end",         "step",
                                           "tick_interval", "placeholder", "tick_labelset"};
constexpr std::string_view select_keys[] = {"randomize", "seed"};
constexpr std::string_view file_keys[] = {"randomize", "seed", "value", "label"};
constexpr std::string_view text_keys[] = {"rows"};
constexpr std::string_view image_keys[] = {"max-pixels", "app"};
constexpr std::string_view audio_keys[] = {"quality"};
constexpr std::string_view point_keys[] = {"capture-accuracy", "warning-accuracy",
                                           "allow-mock-accuracy", "reference-geometry"};
constexpr std::string_view line_keys[] = {"allow-mock-accuracy", "incremental",
                                          "reference-geometry"};
constexpr std::string_view audit_keys[] = {"location-priority",     "location-min-interval",
                                           "location-max-age",      "track-changes",
                                           "track-changes-reasons", "identify-user"};

std::span<std::string_view const> keys_of(Question const& question) {
  std::string const& word = question.written_type;
  if (word == "range") return range_keys;
  if (word.ends_with("_from_file")) return file_keys;
  if (is_select(question.type)) return select_keys;
  if (word == "text") return text_keys;
  if (word == "image") return image_keys;
  if (word == "audio" || word == "background-audio") return audio_keys;
  if (word == "geopoint") return point_keys;
  if (word == "geotrace" || word == "geoshape") return line_keys;
  if (word == "audit") return audit_keys;
  return {};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// "start=1 end=5", "start = 1; end = 5", "start=1, end=5". False when it is nothing of that.
bool split_pairs(std::string_view text, std::vector<Pair>& out) {
  bool marked = text.find_first_of(";,") != std::string_view::npos;
  std::vector<std::string> parts;
  std::string part;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool near_equals =
        c == ' ' && ((i + 1 < text.size() && text[i + 1] == '=') || (i > 0 && text[i - 1] == '='));
    if (near_equals) continue;
    bool ends = marked ? c == ';' || c == ',' : c == ' ';
    if (!ends) part += c;
    if (!ends && i + 1 < text.size()) continue;
    if (!trimmed(part).empty()) parts.emplace_back(trimmed(part));
    part.clear();
  }
  for (std::string const& each : parts) {
    auto at = each.find('=');
    if (at == std::string::npos || at == 0 || each.find('=', at + 1) != std::string::npos) {
      return false;
    }
    out.push_back({lower(trimmed(std::string_view(each).substr(0, at))),
                   std::string(trimmed(std::string_view(each).substr(at + 1)))});
  }
  return true;
}

std::string joined(std::span<std::string_view const> words) {
  std::string out;
  for (std::string_view each : words) out += (out.empty() ? "" : ", ") + std::string(each);
  return out;
}

bool is_multiple(double number, double step) {
  double steps = number / step;
  return std::abs(steps - std::round(steps)) < 1e-9;
}

}  // namespace

void Reader::read_parameters(Row const& row, Question& question) {
  std::string const& written = text(row, "parameters");
  if (!written.empty()) {
    if (!split_pairs(written, question.parameters)) {
      refuse(row, "parameters", word("“{value}” is not understood here."),
             word("Write name=value pairs with spaces between: start=1 end=5 step=1."), written);
      question.parameters.clear();
    }
    auto known = keys_of(question);
    for (Pair const& pair : question.parameters) {
      if (std::ranges::find(known, pair.name) != known.end()) continue;
      if (known.empty()) {
        report(Severity::note, sheets_.survey, row.number, "parameters",
               word("The parameter “{value}” means nothing for this type."), "", pair.name);
        continue;
      }
      refuse(row, "parameters", word("The parameter “{value}” is not known for this type."),
             word("These are: {other}."), pair.name, joined(known));
    }
  }
  auto value = [&](std::string_view name) {
    auto found = std::ranges::find(question.parameters, name, &Pair::name);
    return found == question.parameters.end() ? std::string() : found->value;
  };
  if (!value("seed").empty() && lower(value("randomize")) != "true") {
    refuse(row, "parameters", word("A seed goes with randomize=true only."),
           word("Add randomize=true, or take the seed out."));
  }
  auto shuffles = lower(value("randomize"));
  if (!shuffles.empty() && shuffles != "true" && shuffles != "false") {
    refuse(row, "parameters", word("“{value}” is not understood here."),
           word("Write randomize=true or randomize=false."), value("randomize"));
  }
  if (question.written_type == "range") check_range(row, question);
  if (question.written_type.starts_with("geo")) check_place(row, question);
}

void Reader::check_range(Row const& row, Question const& question) {
  Range range;
  double interval = 0, placeholder = 0;
  bool has_placeholder = false, good = true;
  for (Pair const& pair : question.parameters) {
    double* into = pair.name == "start"           ? &range.start
                   : pair.name == "end"           ? &range.end
                   : pair.name == "step"          ? &range.step
                   : pair.name == "tick_interval" ? &interval
                   : pair.name == "placeholder"   ? &placeholder
                                                  : nullptr;
    if (into == nullptr) continue;
    *into = text_to_number(pair.value, {});
    has_placeholder = has_placeholder || into == &placeholder;
    bool zero = (pair.name == "step" || pair.name == "tick_interval") && *into == 0;
    if (!std::isnan(*into) && !zero) continue;
    good = false;
    refuse(row, "parameters",
           zero ? word("The parameter “{value}” must not be 0.")
                : word("The parameter “{value}” must be a number."),
           word("Write, for example, start=1 end=5 step=1."), pair.name);
  }
  if (!good) return;
  check_ticks(row, question);
  auto check = [&](bool holds, char const* name, char const* what) {
    if (holds) return;
    refuse(row, "parameters", what, word("Write, for example, start=1 end=5 step=1."), name);
  };
  double width = std::abs(range.end - range.start);
  double step = std::abs(range.step);
  char const* too_large = word("The parameter “{value}” is larger than the whole range.");
  check(step <= width, "step", too_large);
  check(std::abs(interval) <= width, "tick_interval", too_large);
  check(interval == 0 || is_multiple(interval, step), "tick_interval",
        word("The parameter “{value}” must be a multiple of the step."));
  if (!has_placeholder) return;
  check(is_multiple(placeholder - range.start, step), "placeholder",
        word("The parameter “{value}” must be a multiple of the step."));
  check(placeholder >= std::min(range.start, range.end) &&
            placeholder <= std::max(range.start, range.end),
        "placeholder", word("The parameter “{value}” must lie within the range."));
}

// Marks along a range are drawn for a plain one only, and their labels are a list of numbers.
void Reader::check_ticks(Row const& row, Question const& question) {
  auto looks = split_words(question.appearance);
  bool plain_look = std::ranges::all_of(
      looks, [](std::string_view it) { return it == "vertical" || it == "no-ticks"; });
  Range range;
  for (Pair const& pair : question.parameters) {
    if (pair.name == "start") range.start = text_to_number(pair.value, {});
    if (pair.name == "end") range.end = text_to_number(pair.value, {});
  }
  for (Pair const& pair : question.parameters) {
    bool marks =
        pair.name == "tick_interval" || pair.name == "placeholder" || pair.name == "tick_labelset";
    if (marks && !plain_look) {
      refuse(row, "parameters",
             word("The parameter “{value}” does not go with the appearance “{other}”."),
             word("Take one of the two out."), pair.name, question.appearance);
    }
    if (pair.name != "tick_labelset") continue;
    ChoiceList const* list = list_named(pair.value);
    if (list == nullptr) {
      refuse(row, "parameters", word("There is no list “{value}” in the sheet “choices”."),
             word("Write its choices there, with this name in the column “list_name”."),
             pair.value);
      continue;
    }
    for (Choice const& choice : list->choices) {
      double number = text_to_number(choice.name, {});
      bool within =
          number >= std::min(range.start, range.end) && number <= std::max(range.start, range.end);
      if (within) continue;
      refuse(row, "parameters",
             word("The choice “{value}” of the list “{other}” is no number within the range."),
             word("The names of these choices are the numbers that they label."), choice.name,
             pair.value);
      break;
    }
  }
}

void Reader::check_file(Row const& row, Question const& question) {
  if (!question.written_type.ends_with("_from_file")) return;
  bool known = question.list.ends_with(".csv") || question.list.ends_with(".xml") ||
               question.list.ends_with(".geojson");
  if (!known) {
    refuse(row, "type", word("“{value}” is no file of choices."),
           word("Put the choices into the sheet “choices”."), question.list);
  }
  for (Pair const& pair : question.parameters) {
    bool names = pair.name == "value" || pair.name == "label";
    if (!names || is_name(pair.value)) continue;
    refuse(row, "parameters", word("“{value}” cannot be a name."),
           word("A name begins with a letter and has no spaces: letters, digits, “_”, “-”, “.”."),
           pair.value);
  }
}

void Reader::check_place(Row const& row, Question const& question) {
  for (Pair const& pair : question.parameters) {
    bool good = true;
    if (pair.name == "allow-mock-accuracy") good = pair.value == "true" || pair.value == "false";
    if (pair.name == "incremental") good = as_condition(pair.value) == "true()";
    if (pair.name.ends_with("-accuracy") && pair.name != "allow-mock-accuracy") {
      good = !std::isnan(text_to_number(pair.value, {}));
    }
    if (pair.name == "reference-geometry") good = list_named(pair.value) != nullptr;
    if (good) continue;
    refuse(row, "parameters", word("“{value}” is not understood here."),
           word("See xlsform.org for what it needs."), pair.name + "=" + pair.value);
  }
}

}  // namespace sala::forms
