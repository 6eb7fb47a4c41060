// Expected failures as values.
//
// An Error says which operation failed and why, in plain English for a log, and, where a person
// could do something about it, what to do. Screens never show these texts: they choose words from
// the catalogue by ErrorCode.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace sala {

enum class ErrorCode {
  invalid,      // the input is not what the format says
  not_found,    // nothing of that name
  conflict,     // it contradicts what is already there
  refused,      // not allowed for this device, person or state
  unreachable,  // network: nobody answered, or somebody else did
  busy,         // a limit is reached; trying later may help
  disk,         // a write was refused: I/O error, read-only
  disk_full,
  internal,  // a library failed in a way that nobody expected
};

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string operation;  // "open ledger"
  std::string cause;      // "database disk image is malformed"
  std::string advice;     // "restore it from a backup"; may be empty

  // "open ledger: database disk image is malformed (restore it from a backup)"
  std::string message() const;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string_view operation,
                                  std::string_view cause, std::string_view advice = {}) {
  return tl::unexpected<Error>(
      Error{code, std::string(operation), std::string(cause), std::string(advice)});
}

// Discards the value of a result, keeps its failure.
template <class T>
Result<void> without_value(Result<T> const& result) {
  if (!result) return tl::unexpected<Error>(result.error());
  return {};
}

}  // namespace sala

// Evaluates to the value of `expression`, or returns its error from the enclosing function.
// The counter gives each use a name of its own, so that one TRY may stand inside another.
#define TRY(expression) SALA_TRY_NAMED(expression, __COUNTER__)
#define SALA_TRY_NAMED(expression, n) SALA_TRY_JOIN(expression, n)
#define SALA_TRY_JOIN(expression, n) SALA_TRY_AS(expression, try_result_##n)
#define SALA_TRY_AS(expression, result)                                           \
  (__extension__({                                                                \
    auto&& result = (expression);                                                 \
    if (!result) return tl::unexpected<::sala::Error>(std::move(result).error()); \
    ::sala::detail::take(std::move(result));                                      \
  }))

namespace sala::detail {
template <class T>
T take(tl::expected<T, Error>&& result) {
  return std::move(*result);
}
inline void take(tl::expected<void, Error>&&) {}
}  // namespace sala::detail
