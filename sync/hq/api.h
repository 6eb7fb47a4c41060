// Headquarters' side of the kiosk protocol (sync/link/protocol.h), without sockets: requests in,
// answers through their responders. A server, a test and the simulator call the same handle().
//
// handle() may be called from several threads at once and never blocks on the disk for long:
// signatures and chains are checked on the calling thread, events are written by the Keeper, pages
// are read by `post`'s thread. What stops a box from doing harm is all here: it must be enrolled
// and not revoked, and may send only in programmes that it is or was bound to: its own streams, and
// of others what carries their signatures.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "platform/http/responder.h"
#include "sync/hq/answers.h"
#include "sync/hq/attempts.h"
#include "sync/hq/directory.h"
#include "sync/hq/office.h"
#include "sync/hq/pulls.h"
#include "sync/link/frame.h"
#include "sync/views/keeper.h"

namespace sala::hq {

class Api {
 public:
  struct Parts {
    views::Keeper& keeper;
    Office& office;
    crypto::SigningKey key;  // headquarters' own, the keeper's
    std::string ledger_path;
    Clock const& clock;
    // Runs a job soon on one other thread, jobs in order; false when too many wait. Empty: at once,
    // on the calling thread (simulations, tests).
    std::function<bool(std::function<void()>)> post;
    // See Pulls::unloading; only where somebody calls tick() a few times a second.
    std::chrono::milliseconds unloading_rest{0};
    std::vector<std::string> pins{};  // of the server's TLS keys, for the boxes
  };
  // All parts outlive the Api; the Keeper stops calling back before the Api goes.
  static Result<std::unique_ptr<Api>> start(Parts parts);

  // Paths under /v1/.
  void handle(http::Request&& request, http::Responder responder);

  // Writes headquarters' own events, and tells the boxes that wait. Any thread.
  void append(std::vector<ledger::Draft> drafts, views::Done<std::vector<EventName>> done);
  // The same with events that are worked out on the keeper's thread.
  void write(views::Compose compose, views::Done<std::vector<EventName>> done);
  // Whether the box was heard since the start, or not much before it.
  bool is_about(DeviceId const& device);
  bool somebody_is_level() const { return pulls_->somebody_is_level(); }  // see Pulls
  // The Keeper's on_change.
  void changed(views::Projector::Changes const& changes);
  // On `post`'s thread: lets boxes read that had to wait.
  void tick();
  // Whether a box was heard that had not been since the start; once.
  bool heard_somebody_new();
  // Writes down when boxes were last heard; call it every half minute or so, for somebody new at
  // once, and at the end.
  Result<void> write_down_heard();

 private:
  struct Asker;
  struct Push;
  explicit Api(Parts parts, std::shared_ptr<Answers const> answers,
               std::unique_ptr<Directory> directory, std::unique_ptr<Pulls> pulls);

  void dispatch(Asker asker, http::Request&& request, http::Responder responder);
  Result<Asker> who_asks(http::Request const& request, int& status);
  void enrol(http::Request const& request, http::Responder responder);
  void redeem(link::Nonce const& nonce, link::Enrolment const& enrolment, std::string const& peer,
              std::shared_ptr<http::Responder> const& responder);
  void hello(Asker const& asker, http::Request const& request, http::Responder responder);
  void push(Asker asker, http::Request&& request, http::Responder responder);
  bool may_send(Asker const& asker, ledger::Run const& run);
  void keep_aside(std::shared_ptr<Push> const& push);
  void take_in(std::shared_ptr<Push> const& push);
  void pull(Asker const& asker, http::Request const& request, http::Responder responder);
  void announce(Pulls::News const& news, std::optional<DeviceId> unloading = {});
  bool post(std::function<void()> job);

  Parts parts_;
  std::shared_ptr<Answers const> answers_;
  std::unique_ptr<Directory> directory_;
  std::unique_ptr<Pulls> pulls_;  // only from posted jobs
  Attempts wrong_codes_;          // by address
  Attempts wrong_codes_of_all_;

  std::mutex mutex_;  // guards what follows
  std::map<DeviceId, WallTime> heard_;
  std::set<DeviceId> ever_heard_;
  bool heard_new_ = false;
  std::map<DeviceId, WallTime> about_;  // when each was heard last, of those asked about
  Pulls::News news_;
  std::set<DeviceId> unloading_;
  bool announcing_ = false;  // a job that will tell `news_` waits
};

}  // namespace sala::hq
