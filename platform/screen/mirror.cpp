#include "platform/screen/mirror.h"

#include <atomic>
#include <charconv>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

#include "platform/base/share.h"
#include "platform/http/server.h"

namespace sala::screen {
namespace {

constexpr std::size_t most_watchers = 8;  // browser tabs of one person
constexpr std::size_t input_bytes = 64 * 1024;
constexpr std::chrono::seconds longest_poll{20};

constexpr auto policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

struct Address {
  std::string host;
  std::uint16_t port;
};

Result<Address> parse_address(std::string const& text) {
  static constexpr auto operation = "open mirror";
  auto const colon = text.rfind(':');
  auto const host = text.substr(0, colon);
  if (colon == std::string::npos || (host != "127.0.0.1" && host != "[::1]")) {
    return fail(ErrorCode::refused, operation, text + " is no loopback address",
                "say 127.0.0.1:PORT or [::1]:PORT; to see it from afar, forward the port with ssh");
  }
  std::uint16_t port = 0;
  auto const* const end = text.data() + text.size();
  auto const [stopped, error] = std::from_chars(text.data() + colon + 1, end, port);
  if (error != std::errc() || stopped != end) {
    return fail(ErrorCode::invalid, operation, text + " has no port from 0 to 65535",
                "write it like 127.0.0.1:8080 or [::1]:8080");
  }
  return Address{host == "[::1]" ? "::1" : host, port};
}

Result<std::string> read_file(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || text.empty()) {
    return fail(ErrorCode::not_found, "open mirror", file.string() + " is missing",
                "install the package again");
  }
  return text;
}

// What another page cannot send: no Origin or our own, and, for input, a content type that makes a
// browser ask first (which this server never allows).
bool is_own_page(http::Request const& request) {
  auto const site = request.headers.find("Sec-Fetch-Site");
  if (site && *site != "same-origin" && *site != "none") return false;
  auto const origin = request.headers.find("Origin");
  auto const host = request.headers.find("Host");
  return !origin || (host && *origin == "http://" + std::string(*host));
}

http::Response picture_answer(http::SharedText const& png, std::uint64_t number) {
  auto answer = http::Response::bytes(200, "image/png", png);
  answer.headers.set("X-Frame", std::to_string(number));
  answer.headers.set("Cache-Control", "no-store");
  return answer;
}

}  // namespace

struct Mirror::Inner {
  struct Watcher {
    std::uint64_t after;
    http::Responder responder;
    std::shared_ptr<std::atomic<bool>> over;  // the poll ended by itself, or the browser left
  };

  Stage& stage;
  std::map<std::string, http::Response> pages;

  std::mutex mutex;  // guards all up to here_is_more
  std::vector<Watcher> watchers;
  StageSize size;
  std::uint64_t current = 0;  // number of the stage's picture
  Pixmap picture;             // a copy of it, and its number
  std::uint64_t picture_number = 0;
  http::SharedText png;  // packed, and its number
  std::uint64_t png_number = 0;
  std::condition_variable_any here_is_more;

  // In this order: the server ends first, then the packer, then what they use.
  std::jthread packer;
  std::unique_ptr<http::Server> server;

  explicit Inner(Stage& the_stage) : stage(the_stage) {}
  void handle(http::Request&& request, http::Responder responder);
  void handle_frame(http::Request const& request, http::Responder responder);
  void handle_input(http::Request const& request, http::Responder responder);
  void pack(std::stop_token const& stop);
};

void Mirror::Inner::handle(http::Request&& request, http::Responder responder) {
  auto const get = request.method == http::Method::get;
  if (!is_own_page(request)) {
    responder.answer(http::Response::text(403, "Only its own page may use the mirror.\n"));
  } else if (get && request.path == "/frame.png") {
    handle_frame(request, std::move(responder));
  } else if (request.method == http::Method::post && request.path == "/input") {
    handle_input(request, std::move(responder));
  } else if (auto const page = pages.find(request.path); get && page != pages.end()) {
    responder.answer(page->second);
  } else {
    responder.answer(http::Response::text(404, "There is nothing here.\n"));
  }
}

