// The answers to one form, as reports and exports read them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/forms/answers.h"
#include "sync/views/queries.h"

namespace sala::hq {

struct Given {
  std::string uuid;  // the same for ever; of an anonymous answer it tells nothing
  std::int64_t version = 1;
  ProgrammeId programme;
  SessionId session;
  FormMoment when = FormMoment::any_time;
  ParticipantId participant;             // nil: nobody knows
  std::string day;                       // "2026-11-23"
  std::optional<WallTime> began, saved;  // of named ones
  forms::Answers answers;
};

struct AnswerSheet {
  FormSet newest;
  std::map<std::int64_t, forms::Form> versions;
  // Named ones by time; anonymous ones by uuid, only what may be shown (views/released.h).
  std::vector<Given> given;
};

// What is asked for; empty: all.
struct AnswerScope {
  std::optional<ProgrammeId> programme;
  std::optional<std::vector<SessionId>> sessions;
};

// ErrorCode::refused for a confidential form: only the care team can read it.
Result<AnswerSheet> read_answer_sheet(views::Queries& queries, FormSet const& form,
                                      AnswerScope const& scope);

}  // namespace sala::hq
