#include "sync/link/courier_thread.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "platform/http/client.h"

namespace sala::link {
namespace {

using namespace std::chrono_literals;

// Boottime goes on while the machine sleeps, the client's waiting does not: look at the clock again
// at least this often.
constexpr Micros longest_sleep = 30s;

http::ClientOptions client_options(CourierThread::Options const& options) {
  http::ClientOptions client;
  client.ca_file = options.ca_file;
  client.pinned_keys = options.binding.pins;
  return client;
}

}  // namespace

struct CourierThread::State {
  State(Options given, std::unique_ptr<db::Database> opened, ledger::Reader reads,
        views::Keeper& keeper, crypto::SigningKey const& its_key, Clock const& its_clock,
        Random& random)
      : options(std::move(given)),
        key(its_key),
        clock(its_clock),
        database(std::move(opened)),
        reader(reads),
        client(client_options(options)),
        courier({client, keeper, reader, clock, random, key, [this] { client.wake(); },
                 [this](Status const& status) { tell(status); },
                 [this](Binding const& binding) { rebound(binding); }, options.on_whole},
                options.binding) {}

  void tell(Status const& status) {
    {
      std::lock_guard guard(mutex);
      shown = status;
    }
    if (options.on_status) options.on_status(status);
  }
  void rebound(Binding const& binding) {
    client.pin(binding.pins);
    if (options.on_binding) options.on_binding(binding);
  }
  void run();

  Options const options;
  crypto::SigningKey const key;
  Clock const& clock;
  std::unique_ptr<db::Database> database;  // the reader points to it
  ledger::Reader reader;
  http::Client client;
  Courier courier;
  std::atomic<bool> stopping{false};
  mutable std::mutex mutex;  // guards shown
  Status shown;
  std::thread thread;
};

void CourierThread::State::run() {
  while (!stopping) {
    BootTime now = clock.boottime();
    courier.tick(now);
    Micros sleep = std::min(courier.next_wake(now) - now, longest_sleep);
    client.poll(std::chrono::ceil<std::chrono::milliseconds>(std::max(sleep, Micros(0))));
  }
}

Result<std::unique_ptr<CourierThread>> CourierThread::start(Options options, views::Keeper& keeper,
                                                            crypto::SigningKey const& key,
                                                            Clock const& clock, Random& random) {
  auto database = std::make_unique<db::Database>(
      TRY(db::Database::open(options.database_path, db::Access::read_only)));
  auto reader = TRY(ledger::Reader::open(*database));
  auto state = std::make_unique<State>(std::move(options), std::move(database), reader, keeper, key,
                                       clock, random);
  auto* raw = state.get();
  state->thread = std::thread([raw] { raw->run(); });
  return std::unique_ptr<CourierThread>(new CourierThread(std::move(state)));
}

CourierThread::CourierThread(std::unique_ptr<State> state) : state_(std::move(state)) {}

CourierThread::~CourierThread() {
  state_->stopping = true;
  state_->client.wake();
  state_->thread.join();
}

void CourierThread::nudge() { state_->courier.nudge(); }
void CourierThread::try_now() { state_->courier.try_now(); }

Status CourierThread::status() const {
  std::lock_guard guard(state_->mutex);
  return state_->shown;
}

}  // namespace sala::link
