#include "sync/hq/form_report.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "sync/forms/labels.h"
#include "sync/forms/xlsform/types.h"
#include "sync/rules/crowd.h"

namespace sala::hq {
namespace {

using forms::Question;
using forms::QuestionType;

// More different numbers than this are no bars to look at.
constexpr std::size_t most_bars = 21;

bool is_reported(Question const& question) {
  switch (question.type) {
    case QuestionType::group:
    case QuestionType::repeat:
    case QuestionType::note:
    case QuestionType::hidden:
    case QuestionType::start:
    case QuestionType::end:
    case QuestionType::today:
    case QuestionType::deviceid:
    case QuestionType::metadata:
    case QuestionType::signature:
      return false;
    default:
      return true;
  }
}

std::optional<double> number_in(std::string_view text) {
  double number = forms::text_to_number(text, {});
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

// A question's label without the answers that it quotes: many people's at once say nothing.
std::string label_of(forms::Form const& form, forms::Texts const& texts, std::size_t language,
                     std::string const& otherwise) {
  std::string out;
  for (auto const& piece : forms::label_pieces(forms::in_language(texts, language, form))) {
    out += piece.is_path ? "…" : piece.text;
  }
  return out.empty() ? otherwise : out;
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

// A scale that is written as choices: each is called by a number.
bool is_scale(Question const& question, forms::ChoiceList const* list) {
  if (question.type != QuestionType::select_one || list == nullptr) return false;
  return std::all_of(list->choices.begin(), list->choices.end(),
                     [](auto const& choice) { return number_in(choice.name).has_value(); });
}

void add_choices(QuestionReport& out, forms::Form const& form, forms::ChoiceList const& list,
                 std::size_t language, std::vector<std::string_view> const& values) {
  std::map<std::string_view, std::int64_t> counts;
  for (auto value : values) {
    for (auto word : forms::split_words(value)) ++counts[word];
  }
  for (auto const& choice : list.choices) {
    out.bars.push_back({label_of(form, choice.label, language, choice.name), counts[choice.name]});
    counts.erase(choice.name);
  }
  // Choices of an older version.
  for (auto const& [name, count] : counts) out.bars.push_back({std::string(name), count});
}

void add_numbers(QuestionReport& out, std::vector<double> const& numbers, bool with_bars) {
  if (numbers.empty()) return;
  out.spread = spread_of(numbers);
  std::map<double, std::int64_t> counts;
  for (double number : numbers) ++counts[number];
  if (!with_bars || counts.size() > most_bars) return;
  for (auto const& [number, count] : counts) out.bars.push_back({forms::to_text(number), count});
}

using Values = std::map<std::string, std::vector<std::string_view>>;  // by plain path

Values values_of(AnswerSheet const& sheet) {
  Values all;
  for (Given const& given : sheet.given) {
    for (auto const& [path, value] : given.answers) all[plain_path(path)].push_back(value);
  }
  return all;
}

QuestionReport report_one(AnswerSheet const& sheet, forms::Form const& form, std::size_t place,
                          std::size_t language, std::vector<std::string_view> const& values) {
  Question const& question = form.questions[place];
  QuestionReport out;
  out.path = forms::path_of(form, static_cast<std::int64_t>(place));
  out.label = label_of(form, question.label, language, question.name);
  out.answered = static_cast<std::int64_t>(values.size());
  bool anonymous = sheet.newest.answers == AnswerKind::anonymous;
  out.too_few = anonymous && !rules::may_show(out.answered);
  if (out.too_few) return out;
  std::vector<double> numbers;
  for (auto value : values) {
    if (auto number = number_in(value)) numbers.push_back(*number);
  }
  auto const* list = forms::find_list(form, question.list);
  bool chosen = forms::is_select(question.type) && list != nullptr;
  if (chosen) add_choices(out, form, *list, language, values);
  if (is_number(question.type) || is_scale(question, list)) add_numbers(out, numbers, !chosen);
  if (chosen || is_number(question.type) || question.type == QuestionType::acknowledge) return out;
  for (auto value : values) out.texts.emplace_back(value);
  std::sort(out.texts.begin(), out.texts.end());
  return out;
}

}  // namespace

std::vector<QuestionReport> report_questions(AnswerSheet const& sheet, std::string_view language) {
  forms::Form const& form = sheet.versions.at(sheet.newest.version);
  auto spoken = language_of(form, language);
  auto values = values_of(sheet);
  std::vector<QuestionReport> out;
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    if (!is_reported(form.questions[i])) continue;
    auto path = forms::path_of(form, static_cast<std::int64_t>(i));
    out.push_back(report_one(sheet, form, i, spoken, values[path]));
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
      if (at == path) return number_in(value);
    }
    return std::nullopt;
  };
  forms::Form const& form = sheet.versions.at(sheet.newest.version);
  auto spoken = language_of(form, language);
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    Question const& question = form.questions[i];
    bool counts =
        is_number(question.type) || is_scale(question, forms::find_list(form, question.list));
    if (!counts) continue;
    Growth growth;
    growth.path = forms::path_of(form, static_cast<std::int64_t>(i));
    growth.label = label_of(form, question.label, spoken, question.name);
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
