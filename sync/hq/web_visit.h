// One request to a page, on its way through Web. For web*.cpp only.
#pragma once

#include "platform/thai/date.h"
#include "sync/hq/web.h"

namespace sala::hq {

inline constexpr std::string_view live_start = "/live/";
inline constexpr std::string_view courses_start = "/live/courses/";
inline constexpr std::string_view results_start = "/live/results/";

// With who asks and in which language.
struct Web::Visit {
  http::Request request;
  Words words;
  std::optional<SignedIn> who;

  thai::Language language() const {
    return words.language() == "en" ? thai::Language::english : thai::Language::thai;
  }
};

}  // namespace sala::hq
