// The kiosk on a display: a real X server, a real pointer and a real keyboard.
#include <doctest/doctest.h>

#include <thread>

#include "tests/support/display.h"
#include "tests/support/real_headquarters.h"

using namespace sala;
using namespace std::chrono_literals;

namespace {

struct Hall {
  test::TemporaryFolder folder;
  test::Display display{"1366x768"};
  test::Process kiosk{
      {test::binary("sala-kiosk"), "--data", folder / "kiosk", "--lang", "th"},
      {{"DISPLAY", display.name}, {"SDL_VIDEODRIVER", "x11"}, {"SDL_AUDIODRIVER", "dummy"}}};

  Hall() {
    if (!kiosk.line_with("first frame", 30s)) FAIL(kiosk.everything());
  }
  std::string tool(std::vector<std::string> words) const {
    words.insert(words.begin(), "/usr/bin/xdotool");
    return test::run(words, {{"DISPLAY", display.name}});
  }
  void click(int x, int y) const {
    tool({"mousemove", std::to_string(x), std::to_string(y), "click", "1"});
  }
  void type(std::string const& text) const { tool({"type", "--delay", "40", text}); }
};

std::int64_t streams(test::RealHeadquarters const& hq) {
  auto database = hq.open_to_read();
  auto count = test::must(database.prepare("SELECT count(*) FROM stream"));
  test::must(count.step());
  return count.integer(0);
}

// "…?u=ADDRESS&c=CODE&…"
std::string code_in(std::string const& link) {
  auto at = link.find("&c=") + 3;
  return link.substr(at, link.find('&', at) - at);
}

// A box that has joined writes, and what it writes reaches headquarters.
bool somebody_new_writes(test::RealHeadquarters const& hq, std::int64_t before,
                         std::chrono::seconds patience) {
  for (auto left = patience / 50ms; left > 0; --left) {
    if (streams(hq) > before) return true;
    std::this_thread::sleep_for(50ms);
  }
  return false;
}

}  // namespace

TEST_CASE("it fills the display, and joins an office that is typed and clicked") {
  test::RealHeadquarters hq;
  hq.serve();
  Hall hall;
  auto shape = hall.tool({"search", "--sync", "--name", "^Sala$", "getwindowgeometry", "--shell"});
  for (char const* part : {"X=0\n", "Y=0\n", "WIDTH=1366\n", "HEIGHT=768\n"}) {
    CHECK_MESSAGE(shape.find(part) != std::string::npos, shape);
  }
  auto code = code_in(hq.invite("http://" + hq.listen));
  auto before = streams(hq);
  hall.click(400, 190);  // the address
  hall.type("http://" + hq.listen);
  hall.click(1100, 190);  // the code
  hall.type(code);
  hall.click(1180, 720);  // join
  CHECK(somebody_new_writes(hq, before, 20s));
  hall.kiosk.signal(SIGTERM);
  CHECK(hall.kiosk.wait() == 0);
}

TEST_CASE("a scanner that types like a keyboard joins it in one go") {
  test::RealHeadquarters hq;
  hq.serve();
  Hall hall;
  auto link = hq.invite("http://" + hq.listen);
  auto before = streams(hq);
  // A machine that is busy elsewhere may stop for a moment between two keys, as no scanner does.
  bool joined = false;
  for (int attempt = 0; attempt < 5 && !joined; ++attempt) {
    hall.tool({"type", "--delay", "2", "--args", "1", link, "key", "Return"});
    joined = somebody_new_writes(hq, before, 4s);
  }
  CHECK(joined);
}
