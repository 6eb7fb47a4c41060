// The live roll and the staff's door over real sockets, with the whole service.
#include "sync/hq/live.h"

#include <doctest/doctest.h>

#include <thread>

#include "sync/hq/commands/local_desk.h"
#include "tests/support/raw_socket.h"
#include "tests/sync/hq/website.h"

namespace sala::test {
namespace {

using namespace std::chrono_literals;

constexpr char const* name = Website::name;
constexpr char const* passphrase = Website::passphrase;
ProgrammeId const programme{{1}};
SessionId const session{{2}};

ParticipantSet person(std::uint8_t number, std::string nickname) {
  ParticipantSet it;
  it.participant = ParticipantId{{number}};
  it.nickname = std::move(nickname);
  return it;
}

struct Fixture : Website {
  Fixture() {
    ProgrammeSet cohort;
    cohort.programme = programme;
    cohort.name.th = "รุ่น 4";
    SessionSet opening;
    opening.session = session;
    opening.code = "S1";
    opening.title.th = "เปิดวง";
    opening.leaving = true;
    must(must(hq::LocalDesk::open(data))
             ->desk()
             .write({{programme, cohort},
                     {programme, opening},
                     {programme, person(1, "บีม")},
                     {programme, person(2, "<b>&\"'</b>")}}));
    start();
  }
  int correct(std::uint8_t who, std::string const& action) {
    return post("/live/" + to_text(session) + "/correct",
                {{"participant", to_text(ParticipantId{{who}})}, {"action", action}})
        .status;
  }
  std::string state() {
    return std::string(ask(http::Method::get, "/live/" + to_text(session) + "/state").body_view());
  }
  // An answer says that it is written; the rows follow in a moment.
  bool state_becomes(std::string const& wanted) {
    for (int i = 0; i < 100; ++i) {
      if (state().find(wanted) != std::string::npos) return true;
      std::this_thread::sleep_for(50ms);
    }
    return false;
  }
  // Opens the stream and reads until `wanted` is in it.
  std::string watch(std::string const& headers, std::string const& wanted) {
    RawSocket socket(service->port());
    socket.send("GET /live/" + to_text(session) +
                "/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie + "\r\n" + headers +
                "\r\n");
    std::string text = socket.receive_until(wanted, 10s);
    CAPTURE(text);
    CHECK(text.find(wanted) != text.npos);
    return text;
  }
};

std::string last_id(std::string const& stream) {
  auto at = stream.rfind("id: ");
  REQUIRE(at != stream.npos);
  return stream.substr(at + 4, stream.find('\n', at) - at - 4);
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "without signing in nothing of the live page is given out") {
  auto path = "/live/" + to_text(session);
  CHECK(ask(http::Method::get, path + "/state").status == 401);
  CHECK(ask(http::Method::get, path + "/events").status == 401);
  auto page = ask(http::Method::get, path);
  CHECK(page.status == 303);
  CHECK(page.headers.find("Location")->substr(0, 14) == "/sign-in?next=");
  cookie = "sala=" + std::string(43, 'A');
  CHECK(ask(http::Method::get, path + "/state").status == 401);
}

TEST_CASE_FIXTURE(Fixture, "staff comes in with the right words, and is out after signing out") {
  CHECK(sign_in(name, "something else").status == 403);
  CHECK(sign_in("nobody", passphrase).status == 403);
  come_in();
  CHECK(ask(http::Method::get, "/live").status == 200);
  CHECK(post("/sign-out", {}).status == 303);
  CHECK(ask(http::Method::get, "/live").status == 303);
}

TEST_CASE_FIXTURE(Fixture, "after five wrong words even the right ones have to wait") {
  for (int i = 0; i < 5; ++i) CHECK(sign_in(name, "guess " + std::to_string(i)).status == 403);
  auto answer = sign_in(name, passphrase);
  CHECK(answer.status == 429);
  CHECK_FALSE(answer.headers.find("Set-Cookie").has_value());
}

TEST_CASE_FIXTURE(Fixture, "a token lies in the file only as its hash") {
  come_in();
  auto token = cookie.substr(cookie.find('=') + 1);
  auto bytes = read_file(data.office());
  if (std::filesystem::exists(data.office() + "-wal")) bytes += read_file(data.office() + "-wal");
  CHECK(bytes.find(token) == bytes.npos);
  CHECK(bytes.find(*from_base64url(token)) == bytes.npos);
  CHECK(bytes.find(passphrase) == bytes.npos);
}

TEST_CASE_FIXTURE(Fixture, "a post that does not come from our page does nothing") {
  come_in();
  auto path = "/live/" + to_text(session) + "/correct";
  auto form = http::write_query({{"participant", to_text(ParticipantId{{1}})}, {"action", "here"}});
  CHECK(ask(http::Method::post, path, form).status == 403);
  CHECK(ask(http::Method::post, path, form, {{"Origin", "https://evil.example"}}).status == 403);
  CHECK(ask(http::Method::post, path, form, {{"Origin", "null"}}).status == 403);
  CHECK(state().find("\"here\"") == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a correction is an event that everybody who watches sees") {
  come_in();
  CHECK(state().find("<b>&\\\"'</b>") != std::string::npos);
  CHECK(correct(1, "here") == 204);
  watch("", "\"state\":\"here\"");   // in the state, or in the rows right after it
  CHECK(correct(1, "here") == 204);  // again: nothing changes
  CHECK(correct(1, "left") == 204);
  CHECK(state_becomes("\"state\":\"left\""));
  CHECK(correct(1, "back") == 204);
  CHECK(state_becomes("\"state\":\"here\""));
  CHECK(correct(1, "undo") == 204);
  std::string row = "{\"id\":\"" + to_text(ParticipantId{{1}}) + "\",\"nickname\":\"บีม\",";
  CHECK(state_becomes(row + "\"state\":\"absent\""));
}

TEST_CASE_FIXTURE(Fixture, "who comes back with the last id gets what he missed, and only that") {
  come_in();
  auto id = last_id(watch("", "event: state"));
  CHECK(correct(1, "here") == 204);
  CHECK(correct(2, "here") == 204);
  auto stream = watch("Last-Event-ID: " + id + "\r\n", to_text(ParticipantId{{2}}));
  CHECK(stream.find("event: state") == stream.npos);
  CHECK(stream.find(to_text(ParticipantId{{1}})) != stream.npos);
  CHECK(std::stoll(last_id(stream)) == std::stoll(id) + 3);  // a stream opened, two sign-ins
}

TEST_CASE_FIXTURE(Fixture, "an id that headquarters cannot help with gives the whole state") {
  come_in();
  watch("", "event: state");
  SUBCASE("from a future that a restored copy does not know") {
    watch("Last-Event-ID: 999999\r\n", "event: state");
  }
  SUBCASE("from before a restart") {
    CHECK(correct(1, "here") == 204);
    auto port = service->port();
    service.reset();
    start(port);
    auto stream = watch("Last-Event-ID: 1\r\n", "\"state\":\"here\"");
    CHECK(stream.find("event: state") != stream.npos);
  }
  SUBCASE("nonsense") { watch("Last-Event-ID: x\r\n", "event: state"); }
}

TEST_CASE_FIXTURE(Fixture, "what is not there is said in words") {
  come_in();
  CHECK(ask(http::Method::get, "/live/nothing").status == 404);
  CHECK(ask(http::Method::get, "/live/" + to_text(SessionId{{9}}) + "/state").status == 404);
  auto page = ask(http::Method::get, "/nowhere?lang=en");
  CHECK(page.status == 404);
  CHECK(page.body_view().find("There is nothing here") != page.body_view().npos);
  CHECK(ask(http::Method::get, "/health").status == 200);
}

TEST_CASE_FIXTURE(Fixture, "signing in leads to our own pages only") {
  for (std::string next : {"https://evil.example/", "//evil.example", "/\\evil.example", "x"}) {
    auto answer = post("/sign-in", {{"name", name}, {"passphrase", passphrase}, {"next", next}});
    CHECK(answer.headers.find("Location") == "/live");
  }
  auto good = post("/sign-in", {{"name", name}, {"passphrase", passphrase}, {"next", "/live/S1"}});
  CHECK(good.headers.find("Location") == "/live/S1");
}

TEST_CASE_FIXTURE(Fixture, "two headquarters never run on one folder, nor on an open network") {
  auto second = hq::Service::start(data, {}, system_clock(), system_random());
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == ErrorCode::busy);
  hq::ServiceOptions open;
  open.address = "0.0.0.0";
  auto plain = hq::Service::start(data, open, system_clock(), system_random());
  REQUIRE_FALSE(plain.has_value());
  CHECK(plain.error().code == ErrorCode::refused);
}

}  // namespace sala::test
