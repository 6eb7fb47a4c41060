// Anonymous answers as they may be shown anywhere: reports, exports, charts for the room. All of
// them read here, so that no two of them can be set against each other (rules/crowd.h).
#pragma once

#include <string>
#include <vector>

#include "sync/forms/answers.h"
#include "sync/views/queries.h"

namespace sala::views {

struct ReleasedAnswer {
  BatchId batch;
  std::size_t place = 0;  // in its batch: drawn by lot
  ProgrammeId programme;
  SessionId session;
  std::string day;  // "2026-11-23"
  std::int64_t version = 1;
  // Without what fewer than five of a group answered.
  forms::Answers answers;
};

struct ReleasedAnswers {
  std::vector<ReleasedAnswer> list;
  std::int64_t withheld = 0;  // in batches of fewer than five, which no honest box writes
};

Result<ReleasedAnswers> released_answers(Queries& queries, FormId const& form);

}  // namespace sala::views
