// The course view: who has a seat, who holds how many, who waits; and what staff decide there.
#include <charconv>

#include "platform/base/log.h"
#include "sync/hq/course_decisions.h"
#include "sync/hq/course_html.h"
#include "sync/hq/spoken.h"
#include "sync/hq/web_visit.h"
#include "sync/hq/web_words.h"
#include "sync/rules/reason.h"

namespace sala::hq {
namespace {}  // namespace

void Web::courses(Visit const& visit, http::Responder responder) {
  std::string_view rest = std::string_view(visit.request.path).substr(courses_start.size());
  auto slash = rest.find('/');
  auto id = id_from_text<ProgrammeId>(std::string(rest.substr(0, slash)));
  std::string what(slash == rest.npos ? "" : rest.substr(slash + 1));
  bool is_get = visit.request.method == http::Method::get;
  if (id && what == "act" && !is_get) {
    act_on_course(visit, *id, std::move(responder));
    return;
  }
  bool known = what.empty() || what == "board" || what == "events";
  if (!id || !known || !is_get) {
    nothing_here(visit, std::move(responder));
    return;
  }
  if (what == "events") {
    parts_.live.watch_courses(*id, std::move(responder));
    return;
  }
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto job = [this, visit, id = *id, whole = what.empty(), shared](db::Database& database) {
    auto board = board_of(database, id);
    if (!board && board.error().code == ErrorCode::not_found) {
      nothing_here(visit, std::move(*shared));
      return;
    }
    if (!board) {
      log(LogLevel::error, board.error().message());
      message(visit, 503, word("That did not work"), word("Try again in a moment."),
              std::move(*shared));
      return;
    }
    auto html = course_html(*board, visit.words, parts_.clock.wall());
    if (whole) {
      auto values = common(visit);
      values["programme"] = to_text(id);
      values["programme_name"] = spoken(board->programme.name, visit.words);
      values["words"] = script_words(visit.words);
      values["raw_board"] = std::move(html);
      html = pages_.render("courses.html", visit.words, values);
    }
    finish(visit, http::Response::html(200, std::move(html)), std::move(*shared));
  };
  if (!parts_.live.read(job)) {
    message(visit, 503, word("That did not work"), word("Try again in a moment."),
            std::move(*shared));
  }
}

Result<CourseBoard> Web::board_of(db::Database& database, ProgrammeId const& id) const {
  for (ProgrammeSet const& it : TRY(views::Queries(database).programmes())) {
    if (it.programme != id) continue;
    return read_course_board(database, it, parts_.headquarters, parts_.clock.wall());
  }
  return fail(ErrorCode::not_found, "find programme '" + to_text(id) + "'", word("there is none"));
}

// ---- what staff decide

namespace {

struct Act {
  std::string action;
  CourseId course;
  std::int64_t version = 0;  // of the course, as the page showed it
  ParticipantId participant;
  std::string reason;
};

// Nothing: our page posts no such thing.
std::optional<Act> act_of(http::Request const& request) {
  auto form = http::parse_query(request.body);
  if (!form) return std::nullopt;
  auto field = [&](char const* name) {
    return std::string(http::find_value(*form, name).value_or(""));
  };
  Act act;
  act.action = field("action");
  bool for_course = act.action == "cancel" || act.action == "keep";
  bool for_person = act.action == "decline" || act.action == "release";
  auto course = id_from_text<CourseId>(field("course"));
  if (!course || (!for_course && !for_person)) return std::nullopt;
  act.course = *course;
  auto version = field("version");
  auto end = version.data() + version.size();
  if (std::from_chars(version.data(), end, act.version).ptr != end) return std::nullopt;
  if (for_course) return act;
  auto participant = id_from_text<ParticipantId>(field("participant"));
  if (!participant) return std::nullopt;
  act.participant = *participant;
  auto reason = rules::written_reason(field("reason"));
  if (!reason) return std::nullopt;
  act.reason = *reason;
  return act;
}

// Nothing when there is nothing (any more) to decide: the page shows it in a moment.
views::Compose compose(Act const& act, CourseEntry const& entry, StaffId const& staff) {
  if (act.action == "release" && !entry.course.cancelled) {
    return release_seat({act.course, act.participant, {}, staff, act.reason});
  }
  if (act.action == "decline" && !entry.offers.empty()) {
    return decline_offer({act.course, act.participant, {}, true, staff, act.reason});
  }
  if (!entry.below_minimum) return {};
  if (act.action == "cancel") return decide_course(act.course, CourseDecision::cancel, act.version);
  if (act.action == "keep") return decide_course(act.course, CourseDecision::keep, act.version);
  return {};
}

}  // namespace

void Web::act_on_course(Visit const& visit, ProgrammeId const& programme,
                        http::Responder responder) {
  auto act = act_of(visit.request);
  if (!act) {
    finish(visit, http::Response::text(400, ""), std::move(responder));
    return;
  }
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto job = [this, visit, programme, act = *act, shared](db::Database& database) {
    auto say = [this, visit, shared](int status) {
      finish(visit, http::Response::text(status, ""), std::move(*shared));
    };
    auto board = board_of(database, programme);
    bool broken = !board && board.error().code != ErrorCode::not_found;
    if (broken) log(LogLevel::error, board.error().message());
    auto const* entry = board ? board->find(act.course) : nullptr;
    if (entry == nullptr) return say(broken ? 503 : 404);
    auto work = compose(act, *entry, visit.who->staff);
    if (!work) return say(204);
    parts_.write(std::move(work), [say](Result<std::vector<EventName>> const& written) {
      if (!written) log(LogLevel::error, written.error().message());
      say(written ? 204 : 503);
    });
  };
  if (!parts_.live.read(job)) finish(visit, http::Response::text(503, ""), std::move(*shared));
}

}  // namespace sala::hq
