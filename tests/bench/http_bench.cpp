// What the server alone can do, one JSON line a figure: batches of 100 events, answered at once or
// by another thread that takes all that wait (as a group commit does), and live viewers. The load
// comes from a process of its own, so that memory figures are the server's; the first run's, the
// largest, counts: later ones find the heap already grown.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/base/verify.h"
#include "platform/http/server.h"
#include "tests/bench/figure.h"

using namespace sala::http;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int connections = 16;
constexpr int events_a_post = 100;
constexpr int rounds = 5;

double ms(Clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

void print(std::string name, std::vector<double> runs, char const* unit,
           std::optional<double> aim = {}) {
  sala::bench::print({std::move(name), unit, std::move(runs), aim, {}});
}

int connect_to(std::uint16_t port) {
  int handle = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  VERIFY(connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  int on = 1;
  setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return handle;
}

void send_all(int handle, std::string const& text) {
  for (std::size_t at = 0; at < text.size();) {
    ssize_t sent = send(handle, text.data() + at, text.size() - at, MSG_NOSIGNAL);
    VERIFY(sent > 0);
    at += static_cast<std::size_t>(sent);
  }
}

// Runs `load` in a process of its own with the server's port; it returns figures.
std::vector<double> in_child(std::uint16_t port,
                             std::function<std::vector<double>(std::uint16_t)> const& load,
                             std::function<void()> const& meanwhile = {}) {
  int pipes[2];
  VERIFY(pipe(pipes) == 0);
  pid_t child = fork();
  if (child == 0) {
    std::vector<double> figures = load(port);
    std::size_t bytes = figures.size() * sizeof(double);
    VERIFY(write(pipes[1], figures.data(), bytes) == static_cast<ssize_t>(bytes));
    _exit(0);
  }
  close(pipes[1]);
  if (meanwhile) meanwhile();
  std::vector<double> figures(8);
  ssize_t bytes = read(pipes[0], figures.data(), figures.size() * sizeof(double));
  VERIFY(bytes > 0);
  figures.resize(static_cast<std::size_t>(bytes) / sizeof(double));
  close(pipes[0]);
  waitpid(child, nullptr, 0);
  return figures;
}

// Events a second, p99 of a post in ms.
std::vector<double> post_load(std::uint16_t port) {
  std::string body(245 * events_a_post, 'e');
  std::string request =
      "POST /push HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  int poll = epoll_create1(0);
  std::vector<int> handles;
  std::vector<Clock::time_point> sent(connections);
  std::vector<double> times;
  for (unsigned i = 0; i < connections; ++i) {
    handles.push_back(connect_to(port));
    epoll_event event{EPOLLIN, {}};
    event.data.u32 = i;
    epoll_ctl(poll, EPOLL_CTL_ADD, handles[i], &event);
    sent[i] = Clock::now();
    send_all(handles[i], request);
  }
  auto start = Clock::now();
  while (Clock::now() - start < 2s) {
    epoll_event ready[connections];
    int count = epoll_wait(poll, ready, connections, 1000);
    for (int at = 0; at < count; ++at) {
      unsigned i = ready[at].data.u32;
      char bytes[4096];
      VERIFY(recv(handles[i], bytes, sizeof(bytes), 0) > 0);
      times.push_back(ms(Clock::now() - sent[i]));
      sent[i] = Clock::now();
      send_all(handles[i], request);
    }
  }
  double seconds = ms(Clock::now() - start) / 1000;
  return {static_cast<double>(times.size()) * events_a_post / seconds,
          sala::bench::percentile(times, 0.99)};
}

void bench_posts(char const* name, int threads, Handler const& handler) {
  std::vector<double> rates;
  std::vector<double> p99;
  for (int round = 0; round < rounds; ++round) {
    ServerOptions options;
    options.threads = threads;
    auto server = std::move(Server::start(options, handler).value());
    auto figures = in_child(server->port(), post_load);
    rates.push_back(figures[0]);
    p99.push_back(figures[1]);
  }
  print(std::string(name) + "_events_per_s", rates, "events/s", 100'000);
  print(std::string(name) + "_p99_ms", p99, "ms");
}

// Takes all that wait at once, like a commit that they share.
class Committer {
 public:
  Committer() : thread_([this] { run(); }) {}
  ~Committer() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  void add(Responder responder) {
    {
      std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(responder));
    }
    changed_.notify_one();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stop_) {
      changed_.wait(lock, [this] { return stop_ || !waiting_.empty(); });
      std::vector<Responder> batch;
      batch.swap(waiting_);
      lock.unlock();
      for (auto& responder : batch) responder.answer(Response::text(200, "ok"));
      batch.clear();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Responder> waiting_;
  bool stop_ = false;
  std::thread thread_;
};

double resident_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr);
  }
  return 0;
}

