#include "platform/screen/mirror.h"

#include <thread>

#include "tests/platform/screen/stage_fixture.h"
#include "tests/support/raw_socket.h"

namespace sala::screen {
namespace {

using test::body_of;
using test::RawSocket;
using test::status_of;

// A kiosk that shows a number, and a browser beside it.
struct Site {
  StageFixture fixture{200, 100};
  std::unique_ptr<Mirror> mirror;
  int shown = 0;

  Site() {
    auto opened = Mirror::open(*fixture.stage, "127.0.0.1:0", test_share());
    REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().message()));
    mirror = std::move(*opened);
  }
  // The kiosk's loop, as long as frames are due.
  void run() {
    while (fixture.stage->begin_frame()) {
      auto const number = std::to_string(shown);
      fixture.stage->text().draw(*ImGui::GetBackgroundDrawList(), 10, 10, ink, number, {});
      fixture.stage->end_frame();
      mirror->publish();
    }
  }
  std::string host() const { return "127.0.0.1:" + std::to_string(mirror->port()); }
  std::string ask(std::string const& request) {
    RawSocket socket(mirror->port());
    socket.send(request);
    // The kiosk runs while the browser waits.
    std::string answer;
    for (int i = 0; i < 200 && answer.empty(); ++i) {
      run();
      answer = socket.receive_answer(std::chrono::milliseconds(20));
    }
    return answer;
  }
  std::string get(std::string const& path, std::string const& more = {}) {
    return ask("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more + "\r\n");
  }
  std::string post(std::string const& body,
                   std::string const& more = "Content-Type: application/json\r\n") {
    return ask("POST /input HTTP/1.1\r\nHost: " + host() + "\r\n" + more +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
};

std::string header(std::string const& answer, std::string const& name) {
  auto const at = answer.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  auto const start = at + name.size() + 4;
  return answer.substr(start, answer.find("\r\n", start) - start);
}

}  // namespace

TEST_CASE_FIXTURE(Site,
                  "the page and its parts are served with a policy that lets nothing else in") {
  for (auto const* const path : {"/", "/mirror.js", "/mirror.css"}) {
    auto const answer = get(path);
    CHECK(status_of(answer) == 200);
    CHECK(header(answer, "Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(!body_of(answer).empty());
  }
  CHECK(status_of(get("/mirror.html")) == 404);
  CHECK(status_of(get("/../fonts")) >= 400);
}

TEST_CASE_FIXTURE(Site, "the picture is the stage's own, pixel by pixel, and its number grows") {
  auto const first = get("/frame.png?after=0");
  REQUIRE(status_of(first) == 200);
  auto const file = std::filesystem::path(SALA_BINARIES) / "mirror-test.png";
  std::FILE* const out = std::fopen(file.c_str(), "wb");
  auto const body = body_of(first);
  std::fwrite(body.data(), 1, body.size(), out);
  std::fclose(out);
  auto const picture = load_png(file);
  REQUIRE(picture);
  CHECK(picture->argb == fixture.stage->pixels().argb);

  auto const number = header(first, "X-Frame");
  CHECK(!number.empty());
  shown = 7;
  fixture.stage->refresh();
  auto const second = get("/frame.png?after=" + number);
  REQUIRE(status_of(second) == 200);
  CHECK(std::stoi(header(second, "X-Frame")) > std::stoi(number));
  // A number from an earlier run of the kiosk is answered at once.
  CHECK(status_of(get("/frame.png?after=999999")) == 200);
}

TEST_CASE_FIXTURE(Site,
                  "who waits for a change gets it when it comes, and a still screen is not drawn") {
  auto const number = header(get("/frame.png"), "X-Frame");
  run();
  auto const drawn = fixture.stage->scheduler().frames_drawn();
  RawSocket socket(mirror->port());
  socket.send("GET /frame.png?after=" + number + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
  CHECK(socket.receive_answer(std::chrono::milliseconds(150)).empty());
  run();
  CHECK(fixture.stage->scheduler().frames_drawn() == drawn);
  shown = 8;
  fixture.stage->refresh();
  run();
  CHECK(status_of(socket.receive_answer()) == 200);
}

TEST_CASE_FIXTURE(Site, "touches and keys arrive in their order") {
  run();
  auto const answer =
      post(R"([{"kind":"press","x":50.5,"y":20,"pressure":0.5},{"kind":"move","x":60,"y":20},)"
           R"({"kind":"release","x":60,"y":20},{"kind":"text","text":"กข"},)"
           R"({"kind":"key","key":"backspace","shift":true},{"kind":"scan","text":"SALA-1"}])");
  CHECK(status_of(answer) == 204);
  run();  // ask() may have stopped before the events came
  std::vector<PointerSample> samples;
  std::vector<InputEvent> typed;
  RawSocket socket(mirror->port());
  std::string const body =
      R"([{"kind":"press","x":50.5,"y":20},{"kind":"release","x":9999,"y":-5},)"
      R"({"kind":"text","text":"ก"}])";
  socket.send("POST /input HTTP/1.1\r\nHost: " + host() +
              "\r\nContent-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  CHECK(status_of(socket.receive_answer()) == 204);
  for (int i = 0; i < 6 && fixture.stage->begin_frame(); ++i) {
    for (auto const& sample : fixture.stage->input().samples) samples.push_back(sample);
    for (auto const& event : fixture.stage->input().typed) typed.push_back(event);
    fixture.stage->end_frame();
  }
  REQUIRE(samples.size() == 2);
  CHECK(samples[0].x == 50.5F);
  CHECK(samples[1].x == 200);  // held within the screen
  CHECK(samples[1].y == 0);
  REQUIRE(typed.size() == 1);
  CHECK(typed[0].text == "ก");
}

TEST_CASE_FIXTURE(Site, "another page can neither look nor press") {
  auto const evil = "GET /frame.png HTTP/1.1\r\nHost: evil.example\r\n\r\n";
  CHECK(status_of(ask(evil)) == 421);
  CHECK(status_of(get("/frame.png", "Origin: http://evil.example\r\n")) == 403);
  CHECK(status_of(get("/frame.png", "Sec-Fetch-Site: cross-site\r\n")) == 403);
  auto const tap = R"([{"kind":"press","x":5,"y":5}])";
  CHECK(status_of(post(tap, "Content-Type: text/plain\r\n")) == 415);
  CHECK(status_of(post(
            tap, "Content-Type: application/json\r\nOrigin: https://evil.example\r\n")) == 403);
  run();
  CHECK(!fixture.stage->feed().ready(fixture.clock.now));
  CHECK(status_of(post(
            tap, "Content-Type: application/json\r\nOrigin: http://" + host() + "\r\n")) == 204);
}

TEST_CASE("the mirror opens on loopback only") {
  StageFixture fixture(100, 100);
  for (auto const* const address : {"0.0.0.0:0", "192.168.1.5:8080", "127.0.0.1", "localhost:99999",
                                    "127.0.0.1:70000", "127.0.0.1:", "[::]:0", ""}) {
    auto const opened = Mirror::open(*fixture.stage, address, test_share());
    CHECK_MESSAGE(!opened, address);
  }
}

TEST_CASE("mirror input is taken whole or not at all") {
  auto const count = [](std::string_view json) -> int {
    auto const events = read_mirror_input(json, {100, 100}, {});
    return events ? static_cast<int>(events->size()) : -1;
  };
  CHECK(count("[]") == 0);
  CHECK(count(R"([{"kind":"key","key":"enter"},{"kind":"wheel","y":-2}])") == 2);
  for (auto const* const wrong :
       {"", "{}", "[1]", R"([{"kind":"explode"}])", R"([{"kind":"key","key":"launch"}])",
        R"([{"kind":"text"}])", R"([{"kind":"text","text":""}])", R"([{"kind":"press","x":"1"}])",
        R"([{"kind":"press","x":1},{"kind":"press","x":1e999}])",
        "[{\"kind\":\"text\",\"text\":\"\xFF\"}]"}) {
    CHECK_MESSAGE(count(wrong) == -1, wrong);
  }
  std::string many = "[";
  for (int i = 0; i < 257; ++i) many += R"({"kind":"move"},)";
  many.back() = ']';
  CHECK(count(many) == -1);
}

}  // namespace sala::screen
