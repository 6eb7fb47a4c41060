#include "sync/link/puller.h"

#include <algorithm>

namespace sala::link {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds long_wait = 25s;        // most proxies cut a silent answer off at 30
constexpr std::string_view mark_key = "link.mark.";    // and the programme
constexpr std::string_view again_key = "link.again.";  // and the programme: it is read again
// Reading a programme from its start brings it whole: not again and again.
constexpr Micros between_read_again = 10min;

}  // namespace

struct Puller::Stored {
  std::vector<ledger::Outcome> outcomes;
  TextArena memory;  // what the page's events point into
  ledger::Intake intake;
  std::vector<ledger::Run> bad;
  std::string why_bad;
};

Puller::Puller(Tools tools) : tools_(std::move(tools)), backoff_(tools_.random) {}

Puller::~Puller() {
  if (in_flight_) tools_.caller.cancel(*in_flight_);
}

void Puller::set_programmes(std::vector<ProgrammeId> programmes) {
  std::erase(programmes, common_programme);
  programmes.insert(programmes.begin(), common_programme);
  if (std::is_permutation(programmes.begin(), programmes.end(), programmes_.begin(),
                          programmes_.end())) {
    return;
  }
  programmes_ = std::move(programmes);
  up_to_date_ = false;
  backoff_.succeeded();
  if (in_flight_) tools_.caller.cancel(*in_flight_);
  in_flight_.reset();
}

void Puller::set_own(Own own) {
  own_ = own;
  // Our own events that we lack may stand where we have been.
  if (own == Own::bring) read_again(programmes_);
}

void Puller::heard() {
  if (trouble_ && nobody_answered(trouble_->situation)) backoff_.succeeded();
}

void Puller::try_now() { backoff_.succeeded(); }

BootTime Puller::next_wake(BootTime now) const {
  if (!started_ || in_flight_ || storing_ > 0 || rests_) return BootTime::max();
  return std::max(now, backoff_.not_before());
}

void Puller::tick(BootTime now) {
  bool ready = started_ && !in_flight_ && storing_ == 0 && !rests_;
  if (ready && backoff_.may_try(now)) submit(now);
}

// What stood at our place in headquarters' order when we were there.
Result<std::string> Puller::mark_of(ProgrammeId const& programme, std::int64_t after) {
  auto note = TRY(tools_.reader.meta(std::string(mark_key) + to_text(programme)));
  if (!note) return "";
  ByteReader in(*note);
  auto position = in.fixed<std::int64_t>();
  auto mark = in.array<8>();
  if (!in.ok() || position != after || mark == ByteArray<8>{}) return "";
  return "&mark=" + to_hex(mark);
}

Result<std::string> Puller::make_target(std::chrono::seconds wait) {
  std::string target = "/v1/pull";
  char separator = '?';
  asked_.clear();
  again_.clear();
  for (ProgrammeId const& programme : programmes_) {
    std::int64_t after = TRY(tools_.reader.cursor(programme));
    asked_[programme] = after;
    auto again = TRY(tools_.reader.meta(std::string(again_key) + to_text(programme)));
    if (again && !again->empty()) again_.insert(programme);
    target += separator;
    target += "programme=" + to_text(programme) + "&after=" + std::to_string(after);
    target += TRY(mark_of(programme, after));
    separator = '&';
  }
  target += "&wait=" + std::to_string(wait.count());
  if (own_ == Own::leave_out) target += "&own=0";
  return target;
}

void Puller::submit(BootTime) {
  // Until all is here, an empty answer at once is what tells us that all is here.
  auto wait = up_to_date_ ? long_wait : 0s;
  auto target = make_target(wait);
  if (!target) return on_trouble(disk_trouble(target.error()));
  Call call;
  call.target = std::move(*target);
  call.server_wait = wait;
  in_flight_ = tools_.caller.send(std::move(call), [this](Reply const& reply) { on_reply(reply); });
}

void Puller::on_reply(Reply const& reply) {
  in_flight_.reset();
  if (!reply) {
    Trouble trouble = reply.error();
    if (trouble.status == 410) {
      // All of them: one that is at its start may have been reset a moment ago.
      restored_.clear();
      for (auto const& [programme, after] : asked_) restored_.push_back(programme);
      last_offer_.clear();
      rests_ = true;
    }
    if (trouble.status == 403) {
      refused_ = true;
      trouble.situation = Situation::refused;
    }
    return on_trouble(std::move(trouble));
  }
  auto frame = decode(reply->body);
  if (!frame) return on_trouble({Situation::server_trouble, frame.error(), 200});
  auto asked = asked_.find(frame->page.programme);
  if (asked == asked_.end() || frame->page.last_position < asked->second) {
    auto error = fail(ErrorCode::invalid, "read page", "it is not what was asked for");
    return on_trouble({Situation::server_trouble, std::move(error.value()), 200});
  }
  take_page(std::move(*frame));
}

