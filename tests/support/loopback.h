// Real headquarters and real kiosks over loopback HTTP, all threads and disks as in life. Without
// doctest, so that benchmarks use it too: what fails stops the program with its message.
#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "sync/hq/office.h"
#include "sync/hq/service.h"
#include "sync/link/courier_thread.h"
#include "sync/link/enrol.h"
#include "sync/views/keeper.h"
#include "tests/support/files.h"

namespace sala::test {

template <class T>
T or_stop(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", result.error().message().c_str());
  std::abort();
}
inline void or_stop(Result<void> const& result) {
  if (result) return;
  std::fprintf(stderr, "%s\n", result.error().message().c_str());
  std::abort();
}

inline constexpr ProgrammeId loopback_programme{{7, 7, 1}};
inline ProgrammeId loopback_programme_of(int number) {
  ProgrammeId id = loopback_programme;
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}
inline constexpr SessionId loopback_session{{7, 7, 2}};

class LoopbackHeadquarters {
 public:
  LoopbackHeadquarters() : data(folder / "hq") {
    key = or_stop(data.init(system_random()));
    start();
  }
  void start(std::uint16_t port = 0) {
    hq::ServiceOptions options;
    options.port = port;
    service = or_stop(hq::Service::start(data, options, system_clock(), system_random()));
  }
  void stop() { service.reset(); }
  // A link of enrolment for one more box.
  link::EnrolmentLink invite(ProgrammeId const& programme = loopback_programme) {
    auto office = or_stop(hq::Office::open(data.office(), db::Access::read_write, key,
                                           system_clock(), system_random()));
    auto code = or_stop(office.new_code({"box", VenueId{{5}}, {programme}}));
    return {service->url(), code, DeviceId{key.public_key()}, {}};
  }
  std::int64_t held(ProgrammeId const& programme = loopback_programme) const {
    auto database = or_stop(db::Database::open(data.ledger(), db::Access::read_only));
    return or_stop(or_stop(ledger::Reader::open(database)).last_position(programme));
  }

  TemporaryFolder folder;
  hq::DataFolder data;
  crypto::SigningKey key = crypto::SigningKey::from_seed({});
  std::unique_ptr<hq::Service> service;
};

class LoopbackKiosk {
 public:
  // Enrolled when it returns; connect() starts the link.
  explicit LoopbackKiosk(link::EnrolmentLink const& invitation, std::string authority = {})
      : key(crypto::SigningKey::generate(system_random())), ca_file(std::move(authority)) {
    link::EnrolmentWish wish{invitation, DeviceId{key.public_key()}, "kiosk 1"};
    http::ClientOptions client;
    client.ca_file = ca_file;
    client.pinned_keys = invitation.pins;
    auto told = link::enrol_and_wait(client, system_random(), wish);
    if (!told) or_stop(Result<void>(tl::unexpected(told.error().error)));
    binding = *told;
    views::Keeper::Options options;
    options.database_path = folder / "ledger.db";
    options.program = "kiosk 1";
    options.headquarters = binding.headquarters;
    keeper = or_stop(views::Keeper::start(options, key, system_clock(), system_random()));
  }
  ~LoopbackKiosk() { disconnect(); }

  void connect(std::string const& url) {
    link::CourierThread::Options options;
    options.database_path = folder / "ledger.db";
    options.ca_file = ca_file;
    options.binding = binding;
    options.on_binding = [this](link::Binding const& changed) {
      std::lock_guard guard(told_mutex);
      told_binding = changed;
    };
    options.binding.url = url;
    courier = or_stop(link::CourierThread::start(std::move(options), *keeper, key, system_clock(),
                                                 system_random()));
  }
  void connect() { connect(binding.url); }
  void disconnect() { courier.reset(); }

  // Durable when it returns.
  void sign_in(int count = 1) {
    std::vector<ledger::Draft> drafts;
    for (int i = 0; i < count; ++i) {
      AttendanceSignedIn body;
      body.session = loopback_session;
      body.participant = new_id<ParticipantId>(system_clock().wall(), system_random());
      drafts.push_back({binding.programmes.front(), body});
    }
    std::atomic<bool> done{false};
    keeper->append(std::move(drafts), [&](Result<std::vector<EventName>> const& names) {
      or_stop(without_value(names));
      if (courier) courier->nudge();
      done = true;
      done.notify_one();
    });
    done.wait(false);
  }
  // Tries now; whether headquarters has confirmed all that is on the disk, in time.
  bool all_arrives(std::chrono::milliseconds at_most) {
    courier->try_now();
    auto database = or_stop(db::Database::open(folder / "ledger.db", db::Access::read_only));
    auto reader = or_stop(ledger::Reader::open(database));
    return wait_until(
        [&] {
          auto tally = or_stop(reader.tally(DeviceId{key.public_key()}));
          return tally.saved > 0 && tally.acknowledged == tally.saved && !courier->status().trouble;
        },
        at_most);
  }
  // False when it did not come true in time.
  template <class Condition>
  static bool wait_until(Condition condition, std::chrono::milliseconds at_most) {
    auto end = std::chrono::steady_clock::now() + at_most;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > end) return false;
      std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
    return true;
  }

  TemporaryFolder folder;
  crypto::SigningKey key;
  std::string ca_file;
  link::Binding binding;
  std::mutex told_mutex;  // guards the next
  std::optional<link::Binding> told_binding;
  std::unique_ptr<views::Keeper> keeper;
  std::unique_ptr<link::CourierThread> courier;  // uses the keeper
};

}  // namespace sala::test
