// Live event streams over real sockets.
#include <doctest/doctest.h>
#include <poll.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "platform/http/server.h"
#include "tests/support/raw_socket.h"

namespace sala::http {
namespace {

using namespace std::chrono_literals;
using test::RawSocket;

constexpr std::string_view get = "GET /live HTTP/1.1\r\nHost: x\r\n\r\n";

SharedText frame(std::string_view id, std::string_view data) {
  return std::make_shared<std::string const>(event_frame(id, "", data));
}

class Stage {
 public:
  explicit Stage(ServerLimits limits = {}, int threads = 1) {
    ServerOptions options;
    options.limits = limits;
    options.threads = threads;
    server_ = std::move(Server::start(options, [this](Request&&, Responder responder) {
                          auto stream = responder.stream({{"X-Accel-Buffering", "no"}});
                          stream->on_close([this] { ++closed_; });
                          std::lock_guard lock(mutex_);
                          streams_.push_back(std::move(stream));
                        }).value());
  }
  RawSocket watch() {
    RawSocket socket(server_->port());
    socket.send(get);
    return socket;
  }
  int send(SharedText const& text) {
    std::lock_guard lock(mutex_);
    return static_cast<int>(
        std::ranges::count_if(streams_, [&](auto const& stream) { return stream->send(text); }));
  }
  std::shared_ptr<EventStream> last() {
    std::lock_guard lock(mutex_);
    return streams_.back();
  }
  bool wait_for_streams(std::size_t count) {
    return soon([&] { return server_->counts().streams == count; });
  }
  template <class Condition>
  bool soon(Condition condition) {
    for (int i = 0; i < 2500; ++i, std::this_thread::sleep_for(2ms)) {
      if (condition()) return true;
    }
    return false;
  }
  Server& server() { return *server_; }
  int closed() const { return closed_; }

