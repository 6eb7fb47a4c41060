#include "platform/http/server.h"

#include <doctest/doctest.h>

#include <future>
#include <mutex>
#include <thread>

#include "tests/platform/http/site_tests.h"

namespace sala::http {

TEST_CASE("a connection serves one request after the other, pipelined ones in order") {
  Site site;
  RawSocket socket = site.connect();
  for (int i = 0; i < 3; ++i) {
    socket.send("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    std::string answer = socket.receive_answer();
    CHECK(status_of(answer) == 200);
    CHECK(body_of(answer) == "GET /" + std::to_string(i) + " []");
    CHECK(answer.find("Connection: close") == std::string::npos);
    CHECK(answer.find("X-Content-Type-Options: nosniff") != std::string::npos);
  }
  std::string many;
  for (int i = 0; i < 50; ++i) {
    many += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";
  }
  socket.send(many);
  for (int i = 0; i < 50; ++i) {
    CHECK(body_of(socket.receive_answer()) == "POST /" + std::to_string(i) + " [hi]");
  }
  CHECK(site.server().counts().connections == 1);
  CHECK(site.server().counts().requests == 53);
}

TEST_CASE("HEAD is answered like GET without the body, HTTP/1.0 is closed after it") {
  Site site;
  RawSocket socket = site.connect();
  socket.send("HEAD /x HTTP/1.1\r\nHost: x\r\n\r\n");
  std::string head = socket.receive_until("\r\n\r\n");
  CHECK(head.find("Content-Length: 9\r\n") != std::string::npos);
  socket.send(get);
  CHECK(body_of(socket.receive_answer()) == "GET / []");

  RawSocket old = site.connect();
  old.send("GET / HTTP/1.0\r\n\r\n");
  CHECK(status_of(old.receive_answer()) == 200);
  CHECK(old.closed_within(1s));
}

TEST_CASE("a request that is refused never reaches the handler and ends its connection") {
  Site site;
  for (std::string_view bad :
       {"GET / HTTP/1.1\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\n\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    RawSocket socket = site.connect();
    socket.send(bad);
    CHECK(status_of(socket.receive_answer()) == 400);
    CHECK(socket.closed_within(3s));
    CHECK(socket.unread().empty());
  }
  CHECK(site.ask("OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n").find("Allow: GET") != std::string::npos);
  CHECK(site.handled() == 0);
  CHECK(site.server().counts().refused == 5);
}

TEST_CASE("a client that breaks off in a body is forgotten") {
  Site site;
  RawSocket broken = site.connect();
  broken.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
  REQUIRE(soon([&] { return site.server().counts().connections == 1; }));
  broken.reset();
  CHECK(soon([&] { return site.server().counts().connections == 0; }));
  CHECK(site.handled() == 0);
  CHECK(status_of(site.ask(get)) == 200);
}

TEST_CASE("an answer may come later and from another thread") {
  std::thread answerer;
  Site site({}, [&](Request&&, Responder responder) {
    answerer = std::thread([held = std::move(responder)]() mutable {
      std::this_thread::sleep_for(50ms);
      CHECK(held.answer(Response::text(200, "later")));
    });
  });
  CHECK(body_of(site.ask(get)) == "later");
  answerer.join();
}

TEST_CASE("a responder that is dropped answers 500, one that is late loses to its deadline") {
  std::promise<Responder> late;
  Site site({}, [&](Request&& request, Responder responder) {
    if (request.path == "/dropped") return;
    responder.set_deadline(100ms, [] { return Response::text(204, ""); });
    late.set_value(std::move(responder));
  });
  CHECK(status_of(site.ask("GET /dropped HTTP/1.1\r\nHost: x\r\n\r\n")) == 500);
  auto start = std::chrono::steady_clock::now();
  CHECK(status_of(site.ask(get)) == 204);
  CHECK(std::chrono::steady_clock::now() - start >= 100ms);
  CHECK_FALSE(late.get_future().get().answer(Response::text(200, "too late")));
}

TEST_CASE("a handler that never answers is answered for") {
  std::promise<Responder> kept;
  Site site(quick([](ServerLimits& limits) { limits.answer_time = 100ms; }),
            [&](Request&&, Responder responder) { kept.set_value(std::move(responder)); });
  CHECK(status_of(site.ask(get)) == 503);
}

TEST_CASE("who waits hears that the client has left") {
  std::promise<Responder> kept;
  std::promise<void> gone;
  Site site({}, [&](Request&&, Responder responder) {
    responder.set_deadline(30s, [] { return Response::text(204, ""); });
    responder.on_gone([&] { gone.set_value(); });
    kept.set_value(std::move(responder));
  });
  {
    RawSocket socket = site.connect();
    socket.send(get);
    REQUIRE(soon([&] { return site.server().counts().requests == 1; }));
  }
  CHECK(gone.get_future().wait_for(2s) == std::future_status::ready);
  CHECK_FALSE(kept.get_future().get().answer(Response::text(200, "")));
  CHECK(soon([&] { return site.server().counts().connections == 0; }));
}

TEST_CASE("a header with a line end in it becomes a 500, not two answers") {
  Site site({}, [](Request&&, Responder responder) {
    Response response = Response::text(200, "body");
    response.headers.add("Location", "/x\r\nSet-Cookie: a=b");
    responder.answer(std::move(response));
  });
  std::string answer = site.ask(get);
  CHECK(status_of(answer) == 500);
  CHECK(answer.find("Set-Cookie") == std::string::npos);
}

TEST_CASE("leave to send a body is given when it is asked for") {
  Site site;
  RawSocket socket = site.connect();
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(socket.receive_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  socket.send("hi");
  CHECK(body_of(socket.receive_answer()) == "POST / [hi]");
}

TEST_CASE("stopping lets what is begun end and long-polls answer at once") {
  std::vector<std::thread> threads;
  Site site({}, [&](Request&& request, Responder responder) {
    if (request.path == "/poll") {
      responder.set_deadline(60s, [] { return Response::text(200, "nothing new"); });
      threads.emplace_back([held = std::move(responder)]() mutable {
        std::this_thread::sleep_for(600ms);
        CHECK_FALSE(held.answer(Response::text(200, "never")));
      });
    } else {
      threads.emplace_back([held = std::move(responder)]() mutable {
        std::this_thread::sleep_for(200ms);
        held.answer(Response::text(200, "done"));
      });
    }
  });
  RawSocket idle = site.connect();
  RawSocket poll = site.connect();
  RawSocket work = site.connect();
  poll.send("GET /poll HTTP/1.1\r\nHost: x\r\n\r\n");
  work.send("GET /work HTTP/1.1\r\nHost: x\r\n\r\n");
  REQUIRE(soon([&] { return site.server().counts().requests == 2; }));
  auto start = std::chrono::steady_clock::now();
  auto stopping = std::async([&] { site.server().stop(); });
  std::string polled = poll.receive_answer();
  CHECK(body_of(polled) == "nothing new");
  CHECK(polled.find("Connection: close") != std::string::npos);
  CHECK(body_of(work.receive_answer()) == "done");
  CHECK(idle.closed_within(1s));
  poll.close();
  work.close();
  idle.close();
  stopping.get();
  CHECK(std::chrono::steady_clock::now() - start < 2s);
  CHECK_FALSE(site.connect().connected());
  for (auto& thread : threads) thread.join();
}

TEST_CASE("a responder may outlive its server") {
  std::promise<Responder> kept;
  std::optional<Site> site(std::in_place, ServerOptions{}, [&](Request&&, Responder responder) {
    kept.set_value(std::move(responder));
  });
  RawSocket socket = site->connect();
  socket.send(get);
  Responder responder = kept.get_future().get();
  site->server().stop(50ms);
  CHECK(socket.closed_within(1s));
  site.reset();
  CHECK_FALSE(responder.answer(Response::text(200, "")));
}

TEST_CASE("what cannot be listened on is an error with advice") {
  Site site;
  ServerOptions options;
  options.port = site.server().port();
  auto taken = Server::start(options, [](Request&&, Responder) {});
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == ErrorCode::conflict);
  CHECK_FALSE(taken.error().advice.empty());
  options.address = "example.org";
  CHECK(Server::start(options, [](Request&&, Responder) {}).error().code == ErrorCode::invalid);
  options.address = "203.0.113.9";
  CHECK(Server::start(options, [](Request&&, Responder) {}).error().code == ErrorCode::refused);
  options = {};
  options.tls = TlsIdentity{"/nonexistent.pem", "/nonexistent.key"};
  CHECK(Server::start(options, [](Request&&, Responder) {}).error().code == ErrorCode::invalid);
}

}  // namespace sala::http
