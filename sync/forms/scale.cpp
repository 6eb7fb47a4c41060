#include "sync/forms/scale.h"

#include <algorithm>
#include <cmath>

#include "sync/forms/labels.h"
#include "sync/forms/value.h"

namespace sala::forms {
namespace {

double parameter(Question const& question, std::string_view name, double otherwise) {
  auto found = std::ranges::find(question.parameters, name, &Pair::name);
  if (found == question.parameters.end()) return otherwise;
  return number_in(found->value).value_or(otherwise);
}

// https://xlsform.org/en/#range
Scale range_scale(Question const& question) {
  double start = parameter(question, "start", 1);
  double end = parameter(question, "end", 10);
  double step = std::abs(parameter(question, "step", 1));
  Scale scale;
  scale.low = std::min(start, end);
  scale.high = std::max(start, end);
  if (step == 0) return scale;
  double count = std::floor((scale.high - scale.low) / step + 1e-9) + 1;
  if (count > static_cast<double>(most_scale_steps)) return scale;
  // From where it starts: 0, 3, 6, 9 upwards, but 10, 7, 4, 1 downwards.
  for (int i = 0; i < static_cast<int>(count); ++i) {
    double number = start <= end ? start + i * step : start - i * step;
    // Without the dust of adding tenths.
    number = std::round(number * 1e9) / 1e9;
    scale.steps.push_back({to_text(number == 0 ? 0.0 : number), {}});
  }
  if (start > end) std::ranges::reverse(scale.steps);
  return scale;
}

std::optional<Scale> choice_scale(Question const& question, ChoiceList const& list) {
  Scale scale;
  std::vector<std::pair<double, ScaleStep>> numbered;
  numbered.reserve(list.choices.size());
  for (Choice const& choice : list.choices) {
    auto number = number_in(choice.name);
    scale.has_numbers = scale.has_numbers && number.has_value();
    numbered.emplace_back(number.value_or(0), ScaleStep{choice.name, choice.label});
  }
  auto words = split_words(question.appearance);
  bool likert = std::ranges::find(words, "likert") != words.end();
  if (numbered.empty() || numbered.size() > most_scale_steps) return std::nullopt;
  if (!scale.has_numbers && !likert) return std::nullopt;
  if (scale.has_numbers) {
    std::ranges::stable_sort(numbered, {}, [](auto const& it) { return it.first; });
    scale.low = numbered.front().first;
    scale.high = numbered.back().first;
  }
  scale.steps.reserve(numbered.size());
  for (auto& [number, step] : numbered) scale.steps.push_back(std::move(step));
  return scale;
}

}  // namespace

std::optional<Scale> scale_of(Form const& form, Question const& question) {
  if (question.type == QuestionType::range) return range_scale(question);
  auto const* list = find_list(form, question.list);
  if (question.type != QuestionType::select_one || list == nullptr) return std::nullopt;
  return choice_scale(question, *list);
}

std::optional<double> number_in(std::string_view text) {
  double number = text_to_number(text, {});
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

std::string plain_label(Form const& form, Texts const& texts, std::size_t language,
                        std::string_view otherwise) {
  std::string out;
  for (auto const& piece : label_pieces(in_language(texts, language, form))) {
    out += piece.is_path ? "…" : piece.text;
  }
  return out.empty() ? std::string(otherwise) : out;
}

LocalText local_label(Form const& form, Texts const& texts, std::string_view otherwise) {
  auto first = static_cast<std::size_t>(form.default_language);
  LocalText out;
  out.th = plain_label(form, texts, language_of(form, "th").value_or(first), otherwise);
  if (auto english = language_of(form, "en")) {
    out.en = plain_label(form, texts, *english, otherwise);
  }
  return out;
}

}  // namespace sala::forms
