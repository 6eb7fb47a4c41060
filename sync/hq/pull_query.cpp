#include <charconv>

#include "sync/hq/pulls.h"

namespace sala::hq {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Result<PullAsk> read_pull(http::Query const& query) {
  auto wrong = [](std::string_view why) { return fail(ErrorCode::invalid, "read pull", why); };
  PullAsk ask;
  std::optional<ProgrammeId> programme;
  for (auto const& [name, value] : query) {
    if (name == "programme") {
      programme = id_from_text<ProgrammeId>(value);
      if (!programme) return wrong("a programme's name is none");
    } else if (name == "after") {
      auto after = number<std::int64_t>(value);
      if (!after || *after < 0 || !programme) return wrong("a position is none");
      ask.after.emplace_back(*programme, *after);
      programme.reset();
    } else if (name == "mark") {
      auto mark = hex_array<8>(value);
      if (!mark || ask.after.empty()) return wrong("a mark is none");
      ask.marks[ask.after.back().first] = ByteReader(as_text(*mark)).fixed<std::uint64_t>();
    } else if (name == "wait") {
      auto wait = number<int>(value);
      if (!wait || *wait < 0) return wrong("the time to wait is none");
      ask.wait = std::min(std::chrono::seconds(*wait), longest_wait);
    } else if (name == "own") {
      ask.own = value != "0";
    }
  }
  if (ask.after.empty() || programme) return wrong("a programme lacks its position");
  if (ask.after.size() > max_pulled_programmes) return wrong("too many programmes");
  return ask;
}

}  // namespace sala::hq
