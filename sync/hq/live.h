// The live roll of sessions: what changed, told to everybody who watches, as soon as it is on disk.
//
// A watched session's rows are kept as the JSON that was last sent. A change is read again for the
// persons that it names (or, when settings changed, for all), and what differs goes out as one
// frame, formatted once and shared by all viewers:
//   id: position in the session's programme · event: rows · data: {position, rows, gone[, session]}
// A row is the person's whole state, so that a frame that comes twice does no harm. Who comes back
// with the id of the last frame that he saw gets those after it, or the whole state when they are
// no longer kept (event: state). A frame "now" every 15 seconds tells that the line is alive.
//
// One thread of its own with a read-only connection; all functions may be called from any thread.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/database.h"
#include "platform/http/responder.h"
#include "sync/hq/worker.h"
#include "sync/views/projector.h"

namespace sala::hq {

class Live {
 public:
  static Result<std::unique_ptr<Live>> start(std::string const& ledger_path, Clock const& clock);
  ~Live();
  // Finishes what is in hand; nothing is read or sent any more.
  void stop();

  // The Keeper's on_change.
  void changed(views::Projector::Changes changes);
  // Answers with the whole state (JSON), 404 or 503.
  void state(SessionId const& session, http::Responder responder);
  // Answers with the stream. `after`: the position that the viewer has seen, if he says one.
  void watch(SessionId const& session, std::optional<std::int64_t> after,
             http::Responder responder);
  // Answers with a stream of "courses" whenever something about the programme's courses or seats
  // changed, at most twice a second.
  void watch_courses(ProgrammeId const& programme, http::Responder responder);
  // The same of "results", whenever answers to forms of the session were released or its forms
  // changed.
  void watch_results(SessionId const& session, http::Responder responder);
  // Runs `job` on the live thread with its connection. False: too much waits.
  bool read(std::function<void(db::Database&)> job);

 private:
  struct State;
  explicit Live(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
  std::unique_ptr<Worker> worker_;  // uses state_; only its thread does
};

}  // namespace sala::hq
