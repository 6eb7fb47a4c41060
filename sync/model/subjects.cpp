#include "sync/model/subjects.h"

#include <algorithm>

namespace sala {

std::vector<Subject> subjects_of(Body const& body) {
  std::vector<Subject> subjects;
  std::visit(
      [&](auto const& it) {
        using T = std::decay_t<decltype(it)>;
        if constexpr (requires { it.participant; }) subjects.push_back(it.participant.bytes);
        if constexpr (std::is_same_v<T, ParticipantMerged>) {
          subjects = {it.from.bytes, it.into.bytes};
        }
        if constexpr (std::is_same_v<T, AnswerSealed> || std::is_same_v<T, CareNoted>) {
          subjects = {it.answer.bytes};
        }
      },
      body);
  return subjects;
}

bool is_about(std::string_view kind, std::string_view body, Subject const& candidate) {
  if (body.find(uuid_text(candidate)) == body.npos) return false;
  auto read = read_body(kind, body);
  if (!read || !*read) return true;
  return std::ranges::count(subjects_of(**read), candidate) > 0;
}

}  // namespace sala
