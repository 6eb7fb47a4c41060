// Pages of events for boxes that read along, and the boxes that wait for news.
//
// One thread at a time (the Api's reading thread); deadlines of long-polls are the responder's and
// fire on the server's threads.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <set>
#include <vector>

#include "platform/db/database.h"
#include "platform/http/responder.h"
#include "sync/hq/answers.h"
#include "sync/ledger/reader.h"

namespace sala::hq {

struct PullAsk {
  DeviceId device;
  link::Nonce nonce{};
  std::vector<std::pair<ProgrammeId, std::int64_t>> after;  // in the order of preference; not empty
  std::chrono::seconds wait{0};
  bool own = true;  // false: the box's own events are left out and are no news
};

inline constexpr std::chrono::seconds longest_wait{25};
// A box is bound to the programmes of its venue: a handful.
inline constexpr std::size_t max_pulled_programmes = 64;

class Pulls {
 public:
  static Result<std::unique_ptr<Pulls>> open(std::string const& ledger_path,
                                             std::shared_ptr<Answers const> answers,
                                             Clock const& clock);
  ~Pulls();

  void ask(PullAsk ask, http::Responder responder);

  // How far headquarters holds the streams of `device`.
  Result<std::vector<link::HeldStream>> streams_of(DeviceId const& device);

  // There is something new by `device` in `programme`.
  using News = std::set<std::pair<ProgrammeId, DeviceId>>;
  void announce(News const& news);
  std::size_t waiting() const { return waiters_.size(); }

 private:
  struct Waiter;
  Pulls(db::Database database, std::shared_ptr<Answers const> answers, Clock const& clock);
  // The answer, or nothing when there is no news; moves positions past what is no news.
  Result<std::optional<http::Response>> look(PullAsk& ask);
  void wait(PullAsk ask, http::Responder responder);
  void sweep();

  db::Database database_;
  std::shared_ptr<Answers const> answers_;
  Clock const& clock_;
  std::list<Waiter> waiters_;
};

}  // namespace sala::hq
