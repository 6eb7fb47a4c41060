#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>

#include "platform/screen/mirror.h"

namespace sala::screen {
namespace {

namespace json = boost::json;

constexpr std::size_t most_events = 256;
constexpr std::size_t longest_text = 4096;

struct KeyName {
  std::string_view name;
  Key key;
};
constexpr std::array key_names{KeyName{"backspace", Key::backspace},
                               KeyName{"remove", Key::remove},
                               KeyName{"enter", Key::enter},
                               KeyName{"escape", Key::escape},
                               KeyName{"tab", Key::tab},
                               KeyName{"left", Key::left},
                               KeyName{"right", Key::right},
                               KeyName{"up", Key::up},
                               KeyName{"down", Key::down},
                               KeyName{"home", Key::home},
                               KeyName{"end", Key::end},
                               KeyName{"page_up", Key::page_up},
                               KeyName{"page_down", Key::page_down},
                               KeyName{"a", Key::a},
                               KeyName{"c", Key::c},
                               KeyName{"v", Key::v},
                               KeyName{"x", Key::x},
                               KeyName{"z", Key::z},
                               KeyName{"f5", Key::f5}};

struct KindName {
  std::string_view name;
  InputKind kind;
};
constexpr std::array kind_names{
    KindName{"press", InputKind::press},     KindName{"move", InputKind::move},
    KindName{"release", InputKind::release}, KindName{"leave", InputKind::leave},
    KindName{"wheel", InputKind::wheel},     KindName{"key", InputKind::key},
    KindName{"text", InputKind::text},       KindName{"scan", InputKind::scan}};

auto refuse(std::string_view cause) { return fail(ErrorCode::invalid, "read mirror input", cause); }

// A finite number, or the default where there is none.
Result<float> number(json::object const& object, std::string_view name, float otherwise) {
  auto const* const value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return otherwise;
  if (!value->is_number()) return refuse("a coordinate is no number");
  auto const wide = value->is_double()  ? value->get_double()
                    : value->is_int64() ? static_cast<double>(value->get_int64())
                                        : static_cast<double>(value->get_uint64());
  if (!std::isfinite(wide)) return refuse("a coordinate is not finite");
  return static_cast<float>(std::clamp(wide, -1e5, 1e5));
}

bool flag(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::string_view word(json::object const& object, std::string_view name) {
  auto const* const value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return value->get_string();
}

Result<InputEvent> event_of(json::object const& object, StageSize size, BootTime now) {
  InputEvent event;
  event.time = now;
  auto const* const kind = std::find_if(
      kind_names.begin(), kind_names.end(),
      [name = word(object, "kind")](KindName const& known) { return known.name == name; });
  if (kind == kind_names.end()) return refuse("an event has no known kind");
  event.kind = kind->kind;
  event.device = flag(object, "mouse") ? Device::mouse : Device::touch;
  auto const x = TRY(number(object, "x", 0)), y = TRY(number(object, "y", 0));
  if (event.kind == InputKind::wheel) {
    event.wheel_x = x;
    event.wheel_y = y;
  } else {
    event.x = std::clamp(x, 0.0F, static_cast<float>(size.width));
    event.y = std::clamp(y, 0.0F, static_cast<float>(size.height));
  }
  auto const pressure = TRY(number(object, "pressure", 1));
  event.pressure = pressure > 0 ? std::min(pressure, 1.0F) : 1.0F;
  event.modifiers = {flag(object, "shift"), flag(object, "control"), flag(object, "alt")};
  if (event.kind == InputKind::key) {
    auto const* const key = std::find_if(
        key_names.begin(), key_names.end(),
        [name = word(object, "key")](KeyName const& known) { return known.name == name; });
    if (key == key_names.end()) return refuse("an event has no known key");
    event.key = key->key;
  }
  if (event.kind == InputKind::text || event.kind == InputKind::scan) {
    event.text = word(object, "text");
    if (event.text.empty() || event.text.size() > longest_text) {
      return refuse("an event has no text, or too long a one");
    }
  }
  return event;
}

}  // namespace

Result<std::vector<InputEvent>> read_mirror_input(std::string_view text, StageSize size,
                                                  BootTime now) {
  json::error_code error;
  auto const value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_array()) return refuse("it is no JSON array");
  auto const& array = value.get_array();
  if (array.size() > most_events) return refuse("it has more than 256 events");
  std::vector<InputEvent> out;
  out.reserve(array.size());
  for (auto const& one : array) {
    if (!one.is_object()) return refuse("an event is no object");
    out.push_back(TRY(event_of(one.get_object(), size, now)));
  }
  return out;
}

}  // namespace sala::screen
