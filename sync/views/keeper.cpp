#include "sync/views/keeper.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

#include "platform/base/log.h"
#include "sync/ledger/erasure.h"
#include "sync/views/queries.h"

namespace sala::views {
namespace {

struct AppendJob {
  std::vector<ledger::Draft> drafts;
  Done<std::vector<EventName>> done;
};
struct WriteJob {
  Compose compose;
  Done<std::vector<EventName>> done;
};
struct IntakeJob {
  ledger::Intake intake;
  Done<std::vector<ledger::Outcome>> done;
};
struct LedgerJob {
  std::function<Result<void>(ledger::Ledger&)> work;
  Done<void> done;
};
using Job = std::variant<AppendJob, WriteJob, IntakeJob, LedgerJob>;

// Intakes that share one commit: enough to spread an fsync thinly, few enough that a sign-in which
// waits behind them waits a few milliseconds (500 events an intake, some 5 µs an event).
constexpr std::size_t max_shared = 8;
// Somebody reads, or the disk is full: not again with every sign-in.
constexpr std::chrono::minutes between_scrubs{1};
// In one event, which may be 64 KiB.
constexpr std::size_t most_confirmed = 200;

void refuse(Job& job, tl::unexpected<Error> const& error) {
  std::visit([&](auto& it) { it.done(error); }, job);
}

}  // namespace

struct Keeper::State {
  Options options;
  std::unique_ptr<Projector> projector;
  std::optional<ledger::Ledger> ledger;
  DeviceId device;

  std::mutex mutex;  // guards what follows
  std::condition_variable woken;
  std::deque<Job> waiting;
  bool stopping = false;

  std::thread thread;
  Clock const* clock = nullptr;
  // Something was forgotten, and the file may still remember: the keeper's thread only.
  bool erasing = true;  // until it is known that nothing is
  BootTime erase_again_at{};

  void post(Job job);
  void erase_when_due();
  void finish_erasing();
  Result<void> scrub_and_confirm();
  bool run_once(std::unique_lock<std::mutex>& lock);
  void run();
  void work(AppendJob& job);
  void work(WriteJob& job);
  void work(LedgerJob& job);
  void work_shared(std::vector<IntakeJob>& jobs);
  void tell();
};

void Keeper::State::post(Job job) {
  {
    std::lock_guard guard(mutex);
    if (waiting.size() < options.max_waiting && !stopping) {
      waiting.push_back(std::move(job));
      woken.notify_one();
      return;
    }
  }
  refuse(job, fail(ErrorCode::busy, "write to the ledger", "too many requests wait",
                   "try again in a moment"));
}

// Takes the next job, and with an intake the intakes right behind it.
bool Keeper::State::run_once(std::unique_lock<std::mutex>& lock) {
  if (waiting.empty()) return false;
  std::vector<IntakeJob> shared;
  while (!waiting.empty() && shared.size() < max_shared) {
    auto* intake = std::get_if<IntakeJob>(&waiting.front());
    if (intake == nullptr) break;
    shared.push_back(std::move(*intake));
    waiting.pop_front();
  }
  if (!shared.empty()) {
    lock.unlock();
    work_shared(shared);
  } else {
    Job job = std::move(waiting.front());
    waiting.pop_front();
    lock.unlock();
    if (auto* append = std::get_if<AppendJob>(&job)) work(*append);
    if (auto* write = std::get_if<WriteJob>(&job)) work(*write);
    if (auto* other = std::get_if<LedgerJob>(&job)) work(*other);
  }
  lock.lock();
  return true;
}

void Keeper::State::run() {
  std::unique_lock lock(mutex);
  while (true) {
    if (run_once(lock)) continue;
    if (stopping) return;
    if (!erasing) {
      woken.wait(lock);
      continue;
    }
    woken.wait_for(lock, between_scrubs);
    lock.unlock();
    erase_when_due();
    lock.lock();
  }
}

void Keeper::State::work(AppendJob& job) {
  auto answer = ledger->append(job.drafts);
  job.done(std::move(answer));
  tell();
}

void Keeper::State::work(WriteJob& job) {
  Queries queries(ledger->database());
  auto attempt = [&]() -> Result<std::vector<EventName>> {
    auto drafts = TRY(job.compose({queries, *ledger, projector->headquarters()}));
    if (drafts.empty()) return {};
    return ledger->append(drafts);
  };
  job.done(attempt());
  tell();
}

void Keeper::State::work(LedgerJob& job) {
  job.done(job.work(*ledger));
  tell();
}

void Keeper::State::work_shared(std::vector<IntakeJob>& jobs) {
  std::vector<ledger::Intake> intakes;
  intakes.reserve(jobs.size());
  for (IntakeJob& job : jobs) intakes.push_back(std::move(job.intake));
  auto outcomes = ledger->take_in(intakes);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (outcomes) {
      jobs[i].done(std::move((*outcomes)[i]));
    } else {
      jobs[i].done(tl::unexpected<Error>(outcomes.error()));
    }
  }
  tell();
}

