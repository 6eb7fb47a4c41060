#include "platform/http/client.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include "platform/http/server.h"

namespace sala::http {
namespace {

using namespace std::chrono_literals;

// A server that reads one request a connection and then does what no honest server does.
class RudeServer {
 public:
  explicit RudeServer(std::function<void(int)> then) : then_(std::move(then)) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
    listen(listener_, 16);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    thread_ = std::thread([this] { run(); });
  }
  ~RudeServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  std::string const& url() const { return url_; }

 private:
  void run() {
    while (true) {
      int client = accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      char bytes[4096];
      if (recv(client, bytes, sizeof(bytes), 0) > 0) then_(client);
      close(client);
    }
  }
  std::function<void(int)> then_;
  int listener_ = -1;
  std::string url_;
  std::thread thread_;
};

void say(int client, std::string_view text) {
  [[maybe_unused]] auto sent = send(client, text.data(), text.size(), MSG_NOSIGNAL);
}

Result<Response> ask(Client& client, RequestOut request) {
  Result<Response> out = fail(ErrorCode::internal, "test", "no completion was called");
  client.submit(std::move(request), [&](Result<Response> result) { out = std::move(result); });
  for (int i = 0; i < 300 && client.in_flight() > 0; ++i) client.poll(50ms);
  return out;
}

Result<Response> ask(Client& client, std::string url) {
  RequestOut request;
  request.url = std::move(url);
  request.total_time = 5s;
  return ask(client, std::move(request));
}

std::string cause_of(Result<Response> const& result) {
  return result ? "answered " + std::to_string(result->status) : result.error().cause;
}

}  // namespace

