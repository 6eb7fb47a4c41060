#include "sync/hq/service.h"

#include <atomic>
#include <cctype>
#include <filesystem>

#include "platform/base/log.h"
#include "platform/base/share.h"
#include "platform/http/pin.h"
#include "platform/posix/supervisor.h"
#include "sync/hq/admin.h"
#include "sync/hq/api.h"
#include "sync/hq/commands/local_desk.h"
#include "sync/hq/web.h"
#include "sync/hq/worker.h"
#include "sync/views/steward.h"

namespace sala::hq {
namespace {

// More pulls than boxes and their repetitions; then 503.
constexpr std::size_t max_reads_waiting = 8192;
constexpr std::chrono::seconds heard_every{30};
constexpr std::chrono::milliseconds tick_every{250};
// The supervisor waits for a minute (platform/packaging).
constexpr std::chrono::seconds alive_every{10};
// The time between two pushes of a backlog over a bad line.
constexpr std::chrono::milliseconds unloading_rest{400};
// 100 ppm of six hours are two seconds: the error of our own times stays below that of a
// wristwatch.
constexpr std::chrono::hours anchor_every{6};
constexpr std::chrono::seconds tend_seats_every{60};
// What is assumed of a server whose kernel does not say how well its clock is set.
constexpr std::chrono::seconds unsynchronised_error{2};

http::Headers security_headers(bool tls) {
  http::Headers headers = {
      {"X-Content-Type-Options", "nosniff"},
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
       "'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
      {"X-Frame-Options", "DENY"},
      // Not "no-referrer": a browser would then hide from us, too, which page a POST comes from.
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
  };
  if (tls) headers.set("Strict-Transport-Security", "max-age=31536000");
  return headers;
}

std::string host_of(std::string_view url) {
  auto start = url.find("://");
  if (start != url.npos) url.remove_prefix(start + 3);
  url = url.substr(0, url.find('/'));
  auto port = url.rfind(':');
  if (port != url.npos && url.find(']', port) == url.npos) url = url.substr(0, port);
  std::string host(url);
  for (char& letter : host)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return host;
}

// A page on the web must not reach a server of this machine by giving its own name our address.
std::vector<std::string> hosts_of(ServiceOptions const& options) {
  if (!is_loopback(options.address)) return {};
  std::vector<std::string> hosts{"127.0.0.1", "localhost", "[::1]", "::1"};
  if (!options.url.empty()) hosts.push_back(host_of(options.url));
  return hosts;
}

}  // namespace

bool is_loopback(std::string_view address) {
  return address == "::1" || address == "localhost" || address.substr(0, 4) == "127.";
}

// In the order in which they are made; taken down from below.
struct Service::Parts {
  Parts(files::Lock held, Catalogue words, Office its_office)
      : lock(std::move(held)), catalogue(std::move(words)), office(std::move(its_office)) {}

  files::Lock lock;
  Catalogue catalogue;
  Office office;
  std::unique_ptr<Live> live;
  std::unique_ptr<Gate> gate;
  std::unique_ptr<Web> web;
  std::unique_ptr<Api> api;
  std::unique_ptr<views::Steward> steward;
  std::unique_ptr<views::Keeper> keeper;  // calls the parts above
  std::unique_ptr<Worker> reads;
  std::unique_ptr<http::Server> server;
  std::unique_ptr<Desk> desk;
  std::unique_ptr<LocalServer> admin;
  std::string url;
  std::vector<std::string> pins;     // of our TLS keys
  std::optional<BootTime> anchored;  // only on the reading thread, as the next
  BootTime heard_written;
  BootTime told_alive;
  BootTime seats_tended;
  std::atomic<bool> ready{false};  // all that the keeper tells is made