void Keeper::State::tell() {
  auto changes = projector->take_changes();
  erasing = erasing || changes.everything || std::ranges::any_of(changes.list, is_erasure);
  if (options.on_change && (changes.everything || !changes.list.empty())) {
    options.on_change(changes);
  }
  erase_when_due();
}

// With the next job, or, at a box where nothing else happens, by itself.
void Keeper::State::erase_when_due() {
  if (!erasing || clock->boottime() < erase_again_at) return;
  finish_erasing();
  if (!erasing) tell();  // of the confirmation
}

// Rewriting the file makes what comes meanwhile wait, some seconds for a million events; people are
// forgotten seldom.
void Keeper::State::finish_erasing() {
  auto done = scrub_and_confirm();
  erasing = !done;
  if (done) return;
  log(LogLevel::warning, "erase: " + done.error().message());
  erase_again_at = clock->boottime() + between_scrubs;
}

// A box says so when it holds nothing any more; headquarters need not say it to itself.
Result<void> Keeper::State::scrub_and_confirm() {
  TRY(ledger::scrub(ledger->database()));
  if (!projector->headquarters() || *projector->headquarters() == device) return {};
  std::vector<ledger::Draft> drafts;
  for (ErasureRow const& row : TRY(Queries(ledger->database()).erasures())) {
    if (row.done.contains(device)) continue;
    bool more = !drafts.empty() && drafts.back().programme == row.programme &&
                std::get<ErasureDone>(drafts.back().body).erasures.size() < most_confirmed;
    if (!more) drafts.push_back({row.programme, ErasureDone{}});
    std::get<ErasureDone>(drafts.back().body).erasures.push_back(row.name);
  }
  return drafts.empty() ? Result<void>() : without_value(ledger->append(drafts));
}

Result<std::unique_ptr<Keeper>> Keeper::start(Options options, crypto::SigningKey key,
                                              Clock const& clock, Random& random) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  auto database = TRY(db::Database::open(state->options.database_path, state->options.access));
  state->ledger.emplace(
      TRY(ledger::Ledger::open(std::move(database), key, state->options.program, clock, random)));
  state->projector = TRY(Projector::open(state->ledger->database(), state->options.headquarters,
                                         state->options.rebuild_progress));
  state->ledger->observe(*state->projector);
  state->device = state->ledger->device();
  state->clock = &clock;
  state->finish_erasing();           // the last process may have died over it
  state->projector->take_changes();  // nobody follows yet
  auto keeper = std::unique_ptr<Keeper>(new Keeper(std::move(state)));
  if (keeper->state_->options.mode == Mode::thread) {
    keeper->state_->thread = std::thread([raw = keeper->state_.get()] { raw->run(); });
  }
  return keeper;
}

Keeper::Keeper(std::unique_ptr<State> state) : state_(std::move(state)) {}

Keeper::~Keeper() {
  {
    std::lock_guard guard(state_->mutex);
    state_->stopping = true;
    state_->woken.notify_one();
  }
  if (state_->thread.joinable()) state_->thread.join();
}

DeviceId Keeper::device() const { return state_->device; }

void Keeper::append(std::vector<ledger::Draft> drafts, Done<std::vector<EventName>> done) {
  state_->post(AppendJob{std::move(drafts), std::move(done)});
}

void Keeper::write(Compose compose, Done<std::vector<EventName>> done) {
  state_->post(WriteJob{std::move(compose), std::move(done)});
}

void Keeper::take_in(ledger::Intake intake, Done<std::vector<ledger::Outcome>> done) {
  state_->post(IntakeJob{std::move(intake), std::move(done)});
}

void Keeper::acknowledge(std::vector<EventName> upto, Done<void> done) {
  with_ledger([upto = std::move(upto)](ledger::Ledger& ledger) { return ledger.acknowledge(upto); },
              std::move(done));
}

void Keeper::with_ledger(std::function<Result<void>(ledger::Ledger&)> work, Done<void> done) {
  state_->post(LedgerJob{std::move(work), std::move(done)});
}

void Keeper::set_headquarters(DeviceId const& device, Done<void> done) {
  with_ledger(
      [this, device](ledger::Ledger&) -> Result<void> {
        state_->projector->set_headquarters(device);
        return {};
      },
      std::move(done));
}

bool Keeper::run_waiting() {
  std::unique_lock lock(state_->mutex);
  bool any = false;
  while (state_->run_once(lock)) any = true;
  lock.unlock();
  state_->erase_when_due();
  return any;
}

}  // namespace sala::views