constexpr int frames = 100;
constexpr std::size_t frame_bytes = 300;

// p50 and p99 over frames of the time from sending to the last viewer having it.
std::vector<double> watch_load(std::uint16_t port, int viewers) {
  int poll = epoll_create1(0);
  std::vector<std::size_t> received(static_cast<std::size_t>(viewers));
  std::vector<bool> headed(static_cast<std::size_t>(viewers));
  for (int i = 0; i < viewers; ++i) {
    int handle = connect_to(port);
    send_all(handle, "GET /live HTTP/1.1\r\nHost: x\r\n\r\n");
    epoll_event event{EPOLLIN, {}};
    event.data.u64 = (static_cast<std::uint64_t>(i) << 32) | static_cast<unsigned>(handle);
    epoll_ctl(poll, EPOLL_CTL_ADD, handle, &event);
  }
  std::vector<int> have(frames);  // viewers that have frame n whole
  std::vector<double> sent(frames);
  std::vector<double> times;
  while (times.size() < frames) {
    epoll_event ready[512];
    int count = epoll_wait(poll, ready, 512, 10'000);
    VERIFY(count > 0);
    for (int at = 0; at < count; ++at) {
      auto i = static_cast<std::size_t>(ready[at].data.u64 >> 32);
      char bytes[65536];
      ssize_t size =
          recv(static_cast<int>(ready[at].data.u64 & 0xffffffff), bytes, sizeof(bytes), 0);
      VERIFY(size > 0);
      std::string_view text(bytes, static_cast<std::size_t>(size));
      if (!headed[i]) {
        headed[i] = true;
        text.remove_prefix(text.find("\r\n\r\n") + 4);
      }
      std::size_t whole = received[i] / frame_bytes;
      if (received[i] % frame_bytes == 0 && text.starts_with("data: ") && sent[whole] == 0) {
        sent[whole] = std::strtod(text.data() + 6, nullptr);
      }
      received[i] += text.size();
      for (; whole < received[i] / frame_bytes; ++whole) {
        if (++have[whole] == viewers) {
          times.push_back(ms(Clock::now().time_since_epoch()) - sent[whole]);
        }
      }
    }
  }
  return {sala::bench::percentile(times, 0.5), sala::bench::percentile(times, 0.99)};
}

void bench_viewers(int viewers) {
  std::vector<double> p50;
  std::vector<double> p99;
  std::vector<double> memory;
  for (int round = 0; round < rounds; ++round) {
    std::mutex mutex;
    std::vector<std::shared_ptr<EventStream>> streams;
    auto server = std::move(Server::start({}, [&](Request&&, Responder responder) {
                              std::lock_guard lock(mutex);
                              streams.push_back(responder.stream());
                            }).value());
    double before = resident_kb();
    auto count = static_cast<std::size_t>(viewers);
    auto figures = in_child(
        server->port(), [&](std::uint16_t port) { return watch_load(port, viewers); },
        [&] {
          while (server->counts().streams < count) std::this_thread::sleep_for(5ms);
          std::this_thread::sleep_for(200ms);
          memory.push_back((resident_kb() - before) / viewers);
          for (int i = 0; i < frames; ++i) {
            std::this_thread::sleep_for(40ms);
            char text[64];
            snprintf(text, sizeof(text), "data: %.3f ", ms(Clock::now().time_since_epoch()));
            std::string frame(text);
            frame.resize(frame_bytes - 2, 'x');
            auto shared = std::make_shared<std::string const>(frame + "\n\n");
            std::lock_guard lock(mutex);
            for (auto const& stream : streams) stream->send(shared);
          }
        });
    p50.push_back(figures[0]);
    p99.push_back(figures[1]);
  }
  std::string name = "http_" + std::to_string(viewers) + "_viewers_last";
  print(name + "_p50_ms", p50, "ms");
  print(name + "_p99_ms", p99, "ms", viewers == 500 ? std::optional<double>(20) : std::nullopt);
  print("http_" + std::to_string(viewers) + "_viewers_each_kb", memory, "kB", 2);
}

}  // namespace

int main() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  bench_viewers(2000);
  bench_viewers(500);
  auto at_once = [](Request&&, Responder a) { a.answer(Response::text(200, "ok")); };
  bench_posts("http_post_1_thread", 1, at_once);
  bench_posts("http_post_2_threads", 2, at_once);
  Committer committer;
  bench_posts("http_post_shared_commit", 1,
              [&](Request&&, Responder responder) { committer.add(std::move(responder)); });
}
