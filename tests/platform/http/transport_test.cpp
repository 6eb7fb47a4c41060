// The contract of Transport, run against the real one over loopback and the fake.
#include "platform/http/transport.h"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "platform/http/client.h"
#include "platform/http/fake_transport.h"
#include "platform/http/server.h"

namespace sala::http {
namespace {

using namespace std::chrono_literals;

// A world with one server and a way to let time pass until something has happened.
class World {
 public:
  virtual ~World() = default;
  virtual Transport& transport() = 0;
  virtual std::string origin() = 0;
  virtual std::string nobody() = 0;  // an origin where nobody listens
  virtual void pass_time(std::chrono::milliseconds time) = 0;
};

// Called on the server's thread; answers by path.
void serve(Request&& request, Responder responder) {
  static std::mutex mutex;
  static std::vector<Responder> kept;
  if (request.path == "/echo") {
    std::string text = std::string(method_name(request.method)) + " " +
                       std::string(request.headers.find("X-Tag").value_or("-")) + " " +
                       std::string(request.query_value("q").value_or("-")) + " " + request.body;
    responder.answer(Response::text(200, text));
  } else if (request.path == "/portal") {
    responder.answer(Response::html(200, "<html>Please sign in to the Wi-Fi</html>"));
  } else if (request.path == "/broken") {
    responder.answer(Response::text(500, "oh"));
  } else if (request.path == "/moved") {
    responder.answer(Response::redirect("/echo"));
  } else if (request.path == "/large") {
    responder.answer(Response::text(200, std::string(5000, 'x')));
  } else if (request.path == "/poll") {
    responder.set_deadline(200ms, [] { return Response::text(204, ""); });
    std::lock_guard lock(mutex);
    kept.push_back(std::move(responder));
  } else if (request.path == "/never") {
    std::lock_guard lock(mutex);
    kept.push_back(std::move(responder));
  } else {
    responder.answer(Response::text(404, request.path));
  }
}

class RealWorld final : public World {
 public:
  RealWorld() : server_(std::move(Server::start({}, serve).value())), client_(ClientOptions{}) {
    // A port that was free a moment ago.
    auto other = std::move(Server::start({}, serve).value());
    closed_port_ = other->port();
  }
  Transport& transport() override { return client_; }
  std::string origin() override { return "http://" + server_->address(); }
  std::string nobody() override { return "http://127.0.0.1:" + std::to_string(closed_port_); }
  void pass_time(std::chrono::milliseconds time) override {
    auto until = std::chrono::steady_clock::now() + time;
    while (client_.in_flight() > 0 && std::chrono::steady_clock::now() < until) client_.poll(20ms);
  }

 private:
  std::unique_ptr<Server> server_;
  Client client_;
  std::uint16_t closed_port_ = 0;
};

class FakeWorld final : public World {
 public:
  FakeWorld() { transport_.serve("http://hq", serve); }
  Transport& transport() override { return transport_; }
  std::string origin() override { return "http://hq"; }
  std::string nobody() override { return "http://nobody"; }
  void pass_time(std::chrono::milliseconds time) override {
    transport_.step();
    transport_.advance(time);
  }

