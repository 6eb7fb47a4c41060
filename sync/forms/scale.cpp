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

Scale range_scale(Question const& question) {
  auto range = range_of(question);
  Scale scale;
  scale.low = std::min(range.start, range.end);
  scale.high = std::max(range.start, range.end);
  auto count = static_cast<std::size_t>(range.stops());
  if (count > most_scale_steps) return scale;
  scale.steps.reserve(count);
  // From where it starts: 0, 3, 6, 9 upwards, but 10, 7, 4, 1 downwards.
  for (int i = 0; i < range.stops(); ++i) scale.steps.push_back({range.number(i), {}});
  if (range.start > range.end) std::ranges::reverse(scale.steps);
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

Range range_of(Question const& question) {
  Range range;
  range.start = parameter(question, "start", range.start);
  range.end = parameter(question, "end", range.end);
  double step = std::abs(parameter(question, "step", range.step));
  if (step != 0) range.step = step;
  if (range.end < range.start) range.step = -range.step;
  return range;
}

int Range::stops() const {
  double count = std::floor((end - start) / step + 1e-9) + 1;
  return static_cast<int>(std::clamp(count, 1.0, 100'000.0));
}

std::string Range::number(int stop) const {
  // Without the dust of adding tenths.
  double value = std::round((start + step * stop) * 1e9) / 1e9;
  return to_text(value == 0 ? 0.0 : value);
}

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
  LocalText out;
  out.th = plain_label(form, texts, language_or_default(form, "th"), otherwise);
  if (auto english = language_of(form, "en")) {
    out.en = plain_label(form, texts, *english, otherwise);
  }
  return out;
}

}  // namespace sala::forms
