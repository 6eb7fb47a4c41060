// What the room said: the page with the charts of a session's anonymous forms, and its state.
#include <boost/json.hpp>

#include "platform/base/log.h"
#include "sync/hq/spoken.h"
#include "sync/hq/web_visit.h"
#include "sync/hq/web_words.h"
#include "sync/views/room_results.h"

namespace sala::hq {
namespace {

namespace json = boost::json;

// {"forms":[{"title":…,"questions":[{"label":…,"answered":12,"mean":4.2,
//   "steps":[{"label":…,"count":3},…]},…]},…]}
std::string state_of(std::vector<views::RoomForm> const& forms, Words const& words) {
  json::array all;
  for (auto const& form : forms) {
    json::array questions;
    for (auto const& it : form.questions) {
      json::array steps;
      for (auto const& step : it.steps) {
        steps.push_back(json::object{{"label", spoken(step.label, words)}, {"count", step.count}});
      }
      json::object question{{"label", spoken(it.label, words)}, {"answered", it.answered}};
      if (it.has_mean) question["mean"] = it.mean;
      question["steps"] = std::move(steps);
      questions.push_back(std::move(question));
    }
    all.push_back(
        json::object{{"title", spoken(form.title, words)}, {"questions", std::move(questions)}});
  }
  return json::serialize(json::object{{"forms", std::move(all)}});
}

}  // namespace

void Web::results(Visit const& visit, http::Responder responder) {
  std::string_view rest = std::string_view(visit.request.path).substr(results_start.size());
  auto slash = rest.find('/');
  auto id = id_from_text<SessionId>(std::string(rest.substr(0, slash)));
  std::string what(slash == rest.npos ? "" : rest.substr(slash + 1));
  bool known = what.empty() || what == "state" || what == "events";
  if (!id || !known || visit.request.method != http::Method::get) {
    nothing_here(visit, std::move(responder));
    return;
  }
  if (what == "events") {
    parts_.live.watch_results(*id, std::move(responder));
    return;
  }
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto job = [this, visit, id = *id, whole = what.empty(), shared](db::Database& database) {
    views::Queries queries(database);
    auto found = find_session(queries, to_text(id));
    if (!found) {
      nothing_here(visit, std::move(*shared));
      return;
    }
    if (whole) {
      finish(visit,
             http::Response::html(
                 200, pages_.render("results.html", visit.words, about_session(visit, *found))),
             std::move(*shared));
      return;
    }
    auto read = [&]() -> Result<std::vector<views::RoomForm>> {
      auto room = TRY(views::RoomResults::open(queries));
      return room.of(found->programme, found->session);
    };
    auto results = read();
    if (!results) log(LogLevel::error, results.error().message());
    finish(visit,
           results ? http::Response::json(200, state_of(*results, visit.words))
                   : http::Response::json(503, std::string("{\"error\":true}\n")),
           std::move(*shared));
  };
  if (!parts_.live.read(job)) finish(visit, http::Response::text(503, ""), std::move(*shared));
}

}  // namespace sala::hq
