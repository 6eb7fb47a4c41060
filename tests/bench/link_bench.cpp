// The link's figures: a backlog drained over loopback HTTP into real headquarters, verified,
// projected and committed there, confirmed and written down here; and what that cost on the wire.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "platform/base/verify.h"
#include "platform/crypto/compress.h"
#include "tests/bench/choose.h"
#include "tests/bench/figure.h"
#include "tests/support/loopback.h"

using namespace sala;
using namespace sala::test;
using namespace std::chrono_literals;

namespace {

constexpr int backlog = 50'000;
constexpr int rounds = 5;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Stands between a kiosk and headquarters and counts the bytes of both directions, headers and all.
class CountingWire {
 public:
  explicit CountingWire(std::uint16_t to) : to_(to) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    VERIFY(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    VERIFY(listen(listener_, 16) == 0);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~CountingWire() {
    stopping_ = true;
    thread_.join();
    for (auto const& pair : pairs_) close(pair.first), close(pair.second);
    close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::uint64_t bytes() const { return bytes_; }

 private:
  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
  void accept_one() {
    int from = accept(listener_, nullptr, nullptr);
    int to = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(to_);
    VERIFY(connect(to, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    pairs_.emplace_back(from, to);
  }
  void pump(int from, int to) {
    char buffer[64 * 1024];
    ssize_t count = recv(from, buffer, sizeof buffer, MSG_DONTWAIT);
    if (count == 0) shutdown(to, SHUT_WR);
    if (count <= 0) return;
    bytes_ += static_cast<std::uint64_t>(count);
    for (ssize_t at = 0; at < count;) {
      ssize_t sent = send(to, buffer + at, static_cast<std::size_t>(count - at), MSG_NOSIGNAL);
      if (sent <= 0) return;
      at += sent;
    }
  }
  void run() {
    while (!stopping_) {
      std::vector<pollfd> waits{{listener_, POLLIN, 0}};
      for (auto const& [from, to] : pairs_) {
        waits.push_back({from, POLLIN, 0});
        waits.push_back({to, POLLIN, 0});
      }
      poll(waits.data(), waits.size(), 20);
      for (std::size_t i = 1; i + 1 < waits.size(); i += 2) {
        if (waits[i].revents != 0) pump(waits[i].fd, waits[i + 1].fd);
        if (waits[i + 1].revents != 0) pump(waits[i + 1].fd, waits[i].fd);
      }
      if ((waits[0].revents & POLLIN) != 0) accept_one();
    }
  }

  std::uint16_t const to_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::vector<std::pair<int, int>> pairs_;
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

// As a door that was offline for weeks has written it: a few events a commit do not matter here.
void write_backlog(LoopbackKiosk& kiosk, int events) {
  for (int done = 0; done < events; done += 500) kiosk.sign_in(500);
}

// Seconds until all kiosks' events are confirmed and that is written down at each.
double drain(std::vector<std::unique_ptr<LoopbackKiosk>>& kiosks, std::string const& url) {
  auto start = std::chrono::steady_clock::now();
  for (auto& kiosk : kiosks) kiosk->connect(url);
  for (auto& kiosk : kiosks) {
    bool done = kiosk->wait_until(
        [&] {
          auto status = kiosk->courier->status();
          return status.safe_to_switch_off && status.saved > 0;
        },
        120s);
    VERIFY(done);
  }
  double seconds = seconds_since(start);
  for (auto& kiosk : kiosks) kiosk->disconnect();
  return seconds;
}

std::vector<std::unique_ptr<LoopbackKiosk>> kiosks_with(LoopbackHeadquarters& hq, int count,
                                                        int events_each) {
  std::vector<std::unique_ptr<LoopbackKiosk>> kiosks;
  for (int i = 0; i < count; ++i) {
    // Each in a programme of its own, as twenty workshops have: else they read each other's.
    kiosks.push_back(std::make_unique<LoopbackKiosk>(hq.invite(loopback_programme_of(i))));
    write_backlog(*kiosks.back(), events_each);
  }
  return kiosks;
}

// Batches of 500 inserted by SQLite alone, with a unique key, WAL and FULL: what the disk allows.
double raw_inserts_per_second() {
  TemporaryFolder folder;
  auto database = or_stop(db::Database::open(folder / "raw.db", db::Access::read_write));
  or_stop(
      database.exec("CREATE TABLE e(place INTEGER PRIMARY KEY, stream INTEGER, seq INTEGER,"
                    " body BLOB, UNIQUE(stream, seq))"));
  auto insert = or_stop(database.prepare("INSERT INTO e VALUES(?1, 1, ?1, ?2)"));
  std::string const body(245, 'x');
  auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < backlog;) {
    auto transaction = or_stop(db::Transaction::begin(database));
    for (int end = i + 500; i < end; ++i) or_stop(insert.bind(i, as_bytes(body)).run());
    or_stop(transaction.commit());
  }
  return backlog / seconds_since(start);
}

void bench_drain(char const* name, int count, double aim) {
  bench::Figure figure{name, "events/s", {}, aim, {0, "SQLite alone, batches of 500, same run"}};
  std::vector<double> raw;
  for (int round = 0; round < rounds; ++round) {
    raw.push_back(raw_inserts_per_second());
    LoopbackHeadquarters hq;
    auto kiosks = kiosks_with(hq, count, backlog / count);
    figure.runs.push_back(backlog / drain(kiosks, hq.service->url()));
    std::int64_t held = 0;
    for (int i = 0; i < count; ++i) held += hq.held(loopback_programme_of(i));
    VERIFY(held >= backlog);
  }
  figure.limit.value = bench::median(raw);
  bench::print(figure);
}

// What no layout can do without, packed 500 events at a time: their bodies and random salts.
double packed_bytes_per_event(LoopbackKiosk& kiosk) {
  auto database = or_stop(db::Database::open(kiosk.folder / "ledger.db", db::Access::read_only));
  auto reader = or_stop(ledger::Reader::open(database));
  std::size_t packed = 0, events = 0;
  for (auto const& stream : or_stop(reader.streams())) {
    for (std::uint64_t after = 0; after < stream.last_seq;) {
      auto read = or_stop(reader.read_stream(stream, after, {}));
      std::string plain;
      for (EventView const& event : read.runs.front().events) plain += event.body;
      for (EventView const& event : read.runs.front().events) plain += as_text(event.salt);
      packed += or_stop(Compressor().compress(plain)).size();
      events += read.runs.front().events.size();
      after = read.runs.front().last_seq();
    }
  }
  return static_cast<double>(packed) / static_cast<double>(events);
}

void bench_wire() {
  bench::Figure figure{"wire_bytes_per_event",
                       "bytes",
                       {},
                       80,
                       {0, "zstd-3 of the same bodies and salts alone, same run"}};
  for (int round = 0; round < rounds; ++round) {
    LoopbackHeadquarters hq;
    CountingWire wire(hq.service->port());
    auto kiosks = kiosks_with(hq, 1, backlog);
    drain(kiosks, wire.url());
    figure.runs.push_back(static_cast<double>(wire.bytes()) / backlog);
    figure.limit.value = packed_bytes_per_event(*kiosks.front());
  }
  bench::print(figure);
}

}  // namespace

int main(int count, char** words) {
  auto one = [] { bench_drain("drain_events_per_s", 1, 100'000); };
  auto twenty = [] { bench_drain("drain_20_kiosks_events_per_s", 20, 120'000); };
  return bench::run_chosen({{"wire_bytes_per_event", bench_wire},
                            {"drain_events_per_s", one},
                            {"drain_20_kiosks_events_per_s", twenty}},
                           {words + 1, words + count});
}
