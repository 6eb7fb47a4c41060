// Structs with described fields (Boost.Describe) to compact JSON and back, written once for event
// bodies and for what the link says. For .cpp files only: it brings Boost.JSON with it.
//
// Writing: fields in the order of their description; a field with an empty value is left out,
// except where that would be read back as something else (an id that must be there, a version, an
// enum). Reading: unknown fields are passed over, missing ones keep their default.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/bodies.h"

namespace sala::described {

namespace json = boost::json;
template <class T>
using Fields = boost::describe::describe_members<T, boost::describe::mod_public>;
template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

// ---- values to JSON.

inline void append_string(std::string& out, std::string_view text) {
  out += json::serialize(json::string_view(text.data(), text.size()));
}

template <Described T>
void append_value(std::string& out, T const& value);

inline void append_value(std::string& out, std::string const& value) { append_string(out, value); }
inline void append_value(std::string& out, bool value) { out += value ? "true" : "false"; }
inline void append_value(std::string& out, std::int64_t value) { out += std::to_string(value); }
inline void append_value(std::string& out, StreamId const& value) {
  append_string(out, to_text(value));
}
inline void append_value(std::string& out, EventName const& value) {
  append_string(out, to_text(value));
}
inline void append_value(std::string& out, DeviceId const& value) {
  append_string(out, to_text(value));
}
inline void append_value(std::string& out, BootId const& value) {
  append_string(out, to_hex(value));
}
template <class Tag>
void append_value(std::string& out, Id<Tag> const& value) {
  append_string(out, to_text(value));
}
template <class T>
requires std::is_enum_v<T>
void append_value(std::string& out, T value) { append_string(out, to_text(value)); }
template <class T>
void append_value(std::string& out, std::vector<T> const& values) {
  char separator = '[';
  for (T const& value : values) {
    out += separator;
    append_value(out, value);
    separator = ',';
  }
  if (separator == '[') out += '[';
  out += ']';
}

template <class T>
bool is_empty(T const& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return !value;
  } else if constexpr (requires { value.is_nil(); }) {
    return value.is_nil();
  } else if constexpr (requires { value.empty(); } && !std::is_same_v<T, BootId>) {
    return value.empty();
  } else if constexpr (std::is_same_v<T, LocalText> || std::is_same_v<T, EventName>) {
    return value == T{};
  } else {
    return false;
  }
}

template <Described T>
void append_value(std::string& out, T const& value) {
  char separator = '{';
  boost::mp11::mp_for_each<Fields<T>>([&](auto field) {
    if (is_empty(value.*field.pointer)) return;
    out += separator;
    append_string(out, field.name);
    out += ':';
    append_value(out, value.*field.pointer);
    separator = ',';
  });
  if (separator == '{') out += '{';
  out += '}';
}

// ---- JSON to values: false for a wrong type.

template <Described T>
bool read_value(json::value const& in, T& out);

inline std::string_view text_of(json::value const& in) {
  auto const& text = in.get_string();
  return {text.data(), text.size()};
}

inline bool read_value(json::value const& in, std::string& out) {
  if (!in.is_string()) return false;
  out = text_of(in);
  return true;
}
inline bool read_value(json::value const& in, bool& out) {
  if (!in.is_bool()) return false;
  out = in.get_bool();
  return true;
}
inline bool read_value(json::value const& in, std::int64_t& out) {
  if (!in.is_int64()) return false;
  out = in.get_int64();
  return true;
}

template <class T, class Parsed>
bool take(std::optional<Parsed> parsed, T& out) {
  if (parsed) out = *parsed;
  return parsed.has_value();
}
inline bool read_value(json::value const& in, StreamId& out) {
  return in.is_string() && take(stream_from_text(text_of(in)), out);
}
inline bool read_value(json::value const& in, EventName& out) {
  return in.is_string() && take(event_name_from_text(text_of(in)), out);
}
inline bool read_value(json::value const& in, DeviceId& out) {
  return in.is_string() && take(device_from_text(text_of(in)), out);
}
inline bool read_value(json::value const& in, BootId& out) {
  return in.is_string() && take(hex_array<16>(text_of(in)), out);
}
template <class Tag>
bool read_value(json::value const& in, Id<Tag>& out) {
  return in.is_string() && take(id_from_text<Id<Tag>>(text_of(in)), out);
}
template <class T>
requires std::is_enum_v<T>
bool read_value(json::value const& in, T& out) {
  return in.is_string() && boost::describe::enum_from_string(std::string(text_of(in)).c_str(), out);
}
template <class T>
bool read_value(json::value const& in, std::vector<T>& out) {
  if (!in.is_array()) return false;
  for (json::value const& item : in.get_array()) {
    if (!read_value(item, out.emplace_back())) return false;
  }
  return true;
}

template <Described T>
bool read_value(json::value const& in, T& out) {
  if (!in.is_object()) return false;
  auto const& object = in.get_object();
  bool good = true;
  boost::mp11::mp_for_each<Fields<T>>([&](auto field) {
    auto const* found = object.if_contains(field.name);
    if (found != nullptr && good) good = read_value(*found, out.*field.pointer);
  });
  return good;
}

// The first field of a struct says what it is about: it must be there and say something, since
// writing leaves an empty field out.
template <Described T>
Result<T> read_struct(std::string_view what, json::value const& in) {
  using First = boost::mp11::mp_front<Fields<T>>;
  auto refuse = [&](std::string const& cause) {
    return fail(ErrorCode::invalid, "read " + std::string(what), cause);
  };
  auto const* object = in.if_object();
  if (object == nullptr || object->if_contains(First::name) == nullptr) {
    return refuse("no field " + std::string(First::name));
  }
  T out;
  if (!read_value(in, out)) return refuse("a field has the wrong type");
  if (is_empty(out.*First::pointer)) return refuse("empty field " + std::string(First::name));
  return out;
}

// Calls `use` with the parsed value and gives what it gives. JSON that is none, is not UTF-8 or is
// deeper than 16 is ErrorCode::invalid.
template <class Use>
auto with_json(std::string_view what, std::string_view text, Use use)
    -> decltype(use(std::declval<json::value const&>())) {
  std::string operation = "read " + std::string(what);
  if (!is_utf8(text)) return fail(ErrorCode::invalid, operation, "not UTF-8");
  std::array<unsigned char, 4096> buffer;  // most texts fit: no allocation for them
  json::monotonic_resource memory(buffer.data(), buffer.size());
  json::parse_options options;
  options.max_depth = 16;
  boost::system::error_code error;
  json::value value =
      json::parse(json::string_view(text.data(), text.size()), error, &memory, options);
  if (error) return fail(ErrorCode::invalid, operation, error.message());
  return use(value);
}

}  // namespace sala::described
