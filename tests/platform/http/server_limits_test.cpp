// What the server does with too much, too many and too slow.
#include <doctest/doctest.h>

#include <mutex>
#include <thread>

#include "platform/http/server.h"
#include "tests/platform/http/site_tests.h"

namespace sala::http {

TEST_CASE("only the hosts of the options are served, when there are some") {
  ServerOptions options;
  options.hosts = {"127.0.0.1", "localhost"};
  Site site(options);
  CHECK(status_of(site.ask("GET / HTTP/1.1\r\nHost: LocalHost:1\r\n\r\n")) == 200);
  CHECK(status_of(site.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")) == 421);
}

TEST_CASE("a body over its route's limit is answered 413 before it is read") {
  Site site({}, {}, [](Request const& head) -> std::size_t { return head.path == "/big" ? 9 : 3; });
  auto post = [&](std::string_view path, std::size_t size) {
    return status_of(site.ask("POST " + std::string(path) +
                              " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(size) +
                              "\r\n\r\n" + std::string(size, 'a')));
  };
  CHECK(post("/big", 9) == 200);
  CHECK(post("/big", 10) == 413);
  CHECK(post("/small", 3) == 200);
  CHECK(post("/small", 4) == 413);
  CHECK(post("/small", 3'000'000) == 413);  // the answer survives what is still being sent
  CHECK(site.handled() == 2);
}

TEST_CASE("all bodies together have a limit") {
  std::mutex mutex;
  std::vector<Responder> held;
  Site site(quick([](ServerLimits& limits) { limits.all_bodies_bytes = 200'000; }),
            [&](Request&&, Responder responder) {
              std::lock_guard lock(mutex);
              held.push_back(std::move(responder));
            });
  std::string post = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 150000\r\n\r\n";
  RawSocket first = site.connect();
  first.send(post + std::string(150'000, 'a'));
  REQUIRE(soon([&] { return site.server().counts().requests == 1; }));
  CHECK(status_of(site.ask(post + std::string(150'000, 'a'))) == 503);
  {
    std::lock_guard lock(mutex);
    held.clear();
  }
  CHECK(status_of(first.receive_answer()) == 500);
  RawSocket third = site.connect();
  third.send(post + std::string(150'000, 'a'));
  CHECK(soon([&] { return site.server().counts().requests == 2; }));
  std::lock_guard lock(mutex);
  held.clear();
}

TEST_CASE("one byte a second is cut off, in the head and in the body") {
  Site site(quick([](ServerLimits& limits) {
    limits.header_time = 300ms;
    limits.body_time = 300ms;
  }));
  RawSocket head = site.connect();
  auto start = std::chrono::steady_clock::now();
  for (char c : std::string_view("GET / HTTP/1.1\r\nA: bbbbbbbbbbb")) {
    if (!head.send(std::string(1, c))) break;
    if (std::chrono::steady_clock::now() - start > 500ms) break;
    std::this_thread::sleep_for(50ms);
  }
  CHECK(status_of(head.receive_answer(1s)) == 408);

  RawSocket body = site.connect();
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");
  for (int i = 0; i < 8; ++i) {
    body.send("a");
    std::this_thread::sleep_for(50ms);
  }
  CHECK(status_of(body.receive_answer(1s)) == 408);
  CHECK(site.handled() == 0);
}

TEST_CASE("a body that keeps up the least rate may take longer") {
  Site site(quick([](ServerLimits& limits) {
    limits.body_time = 200ms;
    limits.body_least_bytes_per_second = 10'000;
  }));
  RawSocket socket = site.connect();
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n");
  for (int i = 0; i < 10; ++i) {  // 20 kB in 0.5 s
    socket.send(std::string(2000, 'a'));
    std::this_thread::sleep_for(50ms);
  }
  CHECK(status_of(socket.receive_answer()) == 200);
}

TEST_CASE("a body that comes at half the least rate is cut off") {
  Site site(quick([](ServerLimits& limits) {
    limits.body_time = 200ms;
    limits.body_least_bytes_per_second = 10'000;
  }));
  RawSocket socket = site.connect();
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n");
  for (int i = 0; i < 20; ++i) {  // 5 kB/s: the time runs out after 0.4 s
    socket.send(std::string(250, 'a'));
    std::this_thread::sleep_for(50ms);
  }
  CHECK(status_of(socket.receive_answer(10ms)) == 408);
}

TEST_CASE("a silent connection is closed, one that was served stays for its idle time") {
  Site site(quick([](ServerLimits& limits) {
    limits.header_time = 150ms;
    limits.idle_time = 600ms;
  }));
  RawSocket silent = site.connect();
  RawSocket served = site.connect();
  served.send(get);
  served.receive_answer();
  CHECK(silent.closed_within(1s));
  CHECK_FALSE(served.closed_within(100ms));
  CHECK(served.closed_within(2s));
}

TEST_CASE("connections above the limit are turned away at once") {
  Site site(quick([](ServerLimits& limits) { limits.connections = 2; }));
  RawSocket one = site.connect();
  RawSocket two = site.connect();
  one.send(get);
  two.send(get);
  one.receive_answer();
  two.receive_answer();
  RawSocket three = site.connect();
  CHECK(status_of(three.receive_answer()) == 503);
  one.close();
  REQUIRE(soon([&] { return site.server().counts().connections == 1; }));
  CHECK(status_of(site.ask(get)) == 200);
}

TEST_CASE("a large answer reaches a slow reader whole, a reader that stops is dropped") {
  auto large = std::make_shared<std::string const>(8'000'000, 'x');
  Site site(quick([](ServerLimits& limits) { limits.write_stall_time = 300ms; }),
            [&](Request&&, Responder a) { a.answer(Response::bytes(200, "text/plain", large)); });
  RawSocket slow = site.connect();
  slow.send(get);
  std::this_thread::sleep_for(100ms);
  CHECK(body_of(slow.receive_answer()).size() == large->size());

  RawSocket stuck = site.connect();
  stuck.shrink_receive_buffer();
  stuck.send(get);
  REQUIRE(soon([&] { return site.server().counts().requests == 2; }));
  CHECK(site.server().counts().connections == 2);
  CHECK(soon([&] { return site.server().counts().connections == 1; }, 4s));
}

}  // namespace sala::http
