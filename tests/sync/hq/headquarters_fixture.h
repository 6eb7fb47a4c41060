// Headquarters without sockets, and boxes that talk to it: everything on one thread, by hand.
#pragma once

#include <memory>
#include <optional>

#include "sync/hq/api.h"
#include "tests/support/box.h"

namespace sala::test {

// The far side of a responder: keeps the answer.
class Caught final : public http::Exchange {
 public:
  bool answer(http::Response response) override {
    if (response_) return false;
    response_ = std::move(response);
    return true;
  }
  void set_deadline(std::chrono::milliseconds, std::function<http::Response()> at) override {
    at_deadline_ = std::move(at);
  }
  void on_gone(std::function<void()> callback) override { gone_ = std::move(callback); }
  std::shared_ptr<http::EventStream> stream(http::Headers) override { return nullptr; }

  std::optional<http::Response> const& response() const { return response_; }
  void deadline() {
    if (!response_ && at_deadline_) response_ = at_deadline_();
  }
  void leave() {
    if (gone_) gone_();
  }

 private:
  std::optional<http::Response> response_;
  std::function<http::Response()> at_deadline_;
  std::function<void()> gone_;
};

struct Asked {
  std::shared_ptr<Caught> caught;
  link::Nonce nonce{};

  bool waits() const { return !caught->response(); }
  int status() const { return waits() ? 0 : caught->response()->status; }
  std::string body() const {
    return waits() ? std::string() : std::string(caught->response()->body_view());
  }
};

inline ProgrammeId const cohort{{1, 2, 3}};
inline ProgrammeId const other_cohort{{4, 5, 6}};
inline SessionId const morning{{7, 7, 7}};

class Headquarters {
 public:
  Headquarters() : key(test_key(99)), random(99) {
    views::Keeper::Options options;
    options.database_path = path();
    options.access = db::Access::read_write_unsafe;
    options.program = "hq test";
    options.headquarters = DeviceId{key.public_key()};
    options.mode = views::Keeper::Mode::manual;
    options.on_change = [this](views::Projector::Changes const& changes) {
      if (api) api->changed(changes);
    };
    keeper = must(views::Keeper::start(std::move(options), key, clock, random));
    office.emplace(must(
        hq::Office::open(folder / "office.db", db::Access::read_write_unsafe, key, clock, random)));
    api = must(hq::Api::start({*keeper, *office, key, path(), clock, {}, {}, {}}));
  }
  ~Headquarters() { keeper.reset(); }

  std::string path() const { return folder / "hq.db"; }

  Asked send(http::Request request) {
    Asked asked;
    asked.caught = std::make_shared<Caught>();
    asked.nonce =
        hex_array<16>(request.headers.find("Sala-Nonce").value_or("")).value_or(link::Nonce{});
    api->handle(std::move(request), http::Responder(asked.caught));
    keeper->run_waiting();
    return asked;
  }
  void write(ProgrammeId const& programme, Body body) {
    bool done = false;
    api->append({{programme, std::move(body)}}, [&](Result<std::vector<EventName>> names) {
      must(std::move(names));
      done = true;
    });
    keeper->run_waiting();
    REQUIRE(done);
  }
  std::string code(std::vector<ProgrammeId> programmes = {cohort}) {
    return must(office->new_code({"จุดลงทะเบียน 1", VenueId{{5}}, std::move(programmes)}));
  }
  // Signed by headquarters for this request?
  bool is_genuine(Asked const& asked) const {
    auto const& response = *asked.caught->response();
    auto time = std::stoll(std::string(response.headers.find("Sala-Time").value()));
    auto signature = hex_array<64>(response.headers.find("Sala-Signature").value());
    auto message = link::answer_message(asked.nonce, static_cast<unsigned>(response.status),
                                        WallTime(Micros(time)), response.body_view());
    return signature && crypto::verify(key.public_key(), as_bytes(message), *signature);
  }
  std::int64_t position(ProgrammeId const& programme) {
    auto database = must(db::Database::open(path(), db::Access::read_only));
    auto reader = must(ledger::Reader::open(database));
    return must(reader.last_position(programme));
  }

  TemporaryFolder folder;
  crypto::SigningKey key;
  FakeClock clock;
  SeededRandom random;
  std::optional<hq::Office> office;
  std::unique_ptr<hq::Api> api;
  std::unique_ptr<views::Keeper> keeper;
};

// A box that signs its requests as the link does.
class TestKiosk {
 public:
  explicit TestKiosk(Headquarters& hq, std::uint8_t number) : hq_(hq), box(number) {}

  DeviceId device() const { return DeviceId{box.key.public_key()}; }

  http::Request request(http::Method method, std::string path, std::string query,
                        std::string body = {}) {
    http::Request out;
    out.method = method;
    out.path = path;
    out.target = query.empty() ? path : path + "?" + query;
    out.query = must(http::parse_query(query));
    out.body = std::move(body);
    out.peer = "10.0.0.1";
    link::Nonce nonce{};
    box.random.fill(nonce);
    auto message = link::request_message(nonce, http::method_name(method), out.target, out.body);
    out.headers.set("Sala-Device", to_text(device()));
    out.headers.set("Sala-Nonce", to_hex(nonce));
    out.headers.set("Sala-Signature", to_hex(box.key.sign(as_bytes(message))));
    return out;
  }
  Asked enrol(std::string const& code) {
    link::Enrolment enrolment{device(), link::enrolment_proof(code, device()), "test 1"};
    return hq_.send(request(http::Method::post, "/v1/enrol", "", link::to_json(enrolment)));
  }
  Asked push(std::vector<ledger::Run> const& runs) {
    return hq_.send(request(http::Method::post, "/v1/push", "", link::encode(runs)));
  }
  // Everything of the stream that `name` is in.
  Asked push_all(EventName const& name) {
    ledger::Runs memory;
    auto run = box.run_after(name.stream, 0, memory);
    return push({run});
  }
  Asked pull(std::int64_t after, int wait = 0, std::string const& more = "") {
    return hq_.send(request(http::Method::get, "/v1/pull",
                            "programme=" + to_text(cohort) + "&after=" + std::to_string(after) +
                                "&wait=" + std::to_string(wait) + more));
  }
  EventName sign_in(std::uint8_t person, ProgrammeId const& programme = cohort) {
    AttendanceSignedIn body;
    body.session = morning;
    body.participant = ParticipantId{{person}};
    return box.write(programme, std::move(body));
  }

 private:
  Headquarters& hq_;

 public:
  Box box;
};

inline link::StreamAnswer only_stream(Asked const& asked) {
  auto answer = must(link::push_answer_from_json(asked.body()));
  REQUIRE(answer.streams.size() == 1);
  return answer.streams.front();
}

}  // namespace sala::test
