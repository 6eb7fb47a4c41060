// What people see in a browser: signing in, the list of sessions, the live page, corrections.
//
//   GET /  /live  /live/SESSION (id or code)  /live/ID/state  /live/ID/events
//   POST /live/ID/correct      participant=ID&action=here|undo|left|back     → 204
//   GET /live/courses/PROGRAMME  …/board (its changing part)  …/events
//   POST /live/courses/PROGRAMME/act      action=cancel|keep|release|decline&course=ID&version=N
//                              [&participant=ID][&reason=WHY]               → 204
//   GET /live/results/SESSION (id)  …/state  …/events     what the room said, anonymously
//   GET, POST /sign-in    POST /sign-out    GET /assets/NAME    GET /health
//
// Everything but /sign-in, /assets and /health needs a signed-in member of staff. A POST must come
// from our own page (Origin). All functions: any thread.
#pragma once

#include <functional>

#include "platform/http/responder.h"
#include "sync/hq/course_board.h"
#include "sync/hq/find.h"
#include "sync/hq/gate.h"
#include "sync/hq/live.h"
#include "sync/hq/pages.h"
#include "sync/views/keeper.h"

namespace sala::hq {

class Web {
 public:
  struct Parts {
    Live& live;
    Gate& gate;
    Catalogue const& catalogue;
    Clock const& clock;
    std::function<void(std::vector<ledger::Draft>, views::Done<std::vector<EventName>>)> append;
    DeviceId headquarters = {};
    // As Keeper::write, and boxes that wait are told.
    std::function<void(views::Compose, views::Done<std::vector<EventName>>)> write = {};
  };
  Web(Parts parts, Pages pages) : parts_(std::move(parts)), pages_(std::move(pages)) {}

  void handle(http::Request&& request, http::Responder responder);

 private:
  struct Visit;
  void sign_in(Visit const& visit, http::Responder responder);
  void sign_in_page(Visit const& visit, int status, std::string const& trouble,
                    http::Responder responder);
  void sign_out(Visit const& visit, http::Responder responder);
  void list(Visit const& visit, http::Responder responder);
  void session(Visit const& visit, http::Responder responder);
  void courses(Visit const& visit, http::Responder responder);
  void results(Visit const& visit, http::Responder responder);
  void act_on_course(Visit const& visit, ProgrammeId const& programme, http::Responder responder);
  Result<CourseBoard> board_of(db::Database& database, ProgrammeId const& id) const;
  void live_page(Visit const& visit, FoundSession const& found, LocalText const& venue,
                 http::Responder responder);
  void correct(Visit const& visit, SessionId const& session, http::Responder responder);
  void message(Visit const& visit, int status, char const* title, char const* text,
               http::Responder responder);
  void nothing_here(Visit const& visit, http::Responder responder);
  void finish(Visit const& visit, http::Response response, http::Responder responder);
  Values common(Visit const& visit) const;
  Values about_session(Visit const& visit, FoundSession const& found) const;

  Parts parts_;
  Pages const pages_;
};

}  // namespace sala::hq