void Puller::take_page(Frame frame) {
  PageHead const page = frame.page;
  auto stored = std::make_shared<Stored>();
  stored->memory = std::move(frame.events.memory);
  stored->intake.source = ledger::Source::headquarters;
  stored->intake.cursor = {page.programme, page.last_position};
  std::string note;
  ByteWriter(note).fixed(page.last_position);
  ByteWriter(note).fixed(page.mark);
  stored->intake.notes = {{std::string(mark_key) + to_text(page.programme), note}};
  for (ledger::Run& run : frame.events.runs) {
    ledger::Run copy = run;
    auto checked = ledger::check(std::move(run));
    if (checked && copy.programme == page.programme) {
      stored->intake.runs.push_back(std::move(*checked));
    } else {
      stored->why_bad = checked ? "an event of another programme" : checked.error().cause;
      stored->bad.push_back(std::move(copy));
    }
  }
  if (frame.events.runs.empty() && page.last_position == asked_[page.programme]) {
    return on_stored(page, *stored, {});  // nothing to write
  }
  ++storing_;
  auto work = [stored](ledger::Ledger& ledger) -> Result<void> {
    // A run that cannot be believed is kept aside, and delays no other.
    for (ledger::Run const& run : stored->bad) {
      TRY(ledger.quarantine(run.stream, run.first_seq(), stored->why_bad, encode({run})));
    }
    auto outcomes = TRY(ledger.take_in({&stored->intake, 1}));
    stored->outcomes = std::move(outcomes.front());
    return {};
  };
  tools_.keeper.with_ledger(
      std::move(work),
      deliver<void>(tools_.inbox, [this, page, stored](Result<void> const& result) {
        --storing_;
        on_stored(page, *stored, result);
      }));
}

void Puller::on_stored(PageHead const& page, Stored const& stored, Result<void> const& result) {
  if (!result) return on_trouble(disk_trouble(result.error()));
  backoff_.succeeded();
  trouble_.reset();
  bool empty = stored.outcomes.empty() && stored.bad.empty();
  bool gap = false;
  for (ledger::Outcome const& outcome : stored.outcomes) {
    received_ += static_cast<std::int64_t>(outcome.added);
    gap = gap || outcome.verdict == ledger::Verdict::gap;
  }
  if (!page.at_end) up_to_date_ = false;
  if (page.at_end && empty) up_to_date_ = !is_read_again();
  if (page.at_end && !gap) note_end(page, empty && page.last_position == asked_[page.programme]);
  if (page.at_end) {
    // Who was served goes to the end of the queue.
    auto served = std::find(programmes_.begin(), programmes_.end(), page.programme);
    if (served != programmes_.end()) std::rotate(served, served + 1, programmes_.end());
  }
  if (gap) read_again({page.programme});
}

bool Puller::is_read_again() const {
  return std::ranges::any_of(programmes_, [&](auto const& it) { return again_.contains(it); });
}

// With nothing new, all programmes are at their end.
void Puller::note_end(PageHead const& page, bool nothing_new) {
  bool any = false;
  for (ProgrammeId const& programme : programmes_) {
    if (!again_.contains(programme) || !(nothing_new || programme == page.programme)) continue;
    last_offer_.insert(programme);
    any = true;
  }
  if (!any) return;
  // With those that are being offered: an offer begins anew.
  restored_.assign(last_offer_.begin(), last_offer_.end());
  rests_ = true;
  up_to_date_ = false;
}

void Puller::offered(std::vector<ProgrammeId> programmes) {
  rests_ = false;
  std::vector<std::string> over;
  std::erase_if(programmes, [&](ProgrammeId const& programme) {
    if (last_offer_.erase(programme) == 0) return false;
    again_.erase(programme);
    over.push_back(std::string(again_key) + to_text(programme));
    return true;
  });
  read_again(programmes);
  if (over.empty()) return;
  ++storing_;
  auto work = [over = std::move(over)](ledger::Ledger& ledger) -> Result<void> {
    for (std::string const& key : over) TRY(ledger.set_meta(key, ""));
    return {};
  };
  tools_.keeper.with_ledger(std::move(work),
                            deliver<void>(tools_.inbox, [this](Result<void> const& result) {
                              --storing_;
                              if (!result) on_trouble(disk_trouble(result.error()));
                            }));
}

// Those that were not read from their start just now.
std::vector<ProgrammeId> Puller::readable_again(std::vector<ProgrammeId> programmes) const {
  BootTime const now = tools_.clock.boottime();
  std::erase_if(programmes, [&](ProgrammeId const& programme) {
    auto last = began_again_.find(programme);
    return last != began_again_.end() && now - last->second < between_read_again;
  });
  return programmes;
}

// What we hold does not fit to what headquarters sends: it was restored, or we missed something.
void Puller::read_again(std::vector<ProgrammeId> const& programmes) {
  rests_ = false;
  std::vector<ledger::Intake> resets;
  for (ProgrammeId const& programme : readable_again(programmes)) {
    auto held = tools_.reader.last_position(programme);
    if (held && *held == 0) continue;  // we are at its start
    began_again_[programme] = tools_.clock.boottime();
    last_offer_.erase(programme);
    ledger::Intake& reset = resets.emplace_back();
    reset.source = ledger::Source::headquarters;
    reset.cursor = {programme, 0};
    reset.notes = {{std::string(again_key) + to_text(programme), "1"}};
  }
  if (resets.empty()) return;
  up_to_date_ = false;
  // What is under way would move our place past what we go back to.
  if (in_flight_) tools_.caller.cancel(*in_flight_);
  in_flight_.reset();
  ++storing_;
  auto work = [resets = std::make_shared<std::vector<ledger::Intake>>(std::move(resets))](
                  ledger::Ledger& ledger) { return without_value(ledger.take_in(*resets)); };
  tools_.keeper.with_ledger(std::move(work),
                            deliver<void>(tools_.inbox, [this](Result<void> const& result) {
                              --storing_;
                              if (!result) on_trouble(disk_trouble(result.error()));
                            }));
}

void Puller::on_trouble(Trouble trouble) {
  up_to_date_ = false;
  backoff_.failed(tools_.clock.boottime(), trouble.situation);
  trouble_ = std::move(trouble);
}

}  // namespace sala::link
