// Reads what headquarters has for this box: one long-poll for all its programmes, page by page.
// What a page brings and our place in headquarters' order are stored in one transaction.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "sync/link/frame.h"
#include "sync/link/pusher.h"

namespace sala::link {

class Puller {
 public:
  explicit Puller(Tools tools);
  ~Puller();

  // The common programme is understood. Takes effect with the next request, which is made at once.
  void set_programmes(std::vector<ProgrammeId> programmes);
  // Whether headquarters holds none of our own events that we lack: then they need not come back.
  enum class Own { leave_out, bring };
  void set_own(Own own);
  // Pulling begins when this was called once: after the first hello, whatever came of it.
  void start() { started_ = true; }

  void heard();
  void try_now();
  void tick(BootTime now);
  BootTime next_wake(BootTime now) const;

  std::optional<Trouble> const& trouble() const { return trouble_; }
  BootTime next_try() const { return backoff_.not_before(); }
  // All that headquarters had when last asked is stored here.
  bool up_to_date() const { return up_to_date_; }
  std::int64_t received() const { return received_; }  // events that were new to us
  // Set when headquarters lacks, or may lack, what it once had of these programmes: when it said
  // 410, as it was restored, and once more when they were read again, as it may have been restored
  // in between, where a place that was given up cannot tell. To be offered; pulling rests until
  // offered() or read_again().
  std::vector<ProgrammeId> take_restored() { return std::exchange(restored_, {}); }
  // They were: reads them again, or goes on where that was the last time.
  void offered(std::vector<ProgrammeId> programmes);
  // Reads them from their start; what is here already is passed over when it comes again.
  void read_again(std::vector<ProgrammeId> const& programmes);
  // Set when headquarters said 403: only hello can tell what that means.
  bool take_refusal() { return std::exchange(refused_, false); }

 private:
  struct Stored;  // what the ledger says when it has a page

  Result<std::string> mark_of(ProgrammeId const& programme, std::int64_t after);
  Result<std::string> make_target(std::chrono::seconds wait);
  void submit(BootTime now);
  void on_reply(Reply const& reply);
  void take_page(Frame frame);
  void on_stored(PageHead const& page, Stored const& stored, Result<void> const& result);
  bool is_read_again() const;
  void note_end(PageHead const& page, bool nothing_new);
  std::vector<ProgrammeId> readable_again(std::vector<ProgrammeId> programmes) const;
  void on_trouble(Trouble trouble);

  Tools tools_;
  Backoff backoff_;
  std::vector<ProgrammeId> programmes_{common_programme};  // next to be asked for first
  Own own_ = Own::bring;
  bool started_ = false;
  bool refused_ = false;
  bool rests_ = false;  // until offered() or read_again()
  std::vector<ProgrammeId> restored_;
  std::set<ProgrammeId> again_;       // from their start and not to the end yet; noted on the disk
  std::set<ProgrammeId> last_offer_;  // of those, who are at their end and offered once more
  int storing_ = 0;                   // writes under way
  bool up_to_date_ = false;
  std::int64_t received_ = 0;
  std::map<ProgrammeId, BootTime> began_again_;  // when that was last necessary
  std::optional<http::CallId> in_flight_;
  std::map<ProgrammeId, std::int64_t> asked_;  // with it: after which position
  std::optional<Trouble> trouble_;
};

}  // namespace sala::link