void Mirror::Inner::handle_frame(http::Request const& request, http::Responder responder) {
  std::uint64_t after = 0;
  auto const asked = request.query_value("after").value_or("0");
  std::from_chars(asked.data(), asked.data() + asked.size(), after);
  std::unique_lock lock(mutex);
  if (after > current) after = 0;  // it saw an earlier run of the kiosk
  if (png_number > after && png_number == current) {
    auto answer = picture_answer(png, png_number);
    lock.unlock();
    responder.answer(std::move(answer));
    return;
  }
  std::erase_if(watchers, [](Watcher const& watcher) { return watcher.over->load(); });
  if (watchers.size() >= most_watchers) {
    lock.unlock();
    responder.answer(http::Response::text(503, "Too many browsers are watching.\n"));
    return;
  }
  // There may be a newer picture that nobody wanted when it was drawn.
  auto const behind = current == 0 || (after < current && picture_number != current);
  auto const over = std::make_shared<std::atomic<bool>>(false);
  responder.set_deadline(longest_poll, [over] {
    *over = true;
    return http::Response{204, {}, {}};
  });
  responder.on_gone([over] { *over = true; });
  watchers.push_back({after, std::move(responder), over});
  lock.unlock();
  if (behind) stage.wake();
}

void Mirror::Inner::handle_input(http::Request const& request, http::Responder responder) {
  auto const type = request.headers.find("Content-Type").value_or("");
  if (!type.starts_with("application/json")) {
    responder.answer(http::Response::text(415, "Events come as application/json.\n"));
    return;
  }
  std::unique_lock lock(mutex);
  auto const within = size;
  lock.unlock();
  auto events = read_mirror_input(request.body, within, stage.clock().boottime());
  if (!events) {
    responder.answer(http::Response::text(400, events.error().message() + "\n"));
    return;
  }
  for (auto& event : *events) stage.feed().push(std::move(event));
  stage.wake();
  responder.answer(http::Response{204, {}, {}});
}

// Packs the copied picture for those who wait for it.
void Mirror::Inner::pack(std::stop_token const& stop) {
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    here_is_more.wait(lock, stop, [&] { return picture_number != png_number; });
    if (stop.stop_requested()) return;
    auto const number = picture_number;
    auto const copy = std::move(picture);
    picture = {};
    lock.unlock();
    auto packed = encode_png(copy);
    lock.lock();
    png_number = number;
    if (!packed) continue;
    png = std::make_shared<std::string const>(std::move(*packed));
    std::vector<http::Responder> ready;
    std::erase_if(watchers, [&](Watcher& watcher) {
      if (watcher.after >= number) return false;
      ready.push_back(std::move(watcher.responder));
      return true;
    });
    auto const bytes = png;
    lock.unlock();
    for (auto& responder : ready) responder.answer(picture_answer(bytes, number));
    lock.lock();
  }
}

Mirror::Mirror(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}

Mirror::~Mirror() { inner_->server->stop(std::chrono::milliseconds(200)); }

std::uint16_t Mirror::port() const { return inner_->server->port(); }

void Mirror::publish() {
  auto& inner = *inner_;
  std::lock_guard const lock(inner.mutex);
  if (!inner.stage.changed().empty() || inner.current == 0) ++inner.current;
  inner.size = inner.stage.size();
  if (inner.watchers.empty() || inner.picture_number == inner.current) return;
  inner.picture = inner.stage.pixels();
  inner.picture_number = inner.current;
  inner.here_is_more.notify_one();
}

Result<std::unique_ptr<Mirror>> Mirror::open(Stage& stage, std::string const& address,
                                             std::filesystem::path const& share) {
  auto const parsed = TRY(parse_address(address));
  auto const folder = (share.empty() ? TRY(find_share_folder()) : share) / "web";
  auto inner = std::make_unique<Inner>(stage);
  auto& shared = *inner;
  shared.size = stage.size();
  shared.pages["/"] = http::Response::html(200, TRY(read_file(folder / "mirror.html")));
  shared.pages["/mirror.js"] = http::Response::bytes(200, "text/javascript; charset=utf-8",
                                                     TRY(read_file(folder / "mirror.js")));
  shared.pages["/mirror.css"] =
      http::Response::bytes(200, "text/css; charset=utf-8", TRY(read_file(folder / "mirror.css")));

  shared.pages["/favicon.ico"] = http::Response{204, {}, {}};  // browsers ask unbidden

  http::ServerOptions options;
  options.address = parsed.host;
  options.port = parsed.port;
  options.hosts = {"127.0.0.1", "localhost", "::1", "[::1]"};
  options.default_headers.set("Content-Security-Policy", policy);
  options.default_headers.set("X-Frame-Options", "DENY");
  options.default_headers.set("Cross-Origin-Resource-Policy", "same-origin");
  options.limits.body_bytes = input_bytes;
  shared.server = TRY(http::Server::start(
      std::move(options), [&shared](http::Request&& request, http::Responder responder) {
        shared.handle(std::move(request), std::move(responder));
      }));
  shared.packer = std::jthread([&shared](std::stop_token const& stop) { shared.pack(stop); });
  return std::unique_ptr<Mirror>(new Mirror(std::move(inner)));
}

}  // namespace sala::screen
