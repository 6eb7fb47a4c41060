// Answers as they are kept: one canonical JSON object, path → value, of the questions that were
// relevant and answered, in the order of the form; values are texts, as Session::set() takes them.
//
//   {"/data/mood":"4","/data/topics":"film ai","/data/friend[2]/name":"บีม"}
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sync/forms/session.h"

namespace sala::forms {

// A body holds 64 KiB, and JSON inside of JSON is longer than itself.
inline constexpr std::size_t longest_answers = 40'000;

// The clock that a form is answered by. Of an anonymous one it stands still at local midnight:
// start, end, now() and what is worked out from them tell the day and nothing else.
SessionClock clock_for(AnswerKind kind, WallTime now);

// What notes, groups and rounds are without is left out, as are the times of an anonymous form.
// ErrorCode::invalid when it is longer than may be kept.
Result<std::string> answers_json(Session const& session);

// Gives a new session what was answered before, to go on with it. What does not fit (another
// version) stays open. ErrorCode::invalid for what is no JSON of answers.
Result<void> resume(Session& session, std::string_view answers);

using Answers = std::vector<std::pair<std::string, std::string>>;  // path, value
Result<Answers> read_answers(std::string_view json);

// A question's path without the numbers of rounds: "/data/friend[2]/name" → "/data/friend/name".
std::string plain_path(std::string_view path);

}  // namespace sala::forms
