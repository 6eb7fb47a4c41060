#include "sync/hq/web_words.h"

#include <boost/json.hpp>

namespace sala::hq {
namespace {

constexpr char const* msgids[] = {
    word("Came {time}"),
    word("Left {time}"),
    word("Late"),
    word("Early"),
    word("Not on the list"),
    word("Time not confirmed"),
    word("The name is still on its way"),
    word("Marked by staff"),
    word("Mark as here"),
    word("Take it back"),
    word("Mark as left"),
    word("Still here"),
    word("Nobody yet"),
    word("The first one shows up here by itself."),
    word("Everybody is here"),
    word("Nobody of that name yet"),
    word("Show more"),
    word("Connected · up to {time}"),
    word("Not connected. You see what was known at {time}; it goes on by itself."),
    word("Connecting…"),
    word("Please come in again"),
    word("It did not work. Nothing was changed; try again."),
    word("{here} here, {absent} not yet, {late} late, {left} left"),
    word("Answers: {n}"),
    word("{n} answers, on average {mean}"),
    word("Fewer than five answers yet"),
};

}  // namespace

std::span<char const* const> script_msgids() { return msgids; }

std::string script_words(Words const& words) {
  boost::json::object all;
  for (char const* msgid : msgids) {
    auto text = words.tr(msgid);
    all[msgid] = boost::json::string_view(text.data(), text.size());
  }
  return boost::json::serialize(all);
}

}  // namespace sala::hq