TEST_CASE("broken answers are errors with a plain cause") {
  Client client({});
  struct Case {
    std::string_view said;
    std::string_view cause;
  };
  for (Case const& it : std::initializer_list<Case>{
           {"", cause::reset},
           {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", cause::reset},
           {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", cause::reset},
           {"SSH-2.0-OpenSSH_9.2\r\n", cause::not_http},
           {"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n", cause::too_large},
       }) {
    CAPTURE(it.said);
    RudeServer server([text = it.said](int socket) { say(socket, text); });
    CHECK(cause_of(ask(client, server.url())) == it.cause);
  }
  RudeServer resetting([](int socket) {
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
    std::this_thread::sleep_for(50ms);
    linger hard{1, 0};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
  });
  CHECK(cause_of(ask(client, resetting.url())) == cause::reset);
}

TEST_CASE("an answer without a length that never ends is cut off at its limit") {
  RudeServer endless([](int socket) {
    std::string much(65536, 'x');
    say(socket, "HTTP/1.1 200 OK\r\n\r\n");
    for (int i = 0; i < 1000; ++i) {
      if (send(socket, much.data(), much.size(), MSG_NOSIGNAL) <= 0) return;
    }
  });
  Client client({});
  CHECK(cause_of(ask(client, endless.url())) == cause::too_large);
}

TEST_CASE("one byte a second is a time-out") {
  RudeServer slow([](int socket) {
    say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    for (int i = 0; i < 60; ++i) {
      if (send(socket, "x", 1, MSG_NOSIGNAL) <= 0) return;
      std::this_thread::sleep_for(100ms);
    }
  });
  Client client({});
  RequestOut request;
  request.url = slow.url();
  request.stall_time = 1s;
  auto start = std::chrono::steady_clock::now();
  CHECK(cause_of(ask(client, std::move(request))) == cause::time_out);
  CHECK(std::chrono::steady_clock::now() - start < 5s);
}

TEST_CASE("plain http goes to this machine only, and nothing but http goes anywhere") {
  Client client({});
  for (auto url : {"http://example.org/", "http://192.168.1.1/", "http://128.0.0.1/",
                   "http://127.0.0.1.example.org/", "http://localhost.example.org/",
                   "http://user@example.org/", "file:///etc/passwd", "ftp://127.0.0.1/", "hq"}) {
    CAPTURE(url);
    auto refused = ask(client, url);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalid);
    CHECK_FALSE(refused.error().advice.empty());
  }
  // Allowed, and found closed.
  for (auto url : {"http://127.0.0.1:1/", "http://127.9.9.9:1/", "http://localhost:1/"}) {
    CHECK(cause_of(ask(client, url)) == cause::refused);
  }
}

TEST_CASE("a name that nobody knows is said so") {
  Client client({});
  CHECK(cause_of(ask(client, "https://sala.invalid/")) == cause::no_such_host);
}

TEST_CASE("a proxy of the environment is not used unless asked for") {
  auto server = std::move(Server::start({}, [](Request&&, Responder responder) {
                            responder.answer(Response::text(200, "direct"));
                          }).value());
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  setenv("no_proxy", "", 1);
  Client direct({});
  CHECK(cause_of(ask(direct, "http://" + server->address())) == "answered 200");
  ClientOptions options;
  options.proxy = Proxy::from_environment;
  Client through(options);
  CHECK(cause_of(ask(through, "http://" + server->address())) == cause::refused);
  unsetenv("http_proxy");
  unsetenv("no_proxy");
}

TEST_CASE("connections are used again") {
  auto server = std::move(Server::start({}, [](Request&&, Responder responder) {
                            responder.answer(Response::text(200, ""));
                          }).value());
  Client client({});
  for (int i = 0; i < 20; ++i) {
    CHECK(cause_of(ask(client, "http://" + server->address())) == "answered 200");
  }
  CHECK(server->counts().connections == 1);
  CHECK(server->counts().requests == 20);
}

TEST_CASE("a server that was restarted is found again by the next request") {
  auto answer = [](Request&&, Responder responder) { responder.answer(Response::text(200, "")); };
  auto server = std::move(Server::start({}, answer).value());
  ServerOptions same;
  same.port = server->port();
  std::string url = "http://" + server->address();
  Client client({});
  CHECK(cause_of(ask(client, url)) == "answered 200");
  server.reset();
  server = std::move(Server::start(same, answer).value());
  CHECK(cause_of(ask(client, url)) == "answered 200");
}

TEST_CASE("too many requests in flight are refused, not queued without end") {
  std::vector<Responder> kept;
  std::mutex mutex;
  auto server = std::move(Server::start({}, [&](Request&&, Responder responder) {
                            std::lock_guard lock(mutex);
                            kept.push_back(std::move(responder));
                          }).value());
  ClientOptions options;
  options.in_flight = 3;
  Client client(options);
  int busy = 0;
  for (int i = 0; i < 5; ++i) {
    RequestOut request;
    request.url = "http://" + server->address();
    client.submit(std::move(request), [&](Result<Response> result) {
      if (!result && result.error().code == ErrorCode::busy) ++busy;
    });
  }
  client.poll(0ms);
  CHECK(busy == 2);
  CHECK(client.in_flight() == 3);
}

TEST_CASE("another thread can end a poll") {
  Client client({});
  auto start = std::chrono::steady_clock::now();
  std::thread other([&] {
    std::this_thread::sleep_for(50ms);
    client.wake();
  });
  client.poll(10s);
  CHECK(std::chrono::steady_clock::now() - start < 5s);
  other.join();
}

// ---- TLS --------------------------------------------------------------------------------------

namespace {

// A private authority with two servers' certificates, and a stranger's authority, made by openssl.
class Authorities {
 public:
  Authorities() {
    directory_ = std::filesystem::temp_directory_path() /
                 ("sala-tls-" + std::to_string(getpid()) + "-" + std::to_string(rand()));
    std::filesystem::create_directories(directory_);
    for (std::string ca : {"ours", "theirs"}) {
      run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "
          "/CN=" +
          ca + " -keyout " + ca + ".key -out " + ca + ".pem");
    }
    issue("good", "ours", "DNS:localhost,IP:127.0.0.1", "-days 30");
    issue("named", "ours", "DNS:other.example", "-days 30");
    issue("stranger", "theirs", "DNS:localhost,IP:127.0.0.1", "-days 30");
    issue("old", "ours", "DNS:localhost,IP:127.0.0.1", "-days -1");
  }
  ~Authorities() { std::filesystem::remove_all(directory_); }

  std::string file(std::string const& name) const { return directory_ / name; }
  TlsIdentity identity(std::string const& name) const {
    return {file(name + ".pem"), file(name + ".key")};
  }
  std::string pin(std::string const& name) const {
    run("openssl x509 -in " + name +
        ".pem -pubkey -noout | openssl pkey -pubin -outform der | "
        "openssl dgst -sha256 -binary | openssl base64 -A > " +
        name + ".pin");
    FILE* pin_file = fopen(file(name + ".pin").c_str(), "r");
    char text[128]{};
    REQUIRE(fgets(text, sizeof(text), pin_file) != nullptr);
    fclose(pin_file);
    return "sha256//" + std::string(text);
  }

 private:
  void run(std::string const& command) const {
    std::string in_place = "cd " + directory_.string() + " && (" + command + ") 2>/dev/null";
    REQUIRE(std::system(in_place.c_str()) == 0);
  }
  void issue(std::string const& name, std::string const& ca, std::string const& names,
             std::string const& days) {
    run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + name +
        " -keyout " + name + ".key -out " + name + ".csr && printf 'subjectAltName=" + names +
        "' > " + name + ".ext && openssl x509 -req -in " + name + ".csr -CA " + ca +
        ".pem -CAkey " + ca + ".key -CAcreateserial " + days + " -extfile " + name + ".ext -out " +
        name + ".pem");
  }
  std::filesystem::path directory_;
};

}  // namespace