 private:
  FakeTransport transport_;
};

struct Outcome {
  int calls = 0;
  std::optional<Result<Response>> result;
  int status() const { return result && *result ? (*result)->status : 0; }
  std::string body() const {
    return result && *result ? std::string((*result)->body_view()) : std::string();
  }
  std::string cause() const { return result && !*result ? result->error().cause : std::string(); }
  ErrorCode code() const { return result->error().code; }
};

Completion into(Outcome& outcome) {
  return [&outcome](Result<Response> result) {
    ++outcome.calls;
    outcome.result = std::move(result);
  };
}

RequestOut to(std::string url) {
  RequestOut request;
  request.url = std::move(url);
  request.total_time = 5s;
  return request;
}

Outcome ask(World& world, RequestOut request) {
  Outcome outcome;
  world.transport().submit(std::move(request), into(outcome));
  CHECK(outcome.calls == 0);  // never inside submit
  world.pass_time(6s);
  CHECK(outcome.calls == 1);
  return outcome;
}

}  // namespace

// ---- the contract ------------------------------------------------------------------------------

TEST_CASE_TEMPLATE("a request arrives as it was written and so does its answer", Kind, RealWorld,
                   FakeWorld) {
  Kind world;
  RequestOut request = to(world.origin() + "/echo?q=%E0%B8%81");
  request.method = Method::post;
  request.headers.add("X-Tag", "t");
  request.body = std::string("a\0b", 3);
  Outcome out = ask(world, std::move(request));
  CHECK(out.status() == 200);
  CHECK(out.body() == "POST t ก " + std::string("a\0b", 3));
  CHECK((*out.result)->headers.find("content-type") == "text/plain; charset=utf-8");
}

TEST_CASE_TEMPLATE("every method is sent under its name", Kind, RealWorld, FakeWorld) {
  Kind world;
  for (Method method : {Method::get, Method::post, Method::put, Method::patch, Method::remove}) {
    RequestOut request = to(world.origin() + "/echo");
    request.method = method;
    CHECK(ask(world, std::move(request)).body() == std::string(method_name(method)) + " - - ");
  }
}

TEST_CASE_TEMPLATE("any whole answer is a success for the caller to judge", Kind, RealWorld,
                   FakeWorld) {
  Kind world;
  CHECK(ask(world, to(world.origin() + "/broken")).status() == 500);
  CHECK(ask(world, to(world.origin() + "/none")).status() == 404);
  CHECK(ask(world, to(world.origin() + "/portal")).body().starts_with("<html>"));
  CHECK(ask(world, to(world.origin() + "/moved")).status() == 303);  // not followed
  CHECK(ask(world, to(world.origin())).body() == "/");
}

TEST_CASE_TEMPLATE("an answer over the limit is an error", Kind, RealWorld, FakeWorld) {
  Kind world;
  RequestOut request = to(world.origin() + "/large");
  request.response_bytes = 5000;
  CHECK(ask(world, request).body().size() == 5000);
  request.response_bytes = 4999;
  Outcome out = ask(world, request);
  CHECK(out.code() == ErrorCode::unreachable);
  CHECK(out.cause() == cause::too_large);
}

TEST_CASE_TEMPLATE("nobody listening is an error at once", Kind, RealWorld, FakeWorld) {
  Kind world;
  Outcome out = ask(world, to(world.nobody() + "/"));
  CHECK(out.code() == ErrorCode::unreachable);
  CHECK(out.cause() == cause::refused);
}

TEST_CASE_TEMPLATE("what is not a URL is refused", Kind, RealWorld, FakeWorld) {
  Kind world;
  CHECK(ask(world, to("hq")).code() == ErrorCode::invalid);
  CHECK(ask(world, to("")).code() == ErrorCode::invalid);
}

TEST_CASE_TEMPLATE("a long-poll answers at the server's deadline", Kind, RealWorld, FakeWorld) {
  Kind world;
  CHECK(ask(world, to(world.origin() + "/poll")).status() == 204);
}

TEST_CASE_TEMPLATE("silence ends with the time-out", Kind, RealWorld, FakeWorld) {
  Kind world;
  RequestOut request = to(world.origin() + "/never");
  request.total_time = 300ms;
  Outcome out = ask(world, std::move(request));
  CHECK(out.code() == ErrorCode::unreachable);
  CHECK(out.cause() == cause::time_out);
}

TEST_CASE_TEMPLATE("what is cancelled is never completed, and others are not disturbed", Kind,
                   RealWorld, FakeWorld) {
  Kind world;
  Outcome cancelled;
  Outcome other;
  CallId id = world.transport().submit(to(world.origin() + "/echo"), into(cancelled));
  world.transport().submit(to(world.origin() + "/echo"), into(other));
  world.transport().cancel(id);
  world.transport().cancel(id);
  world.transport().cancel(static_cast<CallId>(99999));
  world.pass_time(1s);
  CHECK(cancelled.calls == 0);
  CHECK(other.status() == 200);
}

TEST_CASE_TEMPLATE("a refused request can be cancelled too", Kind, RealWorld, FakeWorld) {
  Kind world;
  Outcome cancelled;
  world.transport().cancel(world.transport().submit(to("hq"), into(cancelled)));
  world.pass_time(100ms);
  CHECK(cancelled.calls == 0);
}

TEST_CASE_TEMPLATE("a completion may submit and cancel", Kind, RealWorld, FakeWorld) {
  Kind world;
  Outcome second;
  Outcome third;
  CallId doomed{};
  world.transport().submit(to(world.origin() + "/echo?q=1"), [&](Result<Response> first) {
    CHECK(first->status == 200);
    world.transport().submit(to(world.origin() + "/echo?q=2"), into(second));
    world.transport().cancel(doomed);
  });
  doomed = world.transport().submit(to(world.origin() + "/poll"), into(third));
  world.pass_time(2s);
  CHECK(second.body() == "GET - 2 ");
  CHECK(third.calls == 0);
}

TEST_CASE_TEMPLATE("a long-poll does not hold up a push", Kind, RealWorld, FakeWorld) {
  Kind world;
  Outcome poll;
  Outcome push;
  world.transport().submit(to(world.origin() + "/poll"), into(poll));
  RequestOut request = to(world.origin() + "/echo");
  request.method = Method::post;
  world.transport().submit(std::move(request), [&](Result<Response> result) {
    CHECK(poll.calls == 0);
    into(push)(std::move(result));
  });
  world.pass_time(3s);
  CHECK(push.status() == 200);
  CHECK(poll.status() == 204);
}

TEST_CASE("the fake loses, repeats and delays as it is told") {
  FakeTransport net;
  int seen = 0;
  net.serve("http://hq", [&](Request&&, Responder responder) {
    ++seen;
    responder.answer(Response::text(200, "ok"));
  });
  auto fate_of = [&](Fate fate) {
    seen = 0;
    net.fate = [=](RequestOut const&) { return fate; };
    Outcome out;
    net.submit(to("http://hq/x"), into(out));
    net.step();
    return out;
  };
  CHECK(fate_of(Fate::deliver).status() == 200);
  CHECK(seen == 1);
  CHECK(fate_of(Fate::repeat).status() == 200);
  CHECK(seen == 2);
  CHECK(fate_of(Fate::refuse).cause() == cause::refused);
  CHECK(seen == 0);
  CHECK(fate_of(Fate::lose_request).cause() == cause::reset);
  CHECK(seen == 0);
  CHECK(fate_of(Fate::lose_answer).cause() == cause::reset);
  CHECK(seen == 1);

  Outcome hanging;
  net.fate = [](RequestOut const&) { return Fate::hang; };
  net.submit(to("http://hq/x"), into(hanging));
  net.advance(4999ms);
  CHECK(hanging.calls == 0);
  net.advance(1ms);
  CHECK(hanging.cause() == cause::time_out);
}

TEST_CASE("a server behind the fake hears that its client has left") {
  FakeTransport net;
  bool gone = false;
  std::optional<Responder> kept;
  net.serve("http://hq", [&](Request&&, Responder responder) {
    responder.on_gone([&] { gone = true; });
    kept = std::move(responder);
  });
  Outcome out;
  net.submit(to("http://hq/x"), into(out));
  net.advance(4s);
  CHECK_FALSE(gone);
  net.advance(1s);
  CHECK(gone);
  CHECK(out.cause() == cause::time_out);
  CHECK_FALSE(kept->answer(Response::text(200, "late")));
}

}  // namespace sala::http
