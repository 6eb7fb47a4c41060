#include "platform/screen/sdl_events.h"

#include <SDL.h>
#include <doctest/doctest.h>

namespace sala::screen {
namespace {

struct Translation {
  EventTranslator translator;
  EventSource source{BootTime{std::chrono::seconds(50)}, 10'000, 1000, 500, 1};

  std::optional<InputEvent> key(SDL_Scancode code, int modifiers = 0, SDL_Keycode symbol = 0) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.timestamp = 9'990;
    event.key.keysym.scancode = code;
    event.key.keysym.sym = symbol;
    event.key.keysym.mod = static_cast<Uint16>(modifiers);
    return translator.translate(event, source);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Translation,
                  "an event has the time at which it happened, not at which it was read") {
  CHECK(key(SDL_SCANCODE_A)->time == source.now - std::chrono::milliseconds(10));
}

TEST_CASE_FIXTURE(Translation, "shortcuts go by the place of the key, also in a Thai layout") {
  auto const copy = key(SDL_SCANCODE_C, KMOD_LCTRL, 0x0E41);
  CHECK(copy->key == Key::c);
  CHECK(copy->modifiers.control);
  CHECK(key(SDL_SCANCODE_C)->key == Key::other);
}

TEST_CASE_FIXTURE(Translation, "keys say what they write on a US keyboard") {
  CHECK(key(SDL_SCANCODE_Q)->us_character == 'q');
  CHECK(key(SDL_SCANCODE_Q, KMOD_LSHIFT)->us_character == 'Q');
  CHECK(key(SDL_SCANCODE_Q, KMOD_CAPS)->us_character == 'Q');
  CHECK(key(SDL_SCANCODE_1)->us_character == '1');
  CHECK(key(SDL_SCANCODE_0)->us_character == '0');
  CHECK(key(SDL_SCANCODE_KP_0)->us_character == '0');
  CHECK(key(SDL_SCANCODE_2, KMOD_RSHIFT)->us_character == '@');
  CHECK(key(SDL_SCANCODE_2, KMOD_CAPS)->us_character == '2');
  CHECK(key(SDL_SCANCODE_MINUS)->us_character == '-');
  CHECK(key(SDL_SCANCODE_F5)->us_character == 0);
  CHECK(key(SDL_SCANCODE_KP_ENTER)->key == Key::enter);
  CHECK(!key(SDL_SCANCODE_LSHIFT));  // a scanner's shift is no event of its own
}

TEST_CASE_FIXTURE(Translation,
                  "a touch has pixels and pressure, and its echo as a mouse is ignored") {
  SDL_Event event{};
  event.type = SDL_FINGERDOWN;
  event.tfinger.x = 0.25F;
  event.tfinger.y = 0.5F;
  event.tfinger.pressure = 0.75F;
  auto const touch = translator.translate(event, source);
  REQUIRE(touch);
  CHECK(touch->x == 250);
  CHECK(touch->y == 250);
  CHECK(touch->pressure == 0.75F);
  event = {};
  event.type = SDL_MOUSEBUTTONDOWN;
  event.button.button = SDL_BUTTON_LEFT;
  event.button.which = SDL_TOUCH_MOUSEID;
  CHECK(!translator.translate(event, source));
  event.button.which = 0;
  CHECK(translator.translate(event, source)->kind == InputKind::press);
  event.button.button = SDL_BUTTON_RIGHT;
  CHECK(!translator.translate(event, source));
}

TEST_CASE_FIXTURE(Translation, "a palm beside the finger is ignored until the finger lifts") {
  SDL_Event event{};
  event.type = SDL_FINGERDOWN;
  event.tfinger.fingerId = 1;
  CHECK(translator.translate(event, source));
  event.tfinger.fingerId = 2;
  CHECK(!translator.translate(event, source));
  event.type = SDL_FINGERMOTION;
  CHECK(!translator.translate(event, source));
  event.type = SDL_FINGERUP;
  CHECK(!translator.translate(event, source));
  event.tfinger.fingerId = 1;
  CHECK(translator.translate(event, source));
  event.type = SDL_FINGERDOWN;
  event.tfinger.fingerId = 2;
  CHECK(translator.translate(event, source));
}

TEST_CASE_FIXTURE(Translation, "a finger whose lifting was lost does not block the next for ever") {
  SDL_Event event{};
  event.type = SDL_FINGERDOWN;
  event.tfinger.fingerId = 1;
  CHECK(translator.translate(event, source));
  source.now += std::chrono::seconds(3);
  event.tfinger.fingerId = 2;
  CHECK(translator.translate(event, source));
}

}  // namespace sala::screen
