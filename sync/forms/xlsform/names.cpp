#include <algorithm>
#include <map>

#include "sync/forms/xlsform/reader.h"

namespace sala::forms {

void Reader::check_names() {
  std::map<std::pair<std::int64_t, std::string>, std::int64_t> within;
  std::map<std::string, std::int64_t> repeats;
  for (Question const& question : form_.questions) {
    auto say = [&](char const* what, char const* mend, std::int64_t other) {
      report(Severity::error, sheets_.survey, static_cast<int>(question.row), "name", what, mend,
             question.name, std::to_string(other));
    };
    auto [there, fresh] = within.emplace(std::pair(question.parent, question.name), question.row);
    if (!fresh) {
      say(word("The name “{value}” is already used in row {other}."),
          word("Give each question of a group a name of its own."), there->second);
    }
    if (question.name == "meta") {
      say(word("The name “{value}” is reserved."), word("Choose another one."), 0);
    }
    if (question.type != QuestionType::repeat) continue;
    auto [other, first] = repeats.emplace(question.name, question.row);
    if (!first && fresh) {
      say(word("The name “{value}” is already used in row {other}."),
          word("Give each repeat of the form a name of its own."), other->second);
    }
    if (question.name == form_.name) {
      say(word("The name “{value}” is reserved."), word("Choose another one."), 0);
    }
  }
}

}  // namespace sala::forms
