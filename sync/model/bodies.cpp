#include "sync/model/bodies.h"

#include <array>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include "sync/model/describe.h"

namespace sala {
namespace {

namespace json = boost::json;
template <class T>
using Fields = boost::describe::describe_members<T, boost::describe::mod_public>;

// ---- values to JSON. A field with an empty value is left out, except where that would be read
// back as something else: an id that must be there, a version, an enum.

void append_string(std::string& out, std::string_view text) {
  out += json::serialize(json::string_view(text.data(), text.size()));
}

template <class T>
requires boost::describe::has_describe_members<T>::value void append_value(std::string& out,
                                                                           T const& value);

void append_value(std::string& out, std::string const& value) { append_string(out, value); }
void append_value(std::string& out, bool value) { out += value ? "true" : "false"; }
void append_value(std::string& out, std::int64_t value) { out += std::to_string(value); }
void append_value(std::string& out, EventName const& value) { append_string(out, to_text(value)); }
void append_value(std::string& out, DeviceId const& value) { append_string(out, to_text(value)); }
void append_value(std::string& out, BootId const& value) { append_string(out, to_hex(value)); }
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
  } else if constexpr (std::is_same_v<T, LocalText>) {
    return value == LocalText{};
  } else {
    return false;
  }
}

template <class T>
requires boost::describe::has_describe_members<T>::value void append_value(std::string& out,
                                                                           T const& value) {
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

template <class T>
requires boost::describe::has_describe_members<T>::value bool read_value(json::value const& in,
                                                                         T& out);

std::string_view text_of(json::value const& in) {
  auto const& text = in.get_string();
  return {text.data(), text.size()};
}

bool read_value(json::value const& in, std::string& out) {
  if (!in.is_string()) return false;
  out = text_of(in);
  return true;
}
bool read_value(json::value const& in, bool& out) {
  if (!in.is_bool()) return false;
  out = in.get_bool();
  return true;
}
bool read_value(json::value const& in, std::int64_t& out) {
  if (!in.is_int64()) return false;
  out = in.get_int64();
  return true;
}

template <class T, class Parsed>
bool take(std::optional<Parsed> parsed, T& out) {
  if (parsed) out = *parsed;
  return parsed.has_value();
}
bool read_value(json::value const& in, EventName& out) {
  return in.is_string() && take(event_name_from_text(text_of(in)), out);
}
bool read_value(json::value const& in, DeviceId& out) {
  return in.is_string() && take(device_from_text(text_of(in)), out);
}
bool read_value(json::value const& in, BootId& out) {
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

template <class T>
requires boost::describe::has_describe_members<T>::value bool read_value(json::value const& in,
                                                                         T& out) {
  if (!in.is_object()) return false;
  auto const& object = in.get_object();
  bool good = true;
  boost::mp11::mp_for_each<Fields<T>>([&](auto field) {
    auto const* found = object.if_contains(field.name);
    if (found != nullptr && good) good = read_value(*found, out.*field.pointer);
  });
  return good;
}

// The first field of every kind names what it is about, and must be there.
template <class T>
std::optional<std::string> missing_field(json::value const& in) {
  using First = boost::mp11::mp_front<Fields<T>>;
  auto const* object = in.if_object();
  if (object == nullptr || object->if_contains(First::name) == nullptr) return First::name;
  return std::nullopt;
}

template <class T>
Result<std::optional<Body>> read_kind(json::value const& in) {
  if (auto missing = missing_field<T>(in)) {
    return fail(ErrorCode::invalid, "read " + std::string(T::kind), "no field " + *missing);
  }
  T body;
  if (!read_value(in, body)) {
    return fail(ErrorCode::invalid, "read " + std::string(T::kind), "a field has the wrong type");
  }
  return std::optional<Body>(std::move(body));
}

template <class Enum>
std::string_view enum_text(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

}  // namespace

std::string_view to_text(Learning value) { return enum_text(value); }
std::string_view to_text(Level value) { return enum_text(value); }
std::string_view to_text(Purpose value) { return enum_text(value); }
std::string_view to_text(SignInMethod value) { return enum_text(value); }
std::string_view to_text(AnchorSource value) { return enum_text(value); }

std::string_view kind_of(Body const& body) {
  return std::visit([](auto const& it) { return it.kind; }, body);
}

std::string write_body(Body const& body) {
  std::string out;
  std::visit([&](auto const& it) { append_value(out, it); }, body);
  return out;
}

Result<std::optional<Body>> read_body(std::string_view kind, std::string_view text) {
  if (!is_utf8(text)) return fail(ErrorCode::invalid, "read event body", "not UTF-8");
  std::array<unsigned char, 4096> buffer;  // most bodies fit: no allocation for them
  json::monotonic_resource memory(buffer.data(), buffer.size());
  json::parse_options options;
  options.max_depth = 16;
  boost::system::error_code error;
  json::value value =
      json::parse(json::string_view(text.data(), text.size()), error, &memory, options);
  if (error) return fail(ErrorCode::invalid, "read event body", error.message());

  Result<std::optional<Body>> result = std::optional<Body>{};
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Body>>(
      [&](auto identity) {
        using T = typename decltype(identity)::type;
        if (kind == T::kind) result = read_kind<T>(value);
      });
  return result;
}

}  // namespace sala
