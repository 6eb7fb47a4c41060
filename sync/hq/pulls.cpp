#include "sync/hq/pulls.h"

#include <algorithm>

#include "sync/link/frame.h"

namespace sala::hq {
namespace {

// Own events are read over in pages of 500: so many in one go, then the box is told how far it came
// and asks again, so that others get their turn.
constexpr int max_pages_passed_over = 20;
// More boxes than a server of this size can carry.
constexpr std::size_t max_waiters = 4096;

}  // namespace

struct Pulls::Waiter {
  // What the deadline on a server thread needs, and what it and a leaving client leave behind.
  struct Shared {
    std::atomic<std::int64_t> position{0};  // in the first programme asked
    std::atomic<bool> gone{false};
  };
  PullAsk ask;
  http::Responder responder;
  BootTime until;
  std::shared_ptr<Shared> shared;
};

Result<std::unique_ptr<Pulls>> Pulls::open(std::string const& ledger_path,
                                           std::shared_ptr<Answers const> answers,
                                           Clock const& clock) {
  auto database = TRY(db::Database::open(ledger_path, db::Access::read_only));
  return std::unique_ptr<Pulls>(new Pulls(std::move(database), std::move(answers), clock));
}

Pulls::Pulls(db::Database database, std::shared_ptr<Answers const> answers, Clock const& clock)
    : database_(std::move(database)), answers_(std::move(answers)), clock_(clock) {}
Pulls::~Pulls() = default;

Result<std::optional<http::Response>> Pulls::look(PullAsk& ask) {
  auto reader = TRY(ledger::Reader::open(database_));
  for (auto& [programme, after] : ask.after) {
    auto last = TRY(reader.last_position(programme));
    if (after > last) {
      return answers_->refusal(ask.nonce, 410, "a position beyond what headquarters holds");
    }
    for (int passed = 0; after < last; ++passed) {
      auto page = TRY(reader.read_programme(programme, after, {}));
      if (!ask.own) {
        std::erase_if(page.events.runs,
                      [&](ledger::Run const& run) { return run.stream.device == ask.device; });
      }
      link::PageHead head{programme, page.last_position, page.at_end};
      bool enough = !page.events.runs.empty() || passed == max_pages_passed_over;
      if (enough) return answers_->frame(ask.nonce, link::encode(page.events.runs, head));
      after = page.last_position;
      if (page.at_end) break;
    }
  }
  return std::nullopt;
}

void Pulls::ask(PullAsk ask, http::Responder responder) {
  auto answer = look(ask);
  if (!answer) {
    responder.answer(answers_->refusal(ask.nonce, 503, answer.error().message()));
  } else if (*answer) {
    responder.answer(std::move(**answer));
  } else {
    wait(std::move(ask), std::move(responder));
  }
}

void Pulls::wait(PullAsk ask, http::Responder responder) {
  sweep();
  auto const& [programme, position] = ask.after.front();
  if (ask.wait.count() <= 0 || waiters_.size() >= max_waiters) {
    responder.answer(answers_->frame(ask.nonce, link::encode({}, {programme, position, true})));
    return;
  }
  auto shared = std::make_shared<Waiter::Shared>();
  shared->position = position;
  responder.set_deadline(
      ask.wait, [shared, answers = answers_, nonce = ask.nonce, first = programme] {
        shared->gone = true;
        return answers->frame(nonce, link::encode({}, {first, shared->position, true}));
      });
  responder.on_gone([shared] { shared->gone = true; });
  auto until = clock_.boottime() + ask.wait;
  waiters_.push_back({std::move(ask), std::move(responder), until, std::move(shared)});
}

Result<std::vector<link::HeldStream>> Pulls::streams_of(DeviceId const& device) {
  auto reader = TRY(ledger::Reader::open(database_));
  std::vector<link::HeldStream> held;
  for (auto const& stream : TRY(reader.streams())) {
    if (stream.stream.device != device) continue;
    held.push_back({static_cast<std::int64_t>(stream.stream.epoch),
                    static_cast<std::int64_t>(stream.last_seq)});
  }
  return held;
}

void Pulls::sweep() {
  auto now = clock_.boottime();
  std::erase_if(waiters_, [&](Waiter const& waiter) {
    // The deadline answers first; a second later there is nobody left to answer.
    return waiter.shared->gone || now > waiter.until + std::chrono::seconds(1);
  });
}

void Pulls::announce(News const& news) {
  auto concerns = [&](PullAsk const& ask) {
    return std::any_of(news.begin(), news.end(), [&](auto const& it) {
      if (!ask.own && it.second == ask.device) return false;
      return std::any_of(ask.after.begin(), ask.after.end(),
                         [&](auto const& asked) { return asked.first == it.first; });
    });
  };
  sweep();
  for (auto it = waiters_.begin(); it != waiters_.end();) {
    if (!concerns(it->ask)) {
      ++it;
      continue;
    }
    auto answer = look(it->ask);
    if (answer && !*answer) {  // already told
      it->shared->position = it->ask.after.front().second;
      ++it;
      continue;
    }
    it->responder.answer(answer ? std::move(**answer)
                                : answers_->refusal(it->ask.nonce, 503, answer.error().message()));
    it = waiters_.erase(it);
  }
}

}  // namespace sala::hq
