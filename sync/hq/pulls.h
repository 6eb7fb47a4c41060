// Pages of events for boxes that read along, and the boxes that wait for news.
//
// One thread at a time (the Api's reading thread); deadlines of long-polls are the responder's and
// fire on the server's threads.
#pragma once

#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "platform/db/database.h"
#include "platform/http/responder.h"
#include "sync/hq/answers.h"
#include "sync/ledger/reader.h"
#include "sync/link/frame.h"

namespace sala::hq {

struct PullAsk {
  DeviceId device;
  link::Nonce nonce{};
  std::vector<std::pair<ProgrammeId, std::int64_t>> after;  // in the order of preference; not empty
  std::map<ProgrammeId, std::uint64_t> marks;  // what the box was told at its positions
  std::chrono::seconds wait{0};
  bool own = true;  // false: the box's own events are left out and are no news
};

inline constexpr std::chrono::seconds longest_wait{25};
// A box is bound to the programmes of its venue: a handful.
inline constexpr std::size_t max_pulled_programmes = 64;

// Pairs of programme and position as they stand in the query, or what is wrong with it. Who asks is
// left to the caller.
Result<PullAsk> read_pull(http::Query const& query);

class Pulls {
 public:
  static Result<std::unique_ptr<Pulls>> open(std::string const& ledger_path,
                                             std::shared_ptr<Answers const> answers,
                                             Clock const& clock, std::chrono::milliseconds rest);
  ~Pulls();

  void ask(PullAsk ask, http::Responder responder);
  // A box has been here, since the start, that had all of its programmes, to our last event and no
  // further: nothing that we wrote before is missing here, as far as it knows. Any thread.
  bool somebody_is_level() const { return somebody_is_level_; }

  // How far headquarters holds the streams of `device`.
  Result<std::vector<link::HeldStream>> streams_of(DeviceId const& device);

  // There is something new by `device` in `programme`.
  using News = std::set<std::pair<ProgrammeId, DeviceId>>;
  void announce(News const& news);
  // A box that brings a whole backlog reads when it has brought it: until `rest` after the last
  // such push its pulls wait, tick() then answers them. Without it twenty boxes that come back
  // together would each read all that the others bring, page by page, while bringing their own.
  void unloading(DeviceId const& device);
  void tick();
  std::size_t waiting() const { return waiters_.size(); }

 private:
  struct Waiter;
  Pulls(db::Database database, std::shared_ptr<Answers const> answers, Clock const& clock,
        std::chrono::milliseconds rest);
  bool is_unloading(DeviceId const& device) const;
  // Answers the waiters that `choose` picks and for whom there is news.
  template <class Choose>
  void look_for(Choose choose);
  // The answer, or nothing when there is no news; moves positions past what is no news.
  Result<std::optional<http::Response>> look(PullAsk& ask);
  enum class Held { no, yes };
  Result<bool> same_history(PullAsk const& ask);
  link::PageHead empty_page(PullAsk const& ask);
  void wait(PullAsk ask, http::Responder responder, Held held);
  void sweep();

  db::Database database_;
  std::shared_ptr<Answers const> answers_;
  Clock const& clock_;
  std::chrono::milliseconds const rest_;
  std::map<DeviceId, BootTime> unloading_;
  std::list<Waiter> waiters_;
  std::atomic<bool> somebody_is_level_{false};
};

}  // namespace sala::hq
