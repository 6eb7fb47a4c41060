#include "platform/base/explain.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "platform/base/error_words.h"
#include "platform/base/verify.h"

namespace sala {
namespace {

constexpr std::size_t most_holes = 3;

struct Hole {
  std::string_view name;
  std::string value;
};

// What stands at the holes of `pattern` when `text` is made after it.
std::optional<std::vector<Hole>> match(std::string_view pattern, std::string_view text) {
  std::vector<Hole> holes;
  while (true) {
    auto open = pattern.find('{');
    if (text.substr(0, open) != pattern.substr(0, open)) return std::nullopt;
    if (open == pattern.npos) {
      return text.size() == pattern.size() ? std::optional(holes) : std::nullopt;
    }
    auto close = pattern.find('}', open);
    auto name = pattern.substr(open + 1, close - open - 1);
    text.remove_prefix(open);
    pattern.remove_prefix(close + 1);
    auto next = pattern.substr(0, pattern.find('{'));
    auto end = pattern.empty() ? text.size() : text.find(next);
    if (end == text.npos || end == 0) return std::nullopt;
    holes.push_back({name, std::string(text.substr(0, end))});
    text.remove_prefix(end);
  }
}

std::optional<std::string> known(Words const& words, std::string_view text);

std::optional<std::string> after_a_pattern(Words const& words, std::string_view text) {
  for (char const* pattern : error_patterns()) {
    auto holes = match(pattern, text);
    if (!holes) continue;
    VERIFY(!holes->empty() && holes->size() <= most_holes);
    for (Hole& hole : *holes) {
      if (hole.name != "why" && hole.name != "where") continue;
      if (auto inner = known(words, hole.value)) hole.value = *inner;
    }
    auto at = [&](std::size_t i) -> Fill {
      Hole const& hole = (*holes)[std::min(i, holes->size() - 1)];
      return {hole.name, hole.value};
    };
    return words.tr(pattern, {at(0), at(1), at(2)});
  }
  return std::nullopt;
}

std::optional<std::string> known(Words const& words, std::string_view text) {
  if (text.empty()) return std::nullopt;  // the catalogue's own heading
  // A message that is not there gives the very text that was asked with.
  if (auto found = words.tr(text); found.data() != text.data()) return std::string(found);
  if (auto made = after_a_pattern(words, text)) return made;
  auto cut = text.rfind(": ");  // "/srv/a.pem: Permission denied"
  if (cut == text.npos) return std::nullopt;
  auto why = known(words, text.substr(cut + 2));
  if (!why) return std::nullopt;
  auto head = text.substr(0, cut);
  return known(words, head).value_or(std::string(head)) + ": " + *why;
}

// The ledger's own failures name a statement, which nobody at a command line can use.
bool is_statement(std::string_view operation) {
  for (std::string_view verb : {"SELECT", "INSERT", "UPDATE", "DELETE", "BEGIN", "COMMIT",
                                "ROLLBACK", "PRAGMA", "VACUUM", "CREATE", "WITH", "prepare"}) {
    if (operation.starts_with(verb)) return true;
  }
  return false;
}

}  // namespace

std::string in_words(Words const& words, std::string_view text) {
  return known(words, text).value_or(std::string(text));
}

std::string explain(Words const& words, Error const& error) {
  auto operation = is_statement(error.operation) ? std::string(words.tr("work with the ledger"))
                                                 : in_words(words, error.operation);
  auto advice = in_words(words, error.advice);
  auto cause = known(words, error.cause);
  auto trouble = general_words(error.code);
  bool helps = !cause || error.code != ErrorCode::invalid;  // what was typed is seen in the cause
  if (advice.empty() && helps) advice = words.tr(trouble.advice);
  if (!cause) {
    cause = std::string(words.tr(trouble.cause));
    if (!error.cause.empty()) *cause += " “" + error.cause + "”";
  }
  return operation + ": " + *cause + (advice.empty() ? "" : "\n  → " + advice);
}

}  // namespace sala