 private:
  std::mutex mutex_;  // guards streams_
  std::vector<std::shared_ptr<EventStream>> streams_;
  std::atomic<int> closed_{0};
  std::unique_ptr<Server> server_;
};

}  // namespace

TEST_CASE("a viewer gets every frame in order") {
  Stage stage;
  RawSocket viewer = stage.watch();
  std::string head = viewer.receive_until("\r\n\r\n");
  CHECK(head.find("Content-Type: text/event-stream\r\n") != std::string::npos);
  CHECK(head.find("X-Accel-Buffering: no\r\n") != std::string::npos);
  CHECK(head.find("Content-Length") == std::string::npos);
  REQUIRE(stage.wait_for_streams(1));
  for (int i = 0; i < 200; ++i) CHECK(stage.send(frame(std::to_string(i), "row")) == 1);
  for (int i = 0; i < 200; ++i) {
    CHECK(viewer.receive_until("\n\n") == "id: " + std::to_string(i) + "\ndata: row\n\n");
  }
}

TEST_CASE("frames sent before the head has left are not lost") {
  std::unique_ptr<Server> server =
      std::move(Server::start({}, [](Request&&, Responder responder) {
                  auto stream = responder.stream();
                  stream->send(frame("1", "early"));
                  stream->close();
                  CHECK_FALSE(stream->send(frame("2", "after the end")));
                }).value());
  RawSocket viewer(server->port());
  viewer.send(get);
  CHECK(viewer.receive_until("\n\n").find("text/event-stream") != std::string::npos);
  CHECK(viewer.closed_within(2s));
  CHECK(viewer.unread().find("after") == std::string::npos);
}

TEST_CASE("a viewer that leaves is noticed without a frame being sent") {
  Stage stage;
  {
    RawSocket viewer = stage.watch();
    viewer.receive_until("\r\n\r\n");
    REQUIRE(stage.wait_for_streams(1));
  }
  CHECK(stage.soon([&] { return stage.closed() == 1; }));
  CHECK(stage.last()->closed());
  CHECK(stage.send(frame("1", "x")) == 0);
  CHECK(stage.soon([&] { return stage.server().counts().connections == 0; }));
}

TEST_CASE("a viewer that does not keep up is closed, the others do not wait for it") {
  ServerLimits limits;
  limits.stream_backlog_bytes = 100'000;
  Stage stage(limits);
  RawSocket slow = stage.watch();
  slow.shrink_receive_buffer();
  RawSocket good = stage.watch();
  REQUIRE(stage.wait_for_streams(2));
  good.receive_until("\r\n\r\n");
  auto big = frame("1", std::string(20'000, 'x'));
  int sent = 0;
  while (stage.send(big) == 2 && sent < 2000) {
    ++sent;
    REQUIRE(good.receive_until("\n\n").size() == big->size());
  }
  CHECK(sent < 2000);
  CHECK(good.receive_until("\n\n").size() == big->size());
  CHECK(stage.soon([&] { return stage.closed() == 1; }));
  CHECK(stage.send(frame("2", "on")) == 1);
  CHECK(good.receive_until("\n\n") == "id: 2\ndata: on\n\n");
}

TEST_CASE("the first frame may be larger than what a viewer may lag behind") {
  ServerLimits limits;
  limits.stream_backlog_bytes = 100'000;
  Stage stage(limits);
  RawSocket viewer = stage.watch();
  REQUIRE(stage.wait_for_streams(1));
  viewer.receive_until("\r\n\r\n");
  auto whole = frame("1", std::string(300'000, 'x'));
  CHECK(stage.send(whole) == 1);
  CHECK(viewer.receive_until("\n\n").size() == whole->size());
}

TEST_CASE("a quiet stream is kept alive by comments") {
  ServerLimits limits;
  limits.stream_keep_alive = 50ms;
  Stage stage(limits);
  RawSocket viewer = stage.watch();
  viewer.receive_until("\r\n\r\n");
  CHECK(viewer.receive_until(":\n\n", 1s) == ":\n\n");
  CHECK(viewer.receive_until(":\n\n", 1s) == ":\n\n");
}

TEST_CASE("stopping ends the streams") {
  Stage stage;
  RawSocket viewer = stage.watch();
  REQUIRE(stage.wait_for_streams(1));
  stage.send(frame("1", "last"));
  stage.server().stop(500ms);
  CHECK(viewer.receive_until("last").ends_with("last"));
  CHECK(viewer.closed_within(1s));
  CHECK(stage.closed() == 1);
}

TEST_CASE("five hundred viewers all get what is sent from two threads") {
  constexpr int viewers = 500;
  constexpr int frames = 20;
  Stage stage({}, 2);
  std::vector<RawSocket> sockets;
  for (int i = 0; i < viewers; ++i) sockets.push_back(stage.watch());
  REQUIRE(stage.wait_for_streams(viewers));
  std::thread other([&] {
    for (int i = 0; i < frames; ++i) stage.send(frame("a" + std::to_string(i), "x"));
  });
  for (int i = 0; i < frames; ++i) stage.send(frame("b" + std::to_string(i), "x"));
  other.join();
  stage.send(frame("end", ""));
  for (auto& socket : sockets) {
    std::string all = socket.receive_until("id: end");
    CHECK(std::ranges::count(all, 'a') >= frames);
    std::size_t at = 0;
    for (int i = 0; i < frames; ++i) {  // each thread's own in order, none missing
      at = all.find("id: b" + std::to_string(i) + "\n", at);
      REQUIRE(at != std::string::npos);
    }
  }
  sockets.clear();
  CHECK(stage.soon([&] { return stage.closed() == viewers; }));
}

TEST_CASE("HEAD of a stream is its head") {
  Stage stage;
  RawSocket viewer(stage.server().port());
  viewer.send("HEAD /live HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(viewer.receive_until("\r\n\r\n").find("text/event-stream") != std::string::npos);
  CHECK(viewer.closed_within(2s));
  CHECK(stage.soon([&] { return stage.closed() == 1; }));
}

}  // namespace sala::http
