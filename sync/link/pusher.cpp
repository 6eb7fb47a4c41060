#include "sync/link/pusher.h"

#include <algorithm>

#include "sync/link/frame.h"

namespace sala::link {
namespace {

using namespace std::chrono_literals;

// Somebody may forget to nudge; a minute late is better than never.
constexpr Micros look_again_after = 60s;
// A stream that headquarters will not have waits for a person there; ask now and then.
constexpr Micros set_aside_for = 5min;
// A box that was often restarted has many short streams; their runs cost some 250 bytes each.
constexpr std::size_t max_runs = 64;
// In a long backlog confirmations are written together: each write is an fsync, and wears the card.
// Losing them costs sending again, nothing else; the last one is written at once.
constexpr Micros between_writes = 1s;

}  // namespace

Pusher::Pusher(Tools tools)
    : tools_(std::move(tools)), backoff_(tools_.random), disk_backoff_(tools_.random) {}

Pusher::~Pusher() {
  if (in_flight_) tools_.caller.cancel(*in_flight_);
}

std::optional<Trouble> Pusher::trouble() const {
  if (trouble_) return trouble_;
  for (auto const& [stream, track] : tracks_) {
    if (track.aside) return track.aside;
  }
  return std::nullopt;
}

void Pusher::heard() {
  if (trouble_ && nobody_answered(trouble_->situation)) backoff_.succeeded();
}

void Pusher::try_now() {
  backoff_.succeeded();
  disk_backoff_.succeeded();
  for (auto& [stream, track] : tracks_) track.not_before = {};
  dirty_ = true;
}

BootTime Pusher::next_try() const {
  BootTime next = backoff_.waits() ? backoff_.not_before() : disk_backoff_.not_before();
  for (auto const& [stream, track] : tracks_) next = std::max(next, track.not_before);
  return next;
}

BootTime Pusher::next_wake(BootTime now) const {
  BootTime next = BootTime::max();
  if (!confirming_.empty() && !writing_) {
    next = std::max(now, disk_backoff_.not_before());
    if (in_flight_) next = std::max(next, write_at_);
  }
  if (in_flight_) return next_ == Next::wanted ? now : next;
  BootTime look = dirty_ ? now : look_again_;
  for (auto const& [stream, track] : tracks_) {
    if (track.not_before > now) look = std::min(look, track.not_before);
  }
  return std::min(next, std::max(look, backoff_.not_before()));
}

void Pusher::tick(BootTime now) {
  push(now);
  write_confirmed(now);
}

void Pusher::push(BootTime now) {
  if (in_flight_) return prepare_next(now);
  if (!backoff_.may_try(now)) return;
  bool due = dirty_ || now >= look_again_;
  for (auto& [stream, track] : tracks_) {
    if (track.not_before == BootTime{} || track.not_before > now) continue;
    track.not_before = {};
    due = true;
  }
  if (!due) return;
  dirty_ = false;
  look_again_ = now + look_again_after;
  if (std::exchange(next_, Next::none) == Next::ready) return submit(std::move(next_batch_));
  auto batch = make_batch(now);
  if (!batch) {
    on_trouble(disk_trouble(std::move(batch.error())), now);
  } else if (!batch->runs.empty()) {
    submit(std::move(*batch));
  } else if (tracks_.empty() && confirming_.empty()) {
    trouble_.reset();  // it came to headquarters all the same, as hello or a page told
  }
}

// While a full batch is on its way, the one that will follow is read and packed.
void Pusher::prepare_next(BootTime now) {
  if (next_ != Next::wanted) return;
  next_ = Next::none;
  auto batch = make_batch(now);
  if (!batch || batch->runs.empty()) return;  // a failure shows when it is this one's turn
  next_batch_ = std::move(*batch);
  next_ = Next::ready;
}

Result<ledger::Runs> Pusher::read_run(ledger::StreamState const& stream,
                                      ledger::ReadLimit const& left) {
  auto track = tracks_.find(stream.stream);
  std::uint64_t after = stream.acknowledged_seq;
  if (track != tracks_.end()) after = track->second.confirmed.value_or(after);
  if (in_flight_) {
    for (Sent const& sent : batch_.runs) {
      if (sent.stream == stream.stream) after = sent.last;
    }
  }
  if (after >= stream.last_seq) return ledger::Runs{};
  auto read = TRY(tools_.reader.read_stream(stream, after, left));
  if (read.runs.empty()) {
    return fail(ErrorCode::disk, "read own events", "some are missing", "check the memory card");
  }
  ledger::Run& run = read.runs.front();
  EventName const& end = run.events.back().name;
  if (run.head.name != end) {
    // The batch ends inside of the stream: sign what is there.
    Hash hash = TRY(tools_.reader.hash_of(end));
    run.head = {end, hash, tools_.key.sign(as_bytes(head_message(end, hash)))};
  }
  return read;
}

Result<Pusher::Batch> Pusher::make_batch(BootTime now) {
  std::vector<ledger::Run> runs;
  std::vector<ledger::Runs> kept;  // the memory that the runs point into
  Batch batch;
  ledger::ReadLimit left = limit_;
  auto snapshot = TRY(tools_.reader.unacknowledged(DeviceId{tools_.key.public_key()}));
  for (ledger::StreamState const& stream : snapshot) {
    auto track = tracks_.find(stream.stream);
    if (track != tracks_.end() && track->second.not_before > now) continue;
    auto read = TRY(read_run(stream, left));
    if (read.runs.empty()) continue;
    ledger::Run& run = kept.emplace_back(std::move(read)).runs.front();
    std::size_t bytes = 0;
    for (EventView const& event : run.events) bytes += event.body.size();
    batch.events += run.events.size();
    batch.runs.push_back({run.stream, run.first_seq(), run.last_seq()});
    left.events -= std::min(left.events, run.events.size());
    left.bytes -= std::min(left.bytes, bytes);
    runs.push_back(std::move(run));
    batch.full = left.events == 0 || left.bytes == 0 || runs.size() == max_runs;
    if (batch.full) break;
  }
  if (!runs.empty()) batch.frame = encode(runs);
  return batch;
}

void Pusher::submit(Batch batch) {
  Call call;
  call.method = http::Method::post;
  call.target = "/v1/push";
  call.body = std::move(batch.frame);
  batch_ = std::move(batch);
  next_ = batch_.full ? Next::wanted : Next::none;
  in_flight_ = tools_.caller.send(std::move(call), [this](Reply const& reply) { on_reply(reply); });
}

void Pusher::on_reply(Reply const& reply) {
  in_flight_.reset();
  BootTime now = tools_.clock.boottime();
  if (!reply) return on_trouble(reply.error(), now);
  auto answer = push_answer_from_json(reply->body);
  if (!answer) return on_trouble({Situation::server_trouble, answer.error(), 200}, now);
  on_answer(*answer, now);
}

void Pusher::on_answer(PushAnswer const& answer, BootTime now) {
  backoff_.succeeded();
  trouble_.reset();
  limit_ = {};
  dirty_ = true;
  bool as_hoped = true;
  for (Sent const& sent : batch_.runs) {
    auto about = [&](StreamAnswer const& it) {
      return it.device == sent.stream.device &&
             static_cast<std::uint64_t>(it.epoch) == sent.stream.epoch;
    };
    auto found = std::find_if(answer.streams.begin(), answer.streams.end(), about);
    as_hoped = on_stream(sent, found == answer.streams.end() ? nullptr : &*found, now) && as_hoped;
  }
  if (!as_hoped) next_ = Next::none;
}

// True when headquarters now holds the stream as far as it was sent, and no further.
bool Pusher::on_stream(Sent const& sent, StreamAnswer const* answer, BootTime now) {
  auto aside = [&](Situation situation, std::string_view why) {
    set_aside(sent.stream, situation, why, now);
    return false;
  };
  if (answer == nullptr || answer->last_seq < 0) {
    return aside(Situation::server_trouble, "no word about a stream");
  }
  auto held = static_cast<std::uint64_t>(answer->last_seq);
  Track& track = tracks_[sent.stream];
  track.confirmed = held;
  confirming_[sent.stream] = held;
  track.aside.reset();
  if (answer->verdict == to_text(ledger::Verdict::accepted)) {
    // "Accepted", but not held: believing it would send the same for ever.
    if (held < sent.last) return aside(Situation::server_trouble, "not kept");
    return held == sent.last;
  }
  if (answer->verdict == to_text(ledger::Verdict::gap)) {
    // It lacks what it once confirmed: send from where it is, unless that is what was sent.
    bool behind = held + 1 < sent.first;
    return behind ? false : aside(Situation::server_trouble, "a gap that is none");
  }
  bool refused = answer->verdict == verdict_refused;
  return aside(refused ? Situation::refused : Situation::stopped, answer->verdict);
}

void Pusher::set_aside(StreamId const& stream, Situation situation, std::string_view why,
                       BootTime now) {
  auto error = fail(ErrorCode::refused, "hand events to headquarters", why,
                    "headquarters sees this box on its list of boxes");
  tracks_[stream].aside = Trouble{situation, std::move(error.value()), 200};
  tracks_[stream].not_before = now + set_aside_for;
}

void Pusher::on_trouble(Trouble trouble, BootTime now) {
  dirty_ = true;
  next_ = Next::none;
  backoff_.failed(now, trouble.situation);
  if (trouble.status == 400) {
    // Something in it is unreadable to headquarters: halve it until that stands alone.
    limit_.events = std::max<std::size_t>(1, batch_.events / 2);
    if (batch_.events == 1) {
      limit_ = {};
      set_aside(batch_.runs.front().stream, Situation::server_trouble, "unreadable", now);
    }
  }
  trouble_ = std::move(trouble);
}

void Pusher::confirm(std::vector<EventName> const& upto) {
  for (EventName const& name : upto) {
    // What a push under way will say is newer.
    auto same = [&](Sent const& sent) { return sent.stream == name.stream; };
    if (in_flight_ && std::any_of(batch_.runs.begin(), batch_.runs.end(), same)) continue;
    tracks_[name.stream].confirmed = name.seq;
    confirming_[name.stream] = name.seq;
  }
  next_ = Next::none;
  dirty_ = true;
}

void Pusher::write_confirmed(BootTime now) {
  if (writing_ || confirming_.empty() || !disk_backoff_.may_try(now)) return;
  if (in_flight_ && now < write_at_) return;
  write_at_ = now + between_writes;
  writing_ = true;
  auto written = std::exchange(confirming_, {});
  std::vector<EventName> upto;
  upto.reserve(written.size());
  for (auto const& [stream, seq] : written) upto.push_back({stream, seq});
  tools_.keeper.acknowledge(
      std::move(upto), deliver<void>(tools_.inbox, [this, written](Result<void> const& result) {
        on_written(written, result);
      }));
}

void Pusher::on_written(std::map<StreamId, std::uint64_t> const& written,
                        Result<void> const& result) {
  writing_ = false;
  if (!result) {
    disk_backoff_.failed(tools_.clock.boottime(), Situation::disk);
    trouble_ = disk_trouble(result.error());
    confirming_.insert(written.begin(), written.end());  // newer ones stay as they are
    return;
  }
  disk_backoff_.succeeded();
  if (trouble_ && trouble_->situation == Situation::disk) trouble_.reset();
  ++confirmations_;
  dirty_ = true;
  for (auto const& [stream, seq] : written) {
    auto track = tracks_.find(stream);
    if (track == tracks_.end() || track->second.confirmed != seq) continue;
    track->second.confirmed.reset();  // the reader sees it now
    if (!track->second.aside) tracks_.erase(track);
  }
}

}  // namespace sala::link
