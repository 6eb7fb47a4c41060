#include "platform/screen/sdl_events.h"

#include <SDL.h>

#include <algorithm>
#include <string_view>

#include "platform/screen/input_feed.h"

namespace sala::screen {
namespace {

Modifiers modifiers_of(std::uint16_t state) {
  return {(state & KMOD_SHIFT) != 0, (state & KMOD_CTRL) != 0, (state & KMOD_ALT) != 0};
}

// By place on the keyboard, not by what the current layout writes there: Ctrl+C is the same key in
// Thai.
Key key_of(SDL_Scancode code) {
  switch (code) {
    case SDL_SCANCODE_BACKSPACE:
      return Key::backspace;
    case SDL_SCANCODE_DELETE:
      return Key::remove;
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER:
      return Key::enter;
    case SDL_SCANCODE_ESCAPE:
      return Key::escape;
    case SDL_SCANCODE_TAB:
      return Key::tab;
    case SDL_SCANCODE_LEFT:
      return Key::left;
    case SDL_SCANCODE_RIGHT:
      return Key::right;
    case SDL_SCANCODE_UP:
      return Key::up;
    case SDL_SCANCODE_DOWN:
      return Key::down;
    case SDL_SCANCODE_HOME:
      return Key::home;
    case SDL_SCANCODE_END:
      return Key::end;
    case SDL_SCANCODE_PAGEUP:
      return Key::page_up;
    case SDL_SCANCODE_PAGEDOWN:
      return Key::page_down;
    case SDL_SCANCODE_F5:
      return Key::f5;
    default:
      return Key::other;
  }
}

Key shortcut_of(SDL_Scancode code) {
  switch (code) {
    case SDL_SCANCODE_A:
      return Key::a;
    case SDL_SCANCODE_C:
      return Key::c;
    case SDL_SCANCODE_V:
      return Key::v;
    case SDL_SCANCODE_X:
      return Key::x;
    case SDL_SCANCODE_Z:
      return Key::z;
    default:
      return key_of(code);
  }
}

bool is_modifier(SDL_Scancode code) {
  return (code >= SDL_SCANCODE_LCTRL && code <= SDL_SCANCODE_RGUI) ||
         code == SDL_SCANCODE_CAPSLOCK || code == SDL_SCANCODE_NUMLOCKCLEAR;
}

char us_character(SDL_Scancode code, bool shift) {
  if (code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z) {
    return static_cast<char>((shift ? 'A' : 'a') + (code - SDL_SCANCODE_A));
  }
  // SDL numbers the digit row 1 to 9, then 0.
  static constexpr std::string_view digits = "1234567890", shifted_digits = "!@#$%^&*()";
  if (code >= SDL_SCANCODE_1 && code <= SDL_SCANCODE_0) {
    auto const place = static_cast<std::size_t>(code - SDL_SCANCODE_1);
    return shift ? shifted_digits[place] : digits[place];
  }
  if (code >= SDL_SCANCODE_KP_1 && code <= SDL_SCANCODE_KP_0) {
    return digits[static_cast<std::size_t>(code - SDL_SCANCODE_KP_1)];
  }
  switch (code) {
    case SDL_SCANCODE_SPACE:
      return ' ';
    case SDL_SCANCODE_MINUS:
      return shift ? '_' : '-';
    case SDL_SCANCODE_EQUALS:
      return shift ? '+' : '=';
    case SDL_SCANCODE_LEFTBRACKET:
      return shift ? '{' : '[';
    case SDL_SCANCODE_RIGHTBRACKET:
      return shift ? '}' : ']';
    case SDL_SCANCODE_BACKSLASH:
      return shift ? '|' : '\\';
    case SDL_SCANCODE_SEMICOLON:
      return shift ? ':' : ';';
    case SDL_SCANCODE_APOSTROPHE:
      return shift ? '"' : '\'';
    case SDL_SCANCODE_GRAVE:
      return shift ? '~' : '`';
    case SDL_SCANCODE_COMMA:
      return shift ? '<' : ',';
    case SDL_SCANCODE_PERIOD:
      return shift ? '>' : '.';
    case SDL_SCANCODE_SLASH:
      return shift ? '?' : '/';
    case SDL_SCANCODE_KP_PERIOD:
      return '.';
    case SDL_SCANCODE_KP_MINUS:
      return '-';
    case SDL_SCANCODE_KP_PLUS:
      return '+';
    case SDL_SCANCODE_KP_DIVIDE:
      return '/';
    case SDL_SCANCODE_KP_MULTIPLY:
      return '*';
    default:
      return 0;
  }
}

std::optional<InputEvent> key(SDL_KeyboardEvent const& event, InputEvent out) {
  auto const code = event.keysym.scancode;
  if (is_modifier(code)) return std::nullopt;
  out.kind = InputKind::key;
  out.device = Device::keyboard;
  out.modifiers = modifiers_of(event.keysym.mod);
  out.key = out.modifiers.control ? shortcut_of(code) : key_of(code);
  // Caps lock turns the letters of a scanner round as it does a keyboard's.
  auto const letter = code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z;
  auto const caps = letter && (event.keysym.mod & KMOD_CAPS) != 0;
  out.us_character = us_character(code, out.modifiers.shift != caps);
  return out;
}

std::optional<InputEvent> mouse(SDL_Event const& event, EventSource const& source, InputEvent out) {
  out.device = Device::mouse;
  if (event.type == SDL_MOUSEMOTION) {
    if (event.motion.which == SDL_TOUCH_MOUSEID) return std::nullopt;
    out.kind = InputKind::move;
    out.x = static_cast<float>(event.motion.x) * source.pixels_per_unit;
    out.y = static_cast<float>(event.motion.y) * source.pixels_per_unit;
    return out;
  }
  if (event.button.which == SDL_TOUCH_MOUSEID || event.button.button != SDL_BUTTON_LEFT) {
    return std::nullopt;
  }
  out.kind = event.type == SDL_MOUSEBUTTONDOWN ? InputKind::press : InputKind::release;
  out.x = static_cast<float>(event.button.x) * source.pixels_per_unit;
  out.y = static_cast<float>(event.button.y) * source.pixels_per_unit;
  return out;
}

}  // namespace

std::optional<InputEvent> EventTranslator::translate(SDL_Event const& event,
                                                     EventSource const& source) {
  InputEvent out;
  auto const age = std::min<std::uint32_t>(source.ticks - event.common.timestamp, 1000);
  out.time = source.now - std::chrono::milliseconds(age);
  switch (event.type) {
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      return mouse(event, source, out);
    case SDL_MOUSEWHEEL:
      out.kind = InputKind::wheel;
      out.device = Device::mouse;
      out.wheel_x = -event.wheel.preciseX;
      out.wheel_y = event.wheel.preciseY;
      return out;
    case SDL_FINGERDOWN:
      if (first_finger_ && out.time - finger_time_ < InputFeed::lost_finger) return std::nullopt;
      first_finger_ = event.tfinger.fingerId;
      out.kind = InputKind::press;
      break;
    case SDL_FINGERMOTION:
      out.kind = InputKind::move;
      break;
    case SDL_FINGERUP:
      out.kind = InputKind::release;
      break;
    case SDL_KEYDOWN:
      return key(event.key, out);
    case SDL_TEXTINPUT:
      out.kind = InputKind::text;
      out.device = Device::keyboard;
      out.text = event.text.text;
      return out;
    case SDL_WINDOWEVENT:
      if (event.window.event != SDL_WINDOWEVENT_LEAVE) return std::nullopt;
      out.kind = InputKind::leave;
      out.device = Device::mouse;
      return out;
    default:
      return std::nullopt;
  }
  if (first_finger_ != event.tfinger.fingerId) return std::nullopt;
  if (event.type == SDL_FINGERUP) first_finger_.reset();
  finger_time_ = out.time;
  out.device = Device::touch;
  out.x = event.tfinger.x * static_cast<float>(source.width);
  out.y = event.tfinger.y * static_cast<float>(source.height);
  out.pressure = event.tfinger.pressure > 0 ? event.tfinger.pressure : 1;
  return out;
}

}  // namespace sala::screen
