#include "sync/link/offerer.h"

#include <algorithm>
#include <set>

#include "platform/base/log.h"
#include "sync/link/frame.h"

namespace sala::link {
namespace {

// One event a stream, some 300 bytes each.
constexpr std::size_t most_streams_at_once = 64;

void give_up(ledger::StreamState const& stream, std::string_view why) {
  log(LogLevel::warning, "headquarters did not take back a stream of box " +
                             to_text(stream.stream.device).substr(0, 8) + ": " + std::string(why));
}

}  // namespace

Offerer::Offerer(Tools tools) : tools_(std::move(tools)), backoff_(tools_.random) {}

Offerer::~Offerer() {
  if (in_flight_) tools_.caller.cancel(*in_flight_);
}

Result<void> Offerer::offer(std::vector<ProgrammeId> programmes, DeviceId const& headquarters) {
  if (in_flight_) tools_.caller.cancel(*in_flight_);
  in_flight_.reset();
  offers_.clear();
  std::set<ProgrammeId> const wanted(programmes.begin(), programmes.end());
  DeviceId const device{tools_.key.public_key()};
  for (ledger::StreamState const& stream : TRY(tools_.reader.streams())) {
    bool ours = stream.stream.device == device;
    bool is_signed = stream.head.name.seq > 0 && stream.head.name.seq <= stream.last_seq;
    if (ours || !is_signed || !wanted.contains(stream.programme)) continue;
    std::uint64_t after = stream.head.name.seq - 1;
    bool is_its_own = stream.stream.device == headquarters;
    Offer offer{stream, after, false, is_its_own};
    if (is_its_own) {
      offers_.push_front(offer);
    } else {
      offers_.push_back(offer);
    }
  }
  programmes_ = std::move(programmes);
  at_once_ = most_streams_at_once;
  at_it_ = true;
  return {};
}

std::optional<std::vector<ProgrammeId>> Offerer::take_done() {
  if (!at_it_ || in_flight_ || !offers_.empty()) return std::nullopt;
  at_it_ = false;
  return std::move(programmes_);
}

void Offerer::heard() {
  if (trouble_ && nobody_answered(trouble_->situation)) backoff_.succeeded();
}

BootTime Offerer::next_wake(BootTime now) const {
  if (!at_it_ || in_flight_) return BootTime::max();
  return std::max(now, backoff_.not_before());
}

void Offerer::tick(BootTime now) {
  if (!at_it_ || in_flight_ || offers_.empty() || !backoff_.may_try(now)) return;
  auto frame = make_frame();
  if (!frame) {
    trouble_ = disk_trouble(frame.error());
    backoff_.failed(now, trouble_->situation);
    return;
  }
  if (sent_ == 0) return;  // what could not be sent is off the list
  Call call;
  call.method = http::Method::post;
  call.target = "/v1/push";
  call.body = std::move(*frame);
  in_flight_ = tools_.caller.send(std::move(call), [this](Reply const& reply) { on_reply(reply); });
}

Result<std::optional<ledger::Runs>> Offerer::read(Offer const& offer) {
  std::uint64_t const last = offer.stream.head.name.seq;
  ledger::ReadLimit const limit{static_cast<std::size_t>(last - offer.after),
                                max_frame_plain_bytes};
  auto read = TRY(tools_.reader.read_stream(offer.stream, offer.after, limit));
  bool whole = !read.runs.empty() && read.runs.front().last_seq() == last;
  if (!whole) return std::optional<ledger::Runs>();
  return std::optional(std::move(read));
}

// Streams of which one event is tried go together, headquarters' own before those of boxes that it
// may not know yet; the rest of a stream goes alone.
Result<std::string> Offerer::make_frame() {
  std::vector<ledger::Run> runs;
  std::vector<ledger::Runs> kept;  // the memory that the runs point into
  sent_ = 0;
  while (sent_ < std::min(at_once_, offers_.size())) {
    Offer const& offer = offers_[sent_];
    if (sent_ > 0 && (offer.is_rest || offer.is_its_own != offers_.front().is_its_own)) break;
    auto read = TRY(this->read(offer));
    if (!read) {
      give_up(offer.stream, "it is too much for one request");
      offers_.erase(offers_.begin() + static_cast<std::ptrdiff_t>(sent_));
      continue;
    }
    runs.push_back(kept.emplace_back(std::move(*read)).runs.front());
    ++sent_;
    if (offer.is_rest) break;
  }
  return runs.empty() ? std::string() : encode(runs);
}

bool Offerer::is_settled(Offer& offer, PushAnswer const& answer) const {
  auto about = [&](StreamAnswer const& it) {
    return it.device == offer.stream.stream.device &&
           static_cast<std::uint64_t>(it.epoch) == offer.stream.stream.epoch;
  };
  auto found = std::find_if(answer.streams.begin(), answer.streams.end(), about);
  if (found == answer.streams.end()) {
    give_up(offer.stream, "no word about it");
    return true;
  }
  if (found->verdict == to_text(ledger::Verdict::accepted)) return true;
  bool gap = found->verdict == to_text(ledger::Verdict::gap) && found->last_seq >= 0;
  if (!gap || offer.is_rest) {
    give_up(offer.stream, found->verdict);
    return true;
  }
  offer.after = static_cast<std::uint64_t>(found->last_seq);
  offer.is_rest = true;
  return false;
}

void Offerer::on_reply(Reply const& reply) {
  in_flight_.reset();
  BootTime const now = tools_.clock.boottime();
  auto sent_end = offers_.begin() + static_cast<std::ptrdiff_t>(sent_);
  auto fail_with = [&](Trouble trouble) {
    backoff_.failed(now, trouble.situation);
    trouble_ = std::move(trouble);
  };
  if (!reply) {
    bool unreadable = reply.error().status == 400 || reply.error().status == 413;
    if (unreadable && sent_ == 1) {
      give_up(offers_.front().stream, reply.error().error.cause);
      offers_.pop_front();
    }
    if (unreadable) at_once_ = 1;
    return fail_with(reply.error());
  }
  auto answer = push_answer_from_json(reply->body);
  if (!answer) return fail_with({Situation::server_trouble, answer.error(), 200});
  backoff_.succeeded();
  trouble_.reset();
  auto rest = std::remove_if(offers_.begin(), sent_end,
                             [&](Offer& offer) { return is_settled(offer, *answer); });
  offers_.erase(rest, sent_end);
}

}  // namespace sala::link
