#include "sync/views/room_results.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "sync/forms/form_json.h"
#include "sync/forms/scale.h"
#include "sync/rules/crowd.h"
#include "sync/views/released.h"

namespace sala::views {
namespace {

void count(RoomQuestion& question, forms::Scale const& scale,
           std::vector<std::string> const& values) {
  if (!rules::may_show(static_cast<std::int64_t>(values.size()))) return;
  question.answered = static_cast<std::int64_t>(values.size());
  double sum = 0;
  std::map<std::string_view, std::int64_t> counts;
  for (auto const& value : values) {
    ++counts[value];
    sum += forms::number_in(value).value_or(0);
  }
  for (std::size_t i = 0; i < scale.steps.size(); ++i) {
    auto found = counts.extract(scale.steps[i].value);
    if (!found.empty()) question.steps[i].count = found.mapped();
  }
  // Of an older version of the form, which had other steps.
  for (auto const& [value, times] : counts) {
    question.steps.push_back({{std::string(value), {}}, times});
  }
  question.has_mean = scale.has_numbers;
  if (scale.has_numbers) question.mean = sum / static_cast<double>(values.size());
}

}  // namespace

std::vector<RoomQuestion> RoomResults::questions_of(forms::Form const& form, Values const& values) {
  std::vector<RoomQuestion> questions;
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    auto const& asked = form.questions[i];
    auto scale = forms::scale_of(form, asked);
    if (!scale || scale->steps.empty()) continue;
    RoomQuestion question;
    question.label = forms::local_label(form, asked.label, asked.name);
    question.steps.reserve(scale->steps.size());
    for (auto const& step : scale->steps) {
      question.steps.push_back({forms::local_label(form, step.label, step.value), 0});
    }
    auto said = values.find(forms::path_of(form, static_cast<std::int64_t>(i)));
    if (said != values.end()) count(question, *scale, said->second);
    questions.push_back(std::move(question));
  }
  return questions;
}

Result<RoomResults> RoomResults::open(Queries& queries) {
  return RoomResults(queries, TRY(queries.forms(common_programme)));
}

Result<RoomResults::Answered const*> RoomResults::read(FormSet const& set) {
  auto [kept, fresh] = read_.try_emplace(set.form);
  if (!fresh) return &kept->second;
  auto form = forms::unpack_form(set.canonical);
  if (!form) return &kept->second;
  kept->second.form = std::move(*form);
  for (auto& answer : TRY(released_answers(*queries_, set.form)).list) {
    Values& values = kept->second.sessions[answer.session];
    for (auto& [path, value] : answer.answers) {
      values[forms::plain_path(path)].push_back(std::move(value));
    }
  }
  return &kept->second;
}

Result<std::vector<RoomForm>> RoomResults::of(ProgrammeSet const& programme,
                                              SessionSet const& session) {
  std::vector<RoomForm> results;
  auto uses = session.forms;
  std::ranges::copy_if(programme.forms, std::back_inserter(uses),
                       [](FormUse const& it) { return it.when != FormMoment::any_time; });
  for (FormUse const& use : uses) {
    auto set = std::ranges::find(forms_, use.form, &FormSet::form);
    bool known = std::ranges::find(results, use.form, &RoomForm::form) != results.end();
    if (known || set == forms_.end() || set->answers != AnswerKind::anonymous) continue;
    auto const* answered = TRY(read(*set));
    if (!answered->form) continue;
    auto said = answered->sessions.find(session.session);
    auto questions =
        questions_of(*answered->form, said == answered->sessions.end() ? Values{} : said->second);
    if (!questions.empty()) results.push_back({use.form, set->title, std::move(questions)});
  }
  return results;
}

}  // namespace sala::views
