#include "sync/hq/pulls.h"

#include <algorithm>

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
    std::atomic<bool> gone{false};
    std::mutex mutex;     // guards page
    link::PageHead page;  // the empty one that they get
  };
  PullAsk ask;
  http::Responder responder;
  BootTime until;
  std::shared_ptr<Shared> shared;
  Held held = Held::no;  // nobody has looked yet whether there is news
};

Result<std::unique_ptr<Pulls>> Pulls::open(std::string const& ledger_path,
                                           std::shared_ptr<Answers const> answers,
                                           Clock const& clock, std::chrono::milliseconds rest) {
  auto database = TRY(db::Database::open(ledger_path, db::Access::read_only));
  return std::unique_ptr<Pulls>(new Pulls(std::move(database), std::move(answers), clock, rest));
}

Pulls::Pulls(db::Database database, std::shared_ptr<Answers const> answers, Clock const& clock,
             std::chrono::milliseconds rest)
    : database_(std::move(database)), answers_(std::move(answers)), clock_(clock), rest_(rest) {}
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
      link::PageHead head{programme, page.last_position, page.at_end,
                          TRY(reader.mark(programme, page.last_position))};
      bool enough = !page.events.runs.empty() || passed == max_pages_passed_over;
      if (enough) return answers_->frame(ask.nonce, link::encode(page.events.runs, head));
      after = page.last_position;
      if (page.at_end) break;
    }
  }
  return std::nullopt;
}

// Whether our events up to the box's place are those that it read: a restored headquarters that
// went on has others. Without a mark of our own (older than marks are) there is nothing to compare.
Result<bool> Pulls::same_history(PullAsk const& ask) {
  auto reader = TRY(ledger::Reader::open(database_));
  for (auto const& [programme, after] : ask.after) {
    auto mark = ask.marks.find(programme);
    if (mark == ask.marks.end()) continue;
    auto ours = TRY(reader.mark(programme, after));
    if (ours != 0 && ours != mark->second) return false;
  }
  return true;
}

link::PageHead Pulls::empty_page(PullAsk const& ask) {
  auto const& programme = ask.after.front().first;
  auto const position = ask.after.front().second;
  auto mark = ledger::Reader::open(database_).and_then(
      [&](ledger::Reader reader) { return reader.mark(programme, position); });
  return {programme, position, true, mark.value_or(0)};
}

void Pulls::ask(PullAsk ask, http::Responder responder) {
  auto same = same_history(ask);
  if (same && !*same) {
    responder.answer(answers_->refusal(ask.nonce, 410, "other events stand before that position"));
    return;
  }
  if (ask.wait.count() > 0 && is_unloading(ask.device)) {
    wait(std::move(ask), std::move(responder), Held::yes);
    return;
  }
  auto answer = look(ask);
  if (!answer) {
    responder.answer(answers_->refusal(ask.nonce, 503, answer.error().message()));
  } else if (*answer) {
    responder.answer(std::move(**answer));
  } else {
    wait(std::move(ask), std::move(responder), Held::no);
  }
}

void Pulls::wait(PullAsk ask, http::Responder responder, Held held) {
  sweep();
  if (ask.wait.count() <= 0 || waiters_.size() >= max_waiters) {
    responder.answer(answers_->frame(ask.nonce, link::encode({}, empty_page(ask))));
    return;
  }
  if (held == Held::no) somebody_is_level_ = true;
  auto shared = std::make_shared<Waiter::Shared>();
  shared->page = empty_page(ask);
  responder.set_deadline(ask.wait, [shared, answers = answers_, nonce = ask.nonce] {
    shared->gone = true;
    std::lock_guard guard(shared->mutex);
    return answers->frame(nonce, link::encode({}, shared->page));
  });
  responder.on_gone([shared] { shared->gone = true; });
  auto until = clock_.boottime() + ask.wait;
  waiters_.push_back({std::move(ask), std::move(responder), until, std::move(shared), held});
}

Result<std::vector<link::HeldStream>> Pulls::streams_of(DeviceId const& device) {
  auto reader = TRY(ledger::Reader::open(database_));
  std::vector<link::HeldStream> held;
  for (auto const& stream : TRY(reader.streams_of(device))) {
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

void Pulls::unloading(DeviceId const& device) {
  if (rest_.count() > 0) unloading_[device] = clock_.boottime();
}

bool Pulls::is_unloading(DeviceId const& device) const {
  auto found = unloading_.find(device);
  return found != unloading_.end() && clock_.boottime() - found->second < rest_;
}

void Pulls::tick() {
  auto now = clock_.boottime();
  std::erase_if(unloading_, [&](auto const& it) { return now - it.second >= rest_; });
  look_for([](Waiter const& waiter) { return waiter.held == Held::yes; });
}

void Pulls::announce(News const& news) {
  look_for([&](Waiter const& waiter) {
    return std::any_of(news.begin(), news.end(), [&](auto const& it) {
      if (!waiter.ask.own && it.second == waiter.ask.device) return false;
      return std::any_of(waiter.ask.after.begin(), waiter.ask.after.end(),
                         [&](auto const& asked) { return asked.first == it.first; });
    });
  });
}

template <class Choose>
void Pulls::look_for(Choose choose) {
  sweep();
  for (auto it = waiters_.begin(); it != waiters_.end();) {
    if (!choose(*it) || is_unloading(it->ask.device)) {
      ++it;
      continue;
    }
    it->held = Held::no;
    auto answer = look(it->ask);
    if (answer && !*answer) {  // already told
      std::lock_guard guard(it->shared->mutex);
      it->shared->page = empty_page(it->ask);
      ++it;
      continue;
    }
    it->responder.answer(answer ? std::move(**answer)
                                : answers_->refusal(it->ask.nonce, 503, answer.error().message()));
    it = waiters_.erase(it);
  }
}

}  // namespace sala::hq
