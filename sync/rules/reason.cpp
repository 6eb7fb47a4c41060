#include "sync/rules/reason.h"

#include "platform/thai/fold.h"

namespace sala::rules {

std::optional<std::string> written_reason(std::string_view typed) {
  auto text = thai::tidy(typed);
  if (text.empty() || thai::count_code_points(text) > most_reason_letters) return std::nullopt;
  return text;
}

}  // namespace sala::rules
