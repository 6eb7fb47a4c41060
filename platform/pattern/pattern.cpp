#include "platform/pattern/pattern.h"

#include <unicode/regex.h>

#include <memory>

namespace sala::pattern {
namespace {

constexpr std::size_t longest = 100'000;  // bytes of the text
constexpr std::size_t longest_pattern = 4'096;
constexpr std::int32_t most_steps = 200;      // ICU's unit: some 10,000 steps of the engine
constexpr std::int32_t most_stack = 1 << 20;  // bytes for going back

icu::UnicodeString to_unicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

}  // namespace

Result<bool> matches_whole(std::string_view text, std::string_view pattern) {
  if (text.size() > longest || pattern.size() > longest_pattern) {
    return fail(ErrorCode::invalid, "match pattern", "too long");
  }
  UErrorCode status = U_ZERO_ERROR;
  auto subject = to_unicode(text);
  icu::RegexMatcher matcher(to_unicode(pattern), subject, 0, status);
  if (U_FAILURE(status)) return fail(ErrorCode::invalid, "match pattern", u_errorName(status));
  matcher.setTimeLimit(most_steps, status);
  matcher.setStackLimit(most_stack, status);
  bool matches = matcher.matches(status) != 0;
  if (U_FAILURE(status)) return fail(ErrorCode::invalid, "match pattern", u_errorName(status));
  return matches;
}

}  // namespace sala::pattern