  void append(std::vector<ledger::Draft> drafts, views::Done<std::vector<EventName>> done) {
    api->append(std::move(drafts), std::move(done));
  }
  // Boxes set their times by headquarters; so do headquarters' own events.
  void anchor_clock(Clock const& clock);
  void start_steward(Clock const& clock);
  void tend_seats(Clock const& clock);
  Result<void> read_pins(ServiceOptions const& options);
  Result<void> start_ledger(DataFolder const& folder, crypto::SigningKey const& key,
                            Clock const& clock, Random& random);
  Result<void> start_pages(DataFolder const& folder, std::filesystem::path const& share,
                           Clock const& clock, Random& random);
  Result<void> start_server(ServiceOptions const& options);
  Result<void> start_admin(DataFolder const& folder, Clock const& clock, Random& random);
  void handle(http::Request&& request, http::Responder responder);
};

Result<void> Service::Parts::read_pins(ServiceOptions const& options) {
  if (!options.tls) return {};
  pins.push_back(TRY(http::pin_of(options.tls->certificate_chain_file)));
  if (options.next_certificate.empty()) return {};
  pins.push_back(TRY(http::pin_of(options.next_certificate)));
  return {};
}

Result<void> Service::Parts::start_ledger(DataFolder const& folder, crypto::SigningKey const& key,
                                          Clock const& clock, Random& random) {
  views::Keeper::Options options;
  options.database_path = folder.ledger();
  options.program = program_name;
  options.headquarters = DeviceId{key.public_key()};
  options.on_change = [this](views::Projector::Changes const& changes) {
    if (!ready) return;
    api->changed(changes);
    steward->changed(changes);
    gate->stale();
    live->changed(changes);
  };
  options.rebuild_progress = [](std::int64_t done) {
    if (done % 100'000 == 0) log(LogLevel::info, "views: " + std::to_string(done) + " events");
  };
  keeper = TRY(views::Keeper::start(std::move(options), key, clock, random));
  reads = std::make_unique<Worker>(max_reads_waiting);
  auto post = [this](std::function<void()> job) { return reads->post(std::move(job)); };
  api = TRY(Api::start({*keeper, office, key, folder.ledger(), clock, post, unloading_rest, pins}));
  start_steward(clock);
  reads->every(tick_every, [this, &clock] {
    api->tick();
    tend_seats(clock);
    anchor_clock(clock);
    auto now = clock.boottime();
    if (now - told_alive >= alive_every) {
      tell_supervisor(Health::alive);
      told_alive = now;
    }
    if (!api->heard_somebody_new() && now - heard_written < heard_every) return;
    heard_written = now;
    auto written = api->write_down_heard();
    if (!written) log(LogLevel::warning, written.error().message());
  });
  return {};
}

void Service::Parts::start_steward(Clock const& clock) {
  views::Steward::Options options;
  options.role = views::Steward::Role::office;
  options.write = [this](auto compose, auto done) {
    api->write(std::move(compose), std::move(done));
  };
  options.serves = [this](DeviceId const& box) { return api->is_about(box); };
  if (auto folder = views::folder_of_this_boot(); !folder.empty()) {
    auto name = to_hex(keeper->device().bytes).substr(0, 16) + ".tails";
    options.witness_path = folder + "/" + name;
  }
  steward = std::make_unique<views::Steward>(std::move(options), clock);
  steward->start();
}

// A cut-off passes, a box comes back: nothing of that is an event.
void Service::Parts::tend_seats(Clock const& clock) {
  if (steward->stands_still() && api->somebody_is_level()) steward->vouch(Assurance::neighbour);
  auto now = clock.boottime();
  if (now - seats_tended < tend_seats_every) return;
  seats_tended = now;
  steward->look_again();
}

void Service::Parts::anchor_clock(Clock const& clock) {
  auto now = clock.boottime();
  if (anchored && now - *anchored < anchor_every) return;
  anchored = now;
  ClockAnchored anchor;
  anchor.boot = clock.boot_id();
  anchor.boottime_us = now.time_since_epoch().count();
  anchor.utc_us = clock.wall().time_since_epoch().count();
  Micros error{0};
  bool synchronised = clock.synchronised(error);
  anchor.error_us = (synchronised ? error : Micros(unsynchronised_error)).count();
  anchor.source = synchronised ? AnchorSource::ntp : AnchorSource::server;
  append({{common_programme, anchor}}, [](Result<std::vector<EventName>> const& written) {
    if (!written) log(LogLevel::warning, written.error().message());
  });
}

Result<void> Service::Parts::start_pages(DataFolder const& folder,
                                         std::filesystem::path const& share, Clock const& clock,
                                         Random& random) {
  auto pages = TRY(Pages::load(share));
  live = TRY(Live::start(folder.ledger(), clock));
  gate = TRY(Gate::open(folder.ledger(), office, clock, random));
  auto write = [this](std::vector<ledger::Draft> drafts, views::Done<std::vector<EventName>> done) {
    append(std::move(drafts), std::move(done));
  };
  auto compose = [this](views::Compose work, views::Done<std::vector<EventName>> done) {
    api->write(std::move(work), std::move(done));
  };
  web = std::make_unique<Web>(
      Web::Parts{*live, *gate, catalogue, clock, write, keeper->device(), compose},
      std::move(pages));
  ready = true;
  steward->look_again();
  return {};
}

void Service::Parts::handle(http::Request&& request, http::Responder responder) {
  if (request.path.compare(0, 4, "/v1/") == 0) {
    api->handle(std::move(request), std::move(responder));
  } else if (request.path == "/health") {
    responder.answer(http::Response::json(200, std::string("{\"ok\":true}\n")));
  } else {
    web->handle(std::move(request), std::move(responder));
  }
}

Result<void> Service::Parts::start_server(ServiceOptions const& options) {
  http::ServerOptions server_options;
  server_options.address = options.address;
  server_options.port = options.port;
  server_options.threads = options.threads;
  server_options.tls = options.tls;
  server_options.hosts = hosts_of(options);
  server_options.default_headers = security_headers(options.tls.has_value());
  server = TRY(http::Server::start(std::move(server_options),
                                   [this](http::Request&& request, http::Responder responder) {
                                     handle(std::move(request), std::move(responder));
                                   }));
  url = options.url;
  if (url.empty()) url = (options.tls ? "https://" : "http://") + server->address();
  return {};
}

Result<void> Service::Parts::start_admin(DataFolder const& folder, Clock const& clock,
                                         Random& random) {
  auto write = [this](std::vector<ledger::Draft> drafts, views::Done<std::vector<EventName>> done) {
    append(std::move(drafts), std::move(done));
  };
  desk.reset(new Desk{*keeper, office, write, folder.ledger(), keeper->device(), url, pins,
                      catalogue, clock, random});
  desk->compose = [this](auto work, auto done) { api->write(std::move(work), std::move(done)); };
  desk->vouch = [this] { steward->vouch(Assurance::staff); };
  admin = TRY(LocalServer::listen(folder.socket(),
                                  [this](LocalChannel& caller) { serve_admin(caller, *desk); }));
  return {};
}

Result<std::unique_ptr<Service>> Service::start(DataFolder const& folder,
                                                ServiceOptions const& options, Clock const& clock,
                                                Random& random) {
  if (!options.tls && !is_loopback(options.address)) {
    return fail(
        ErrorCode::refused, "serve at " + options.address,
        word("without a certificate everybody on the way could read and change what is said"),
        word("give --tls-cert and --tls-key, or serve 127.0.0.1 behind a proxy that has one"));
  }
  auto key = TRY(folder.read_key());
  auto lock = folder.lock();
  if (!lock && lock.error().code == ErrorCode::busy) {
    return fail(ErrorCode::busy, "serve " + folder.path(),
                word("headquarters is running there already"),
                word("stop that one first, or choose another folder with --data"));
  }
  auto share = TRY(find_share_folder());
  auto catalogue = TRY(Catalogue::load((share / "locale").string()));
  auto office = TRY(Office::open(folder.office(), db::Access::read_write, key, clock, random));
  auto parts =
      std::make_unique<Parts>(TRY(std::move(lock)), std::move(catalogue), std::move(office));
  TRY(parts->read_pins(options));
  TRY(parts->start_ledger(folder, key, clock, random));
  TRY(parts->start_pages(folder, share, clock, random));
  TRY(parts->start_server(options));
  TRY(parts->start_admin(folder, clock, random));
  return std::unique_ptr<Service>(new Service(std::move(parts)));
}

Service::Service(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

// What gives work stops before what does it; what is called back goes last, with the parts.
Service::~Service() {
  parts_->admin.reset();
  parts_->server->stop();
  parts_->live->stop();
  parts_->reads->stop();
  auto written = parts_->api->write_down_heard();
  if (!written) log(LogLevel::warning, written.error().message());
  parts_->keeper.reset();
}

std::uint16_t Service::port() const { return parts_->server->port(); }
std::string const& Service::url() const { return parts_->url; }
http::ServerCounts Service::counts() const { return parts_->server->counts(); }

}  // namespace sala::hq
