#include "sync/link/greeter.h"

#include <algorithm>

namespace sala::link {
namespace {

using namespace std::chrono_literals;

constexpr Micros between = 10min;
// Streams are one a start and programme: their list grows for ever, slowly.
constexpr Micros between_streams = 24h;

}  // namespace

Greeter::Greeter(Tools tools) : tools_(std::move(tools)), backoff_(tools_.random) {}

Greeter::~Greeter() {
  if (in_flight_) tools_.caller.cancel(*in_flight_);
}

void Greeter::heard() {
  if (trouble_ && nobody_answered(trouble_->situation)) backoff_.succeeded();
}

void Greeter::try_now() {
  backoff_.succeeded();
  ask_now();
}

BootTime Greeter::next_wake(BootTime now) const {
  if (in_flight_) return BootTime::max();
  return std::max({now, next_, backoff_.not_before()});
}

Result<std::int64_t> Greeter::digest() {
  std::vector<HeldStream> held;
  for (auto const& stream : TRY(tools_.reader.streams_of(DeviceId{tools_.key.public_key()}))) {
    held.push_back({static_cast<std::int64_t>(stream.stream.epoch),
                    static_cast<std::int64_t>(stream.acknowledged_seq)});
  }
  return digest_of(held);
}

void Greeter::tick(BootTime now) {
  if (in_flight_ || now < next_ || !backoff_.may_try(now)) return;
  with_streams_ = now >= next_streams_;
  confirmed_ = digest().value_or(0);
  Call call;
  call.target = with_streams_ ? "/v1/hello?streams=1" : "/v1/hello";
  in_flight_ = tools_.caller.send(std::move(call), [this](Reply const& reply) { on_reply(reply); });
}

void Greeter::on_reply(Reply const& reply) {
  in_flight_.reset();
  tried_ = true;
  BootTime now = tools_.clock.boottime();
  auto fail_with = [&](Trouble trouble) {
    backoff_.failed(now, trouble.situation);
    trouble_ = std::move(trouble);
  };
  if (!reply) return fail_with(reply.error());
  auto answer = hello_answer_from_json(reply->body);
  if (!answer) return fail_with({Situation::server_trouble, answer.error(), 200});
  backoff_.succeeded();
  trouble_.reset();
  next_ = now + between;
  if (with_streams_) next_streams_ = now + between_streams;
  if (!with_streams_ && answer->held != confirmed_) ask_for_streams();
  answer_ = std::move(*answer);
}

}  // namespace sala::link