TEST_CASE("over TLS only the private authority's server with a pinned key is talked to") {
  Authorities authorities;
  std::atomic<int> handled{0};
  auto serve = [&](std::string const& name) {
    ServerOptions options;
    options.tls = authorities.identity(name);
    return std::move(Server::start(options, [&](Request&& request, Responder responder) {
                       ++handled;
                       CHECK(request.secure);
                       responder.answer(Response::text(200, request.body));
                     }).value());
  };
  auto cause_with = [&](std::string const& server_name, std::vector<std::string> pins) {
    auto server = serve(server_name);
    ClientOptions options;
    options.ca_file = authorities.file("ours.pem");
    options.pinned_keys = std::move(pins);
    Client client(options);
    RequestOut request;
    request.url = "https://localhost:" + std::to_string(server->port()) + "/";
    request.method = Method::post;
    request.body = std::string(300'000, 'b');
    auto result = ask(client, std::move(request));
    if (result) CHECK(result->body_view().size() == 300'000);
    return cause_of(result);
  };
  std::string good = authorities.pin("good");
  std::string other = authorities.pin("named");

  CHECK(cause_with("good", {}) == "answered 200");
  CHECK(cause_with("good", {good}) == "answered 200");
  CHECK(cause_with("good", {other, good}) == "answered 200");
  CHECK(handled == 3);
  CHECK(cause_with("good", {other}) == cause::wrong_key);
  CHECK(cause_with("stranger", {}) == cause::wrong_certificate);
  CHECK(cause_with("stranger", {authorities.pin("stranger")}) == cause::wrong_certificate);
  CHECK(cause_with("named", {other}) == cause::wrong_certificate);
  CHECK(cause_with("old", {}) == cause::wrong_certificate);
  CHECK(handled == 3);
  // A box that has lost its clock still reaches a server whose key it knows.
  CHECK(cause_with("old", {authorities.pin("old")}) == "answered 200");
}

TEST_CASE("over TLS connections are kept, streams flow, and plain talk is refused") {
  Authorities authorities;
  ServerOptions server_options;
  server_options.tls = authorities.identity("good");
  server_options.limits.header_time = 300ms;
  auto server = std::move(Server::start(server_options, [](Request&& request, Responder responder) {
                            if (request.path != "/live") {
                              responder.answer(Response::text(200, ""));
                              return;
                            }
                            auto stream = responder.stream();
                            stream->send(std::make_shared<std::string const>("data: a\n\n"));
                            stream->close();
                          }).value());
  ClientOptions options;
  options.ca_file = authorities.file("ours.pem");
  options.pinned_keys = {authorities.pin("good")};
  Client client(options);
  std::string origin = "https://" + server->address();
  for (int i = 0; i < 5; ++i) CHECK(cause_of(ask(client, origin)) == "answered 200");
  CHECK(server->counts().connections == 1);
  auto live = ask(client, origin + "/live");
  REQUIRE(live);
  CHECK(live->body_view() == "data: a\n\n");
  Client plain({});
  CHECK_FALSE(ask(plain, "http://" + server->address()));

  ClientOptions missing;
  missing.ca_file = "/nonexistent.pem";
  Client lost(missing);
  CHECK(ask(lost, origin).error().code == ErrorCode::invalid);
}

}  // namespace sala::http
