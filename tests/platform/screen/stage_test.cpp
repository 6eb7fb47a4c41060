// One contract for every kind of stage: without a window, in a window of SDL's dummy driver, and on
// X11 when a display is there.
#include "platform/screen/stage.h"

#include <SDL.h>

#include <cstdlib>
#include <thread>

#include "tests/platform/screen/stage_fixture.h"

namespace sala::screen {
namespace {

struct Button {
  int clicks = 0;
  // An ImGui window with one invisible button over the box, as the widgets of kiosk/ui have.
  void draw(float x, float y, float width, float height) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin(
        "screen", nullptr,
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBackground);
    ImGui::SetCursorScreenPos({x, y});
    if (ImGui::InvisibleButton("button", {width, height})) ++clicks;
    ImGui::End();
  }
};

void nothing(ImDrawList&) {}

void tap_twice_clicks_twice(StageFixture& fixture) {
  Button button;
  auto const draw = [&](ImDrawList&) { button.draw(100, 100, 80, 72); };
  fixture.stage->refresh();
  fixture.settle(draw);
  fixture.stage->feed().tap(120, 120, fixture.clock.now);
  fixture.stage->feed().tap(150, 150, fixture.clock.now);
  fixture.stage->feed().tap(300, 20, fixture.clock.now);  // beside it
  fixture.settle(draw);
  CHECK(button.clicks == 2);
}

void still_screen_draws_nothing(StageFixture& fixture) {
  auto const draw = [&](ImDrawList& list) {
    fixture.stage->text().draw(list, 10, 10, ink, "นิ่ง", {});
  };
  fixture.stage->refresh();
  CHECK(fixture.settle(draw) == 3);
  auto const drawn = fixture.stage->scheduler().frames_drawn();
  for (int i = 0; i < 100; ++i) {
    fixture.clock.now += std::chrono::seconds(1);
    CHECK(!fixture.stage->begin_frame());
  }
  CHECK(fixture.stage->scheduler().frames_drawn() == drawn);
  // A refresh that changes nothing shows nothing.
  auto const changed = fixture.stage->scheduler().frames_changed();
  fixture.stage->refresh();
  CHECK(fixture.settle(draw) == 3);
  CHECK(fixture.stage->scheduler().frames_changed() == changed);
  CHECK(fixture.stage->changed().empty());
}

void another_thread_wakes(StageFixture& fixture) {
  fixture.settle(nothing);
  auto const started = std::chrono::steady_clock::now();
  std::thread waker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    fixture.stage->wake();
  });
  fixture.stage->wait(fixture.clock.now + std::chrono::seconds(20));
  waker.join();
  auto const slept = std::chrono::steady_clock::now() - started;
  CHECK(slept >= std::chrono::milliseconds(40));
  CHECK(slept < std::chrono::seconds(5));
  CHECK(fixture.stage->begin_frame());
  fixture.stage->end_frame();
  fixture.settle(nothing);
  // And a deadline ends the sleep by itself.
  auto const before = std::chrono::steady_clock::now();
  fixture.stage->wait(fixture.clock.now + std::chrono::milliseconds(60));
  CHECK(std::chrono::steady_clock::now() - before >= std::chrono::milliseconds(40));
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(5));
}

void a_thousand_wakes_are_one(StageFixture& fixture) {
  fixture.settle(nothing);
  for (int i = 0; i < 1000; ++i) fixture.stage->wake();
  CHECK(fixture.settle(nothing) == 3);
  // All of them are used up: the next sleep lasts.
  auto const started = std::chrono::steady_clock::now();
  for (int i = 0; i < 3; ++i) {
    fixture.stage->wait(fixture.clock.now + std::chrono::milliseconds(60));
    fixture.settle(nothing);
  }
  CHECK(std::chrono::steady_clock::now() - started >= std::chrono::milliseconds(100));
}

void time_is_not_clamped(StageFixture& fixture) {
  fixture.settle(nothing);
  fixture.clock.now += std::chrono::seconds(10);
  fixture.stage->refresh();
  REQUIRE(fixture.stage->begin_frame());
  CHECK(ImGui::GetIO().DeltaTime == doctest::Approx(10));
  fixture.stage->end_frame();
  // So that two taps ten seconds apart are no double click.
  int doubles = 0;
  auto const count = [&](ImDrawList&) { doubles += ImGui::IsMouseDoubleClicked(0) ? 1 : 0; };
  fixture.settle(count);
  fixture.stage->feed().tap(50, 50, fixture.clock.now);
  fixture.settle(count);
  fixture.clock.now += std::chrono::seconds(10);
  fixture.stage->feed().tap(50, 50, fixture.clock.now);
  fixture.settle(count);
  CHECK(doubles == 0);
}

void hover_ends_with_the_finger(StageFixture& fixture) {
  bool hovered = false;
  auto const draw = [&](ImDrawList&) {
    hovered = ImGui::IsMouseHoveringRect({100, 100}, {200, 200}, false);
  };
  fixture.settle(draw);
  fixture.stage->feed().tap(150, 150, fixture.clock.now);
  REQUIRE(fixture.frame(draw) == false);  // the press: nothing to see, but
  CHECK(hovered);
  fixture.settle(draw);
  CHECK(!hovered);
}

