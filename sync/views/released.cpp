#include "sync/views/released.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "sync/rules/crowd.h"

namespace sala::views {
namespace {

// Batches of one box and start, in its order, of one place and day: in these a question waits
// until five have answered it. Who shows a session, a programme, a day shows whole groups.
using Group = std::tuple<StreamId, ProgrammeId, SessionId, std::string>;
using Batch = std::vector<ReleasedAnswer>;

Batch unpack(BatchRow const& row) {
  Batch batch;
  batch.reserve(row.body.answers.size());
  for (std::size_t i = 0; i < row.body.answers.size(); ++i) {
    auto answers = forms::read_answers(row.body.answers[i]);
    if (!answers) continue;  // some box wrote what is none
    batch.push_back({row.body.batch, i, row.programme, row.body.session, row.body.day,
                     row.body.version, std::move(*answers)});
  }
  return batch;
}

// Takes the answers out that may not be shown yet, question by question.
void withhold(std::vector<Batch>& batches) {
  std::map<std::string, std::vector<std::int64_t>> counts;  // by plain path, of each batch
  for (std::size_t i = 0; i < batches.size(); ++i) {
    for (ReleasedAnswer const& answer : batches[i]) {
      std::set<std::string> questions;  // once, however many rounds
      for (auto const& [path, value] : answer.answers) questions.insert(forms::plain_path(path));
      for (std::string const& question : questions) {
        auto& count = counts[question];
        count.resize(batches.size());
        ++count[i];
      }
    }
  }
  std::map<std::string, std::vector<bool>> shown;
  for (auto const& [question, count] : counts) shown[question] = rules::shown_batches(count);
  for (std::size_t i = 0; i < batches.size(); ++i) {
    for (ReleasedAnswer& answer : batches[i]) {
      std::erase_if(answer.answers,
                    [&](auto const& it) { return !shown[forms::plain_path(it.first)][i]; });
    }
  }
}

}  // namespace

Result<ReleasedAnswers> released_answers(Queries& queries, FormId const& form) {
  std::map<Group, std::vector<Batch>> groups;
  ReleasedAnswers released;
  for (BatchRow const& row : TRY(queries.batches(form))) {
    auto batch = unpack(row);
    auto size = static_cast<std::int64_t>(batch.size());
    if (!rules::may_show(size)) {
      released.withheld += size;
      continue;
    }
    groups[{row.name.stream, row.programme, row.body.session, row.body.day}].push_back(
        std::move(batch));
  }
  for (auto& [group, batches] : groups) {
    withhold(batches);
    for (Batch& batch : batches) {
      std::ranges::move(batch, std::back_inserter(released.list));
    }
  }
  return released;
}

}  // namespace sala::views
