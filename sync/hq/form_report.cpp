#include "sync/hq/form_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "sync/forms/scale.h"
#include "sync/forms/xlsform/types.h"
#include "sync/rules/crowd.h"

namespace sala::hq {
namespace {

using forms::Question;
using forms::QuestionType;

// What has an answer that says something when many are put together.
bool is_reported(QuestionType type) {
  if (type == QuestionType::note || type == QuestionType::signature) return false;
  return type == QuestionType::calculate || forms::is_visible(type);
}

Spread spread_of(std::vector<double> const& numbers) {
  Spread out{0, 0, numbers.front(), numbers.front()};
  for (double number : numbers) {
    out.mean += number / static_cast<double>(numbers.size());
    out.low = std::min(out.low, number);
    out.high = std::max(out.high, number);
  }
  double squares = 0;
  for (double number : numbers) squares += (number - out.mean) * (number - out.mean);
  if (numbers.size() > 1) {
    out.deviation = std::sqrt(squares / static_cast<double>(numbers.size() - 1));
  }
  return out;
}

bool is_number(QuestionType type) {
  return type == QuestionType::integer || type == QuestionType::decimal ||
         type == QuestionType::range || type == QuestionType::calculate;
}

void add_choices(QuestionReport& out, forms::Form const& form, forms::ChoiceList const& list,
                 std::size_t language, std::vector<std::string_view> const& values) {
  std::map<std::string_view, std::int64_t> counts;
  for (auto value : values) {
    for (auto word : forms::split_words(value)) ++counts[word];
  }
  for (auto const& choice : list.choices) {
    auto label = forms::plain_label(form, choice.label, language, choice.name);
    out.bars.push_back({std::move(label), counts[choice.name]});
    counts.erase(choice.name);
  }
  // Choices of an older version.
  for (auto const& [name, count] : counts) out.bars.push_back({std::string(name), count});
}

void add_numbers(QuestionReport& out, std::vector<double> const& numbers, bool with_bars,
                 std::optional<forms::Scale> const& scale) {
  if (numbers.empty()) return;
  out.spread = spread_of(numbers);
  if (!with_bars) return;
  std::map<double, std::int64_t> counts;
  // Of a scale also the steps that nobody chose, so that two pictures can be compared.
  if (scale) {
    for (auto const& step : scale->steps) counts[forms::number_in(step.value).value_or(0)] = 0;
  }
  for (double number : numbers) ++counts[number];
  if (counts.size() > forms::most_scale_steps) return;
  for (auto const& [number, count] : counts) out.bars.push_back({forms::to_text(number), count});
}

using ByPath = std::map<std::string, std::vector<std::string_view>>;  // by plain path

void add_values(ByPath& all, Given const& given) {
  for (auto const& [path, value] : given.answers) all[forms::plain_path(path)].push_back(value);
}

QuestionReport report_one(AnswerSheet const& sheet, forms::Form const& form, std::size_t place,
                          std::size_t language, std::vector<std::string_view> const& values) {
  Question const& question = form.questions[place];
  QuestionReport out;
  out.path = forms::path_of(form, static_cast<std::int64_t>(place));
  out.label = forms::plain_label(form, question.label, language, question.name);
  out.answered = static_cast<std::int64_t>(values.size());
  bool anonymous = sheet.newest.answers == AnswerKind::anonymous;
  out.too_few = anonymous && !rules::may_show(out.answered);
  if (out.too_few) return out;
  std::vector<double> numbers;
  for (auto value : values) {
    if (auto number = forms::number_in(value)) numbers.push_back(*number);
  }
  auto const* list = forms::find_list(form, question.list);
  bool chosen = forms::is_select(question.type) && list != nullptr;
  if (chosen) add_choices(out, form, *list, language, values);
  auto scale = forms::scale_of(form, question);
  if (is_number(question.type) || (scale && scale->has_numbers)) {
    add_numbers(out, numbers, !chosen, scale);
  }
  if (chosen || is_number(question.type) || question.type == QuestionType::acknowledge) return out;
  for (auto value : values) out.texts.emplace_back(value);
  std::sort(out.texts.begin(), out.texts.end());
  return out;
}

std::vector<QuestionReport> report_values(AnswerSheet const& sheet, std::string_view language,
                                          ByPath& values) {
  forms::Form const& form = sheet.versions.at(sheet.newest.version);
  auto spoken = forms::language_or_default(form, language);
  std::vector<QuestionReport> out;
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    if (!is_reported(form.questions[i].type)) continue;
    auto path = forms::path_of(form, static_cast<std::int64_t>(i));
    out.push_back(report_one(sheet, form, i, spoken, values[path]));
  }
  return out;
}

}  // namespace

std::vector<QuestionReport> report_questions(AnswerSheet const& sheet, std::string_view language) {
  ByPath values;
  for (Given const& given : sheet.given) add_values(values, given);
  return report_values(sheet, language, values);
}

std::vector<GroupReport> report_by(AnswerSheet const& sheet, std::string_view language,
                                   GroupOf const& group_of) {
  struct Part {
    std::int64_t people = 0;
    ByPath values;
  };
  std::map<std::string, Part> parts;
  for (Given const& given : sheet.given) {
    Part& part = parts[group_of(given)];
    ++part.people;
    add_values(part.values, given);
  }
  std::vector<GroupReport> out;
  out.reserve(parts.size());
  for (auto& [name, part] : parts) {
    out.push_back({name, part.people, report_values(sheet, language, part.values)});
  }
  return out;
}

std::vector<Growth> report_growth(AnswerSheet const& sheet, std::string_view language,
                                  GroupOf const& group_of) {
  std::vector<Growth> out;
  if (sheet.newest.answers != AnswerKind::named) return out;
  struct Pair {
    Given const* first = nullptr;
    Given const* last = nullptr;
  };
  std::map<ParticipantId, Pair> people;  // sheet.given is in the order of time
  for (Given const& given : sheet.given) {
    Pair& pair = people[given.participant];
    if (pair.first == nullptr) pair.first = &given;
    pair.last = &given;
  }
  auto number_at = [](Given const& given, std::string const& path) -> std::optional<double> {
    for (auto const& [at, value] : given.answers) {
      if (at == path) return forms::number_in(value);
    }
    return std::nullopt;
  };
  forms::Form const& form = sheet.versions.at(sheet.newest.version);
  auto spoken = forms::language_or_default(form, language);
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    Question const& question = form.questions[i];
    auto scale = forms::scale_of(form, question);
    if (!is_number(question.type) && !(scale && scale->has_numbers)) continue;
    Growth growth;
    growth.path = forms::path_of(form, static_cast<std::int64_t>(i));
    growth.label = forms::plain_label(form, question.label, spoken, question.name);
    std::map<std::string, Growth::Group> groups;
    for (auto const& [who, pair] : people) {
      if (pair.first == pair.last) continue;
      auto before = number_at(*pair.first, growth.path);
      auto after = number_at(*pair.last, growth.path);
      if (!before || !after) continue;
      auto& group = groups[group_of(*pair.last)];
      group.before += *before;
      group.after += *after;
      ++group.people;
    }
    for (auto& [name, group] : groups) {
      group.name = name;
      group.before /= static_cast<double>(group.people);
      group.after /= static_cast<double>(group.people);
      growth.groups.push_back(std::move(group));
    }
    if (!growth.groups.empty()) out.push_back(std::move(growth));
  }
  return out;
}

}  // namespace sala::hq