void quit_ends_waiting(StageFixture& fixture) {
  fixture.settle(nothing);
  std::thread other([&] { fixture.stage->quit(); });
  fixture.stage->wait(fixture.clock.now + std::chrono::seconds(20));
  other.join();
  CHECK(fixture.stage->quit_requested());
}

void contract(StageKind kind) {
  StageFixture fixture(640, 480, kind);
  CHECK(fixture.stage->size() == StageSize{640, 480});
  fixture.settle([](ImDrawList& list) {
    list.AddRectFilled({0, 0}, {10, 10}, IM_COL32(1, 2, 3, 255));
  });
  CHECK(fixture.stage->pixels().at(5, 5) == 0xFF010203);
  CHECK(fixture.stage->pixels().at(600, 400) == 0xFFFBF7EF);
  tap_twice_clicks_twice(fixture);
  still_screen_draws_nothing(fixture);
  another_thread_wakes(fixture);
  a_thousand_wakes_are_one(fixture);
  time_is_not_clamped(fixture);
  hover_ends_with_the_finger(fixture);
  quit_ends_waiting(fixture);
}

}  // namespace

TEST_CASE("a stage without a window keeps the contract") { contract(StageKind::headless); }

TEST_CASE("a window of the dummy driver keeps the contract") {
  SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
  contract(StageKind::window);
  contract(StageKind::window);  // and opens again after it was closed
}

TEST_CASE("a window on X11 keeps the contract, where there is a display") {
  if (std::getenv("DISPLAY") == nullptr) return;
  SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11");
  contract(StageKind::window);
}

TEST_CASE("a window takes SDL's touches and keys, and follows its size") {
  SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
  StageFixture fixture(640, 480, StageKind::window);
  Button button;
  auto const draw = [&](ImDrawList&) { button.draw(320, 240, 100, 100); };
  fixture.settle(draw);
  SDL_Event event{};
  event.type = SDL_FINGERDOWN;
  event.tfinger.fingerId = 7;
  event.tfinger.x = 0.55F;
  event.tfinger.y = 0.55F;
  event.tfinger.pressure = 0.4F;
  SDL_PushEvent(&event);
  event.tfinger.fingerId = 8;  // a palm
  event.tfinger.x = 0.1F;
  SDL_PushEvent(&event);
  event.type = SDL_FINGERUP;
  SDL_PushEvent(&event);
  event.tfinger.fingerId = 7;
  event.tfinger.x = 0.55F;
  SDL_PushEvent(&event);
  fixture.settle(draw);
  CHECK(button.clicks == 1);

  event = {};
  event.type = SDL_TEXTINPUT;
  std::snprintf(event.text.text, sizeof event.text.text, "%s", "สวัสดี");
  SDL_PushEvent(&event);
  std::string typed;
  for (int i = 0; i < 5; ++i) {
    fixture.clock.now += std::chrono::milliseconds(40);
    fixture.frame([&](ImDrawList&) {
      for (auto const& one : fixture.stage->input().typed) typed += one.text;
    });
  }
  CHECK(typed == "สวัสดี");

  event = {};
  event.type = SDL_WINDOWEVENT;
  event.window.event = SDL_WINDOWEVENT_SIZE_CHANGED;
  event.window.data1 = 800;
  event.window.data2 = 600;
  SDL_PushEvent(&event);
  fixture.settle(draw);
  CHECK(fixture.stage->pixels().width == 800);

  event.window.event = SDL_WINDOWEVENT_CLOSE;
  SDL_PushEvent(&event);
  fixture.stage->begin_frame();
  CHECK(fixture.stage->quit_requested());
}

TEST_CASE("the scale follows the smaller side, whole screens in four sizes") {
  StageFixture fixture(1280, 800);
  CHECK(fixture.stage->scale() == doctest::Approx(1));
  fixture.settle(nothing);
  for (auto const& [size, scale] : std::initializer_list<std::pair<StageSize, float>>{
           {{1920, 1080}, 1.35F}, {{800, 1280}, 1}, {{1024, 600}, 0.75F}}) {
    fixture.stage->resize(size);
    CHECK(fixture.stage->scale() == doctest::Approx(scale));
    CHECK(fixture.settle(nothing) > 0);
    CHECK(fixture.stage->pixels().width == size.width);
    CHECK(fixture.stage->pixels().at(size.width - 1, size.height - 1) == 0xFFFBF7EF);
  }
}

TEST_CASE("a stage of an impossible size, or without fonts, is refused with a reason") {
  StageOptions options;
  options.width = 0;
  options.share = test_share();
  CHECK(Stage::open(options).error().code == ErrorCode::invalid);
  options.width = 100;
  options.share = "/nowhere";
  CHECK(Stage::open(options).error().code == ErrorCode::not_found);
}

TEST_CASE("two stages at once do not disturb each other") {
  StageFixture a(200, 100), b(200, 100);
  auto const in = [](std::uint32_t colour) {
    return [colour](ImDrawList& list) { list.AddRectFilled({0, 0}, {200, 100}, colour); };
  };
  for (int i = 0; i < 5; ++i) {
    a.frame(in(IM_COL32(255, 0, 0, 255)));
    b.frame(in(IM_COL32(0, 255, 0, 255)));
  }
  CHECK(a.stage->pixels().at(50, 50) == 0xFFFF0000);
  CHECK(b.stage->pixels().at(50, 50) == 0xFF00FF00);
}

}  // namespace sala::screen
