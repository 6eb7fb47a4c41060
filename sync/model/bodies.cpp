#include "sync/model/bodies.h"

#include "sync/model/describe.h"
#include "sync/model/described_json.h"

namespace sala {
namespace {

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
std::string_view to_text(AnswerKind value) { return enum_text(value); }
std::string_view to_text(FormMoment value) { return enum_text(value); }
std::string_view to_text(Readiness value) { return enum_text(value); }
std::string_view to_text(Assurance value) { return enum_text(value); }

std::string_view kind_of(Body const& body) {
  return std::visit([](auto const& it) { return it.kind; }, body);
}

std::string write_body(Body const& body) {
  std::string out;
  std::visit([&](auto const& it) { described::append_value(out, it); }, body);
  return out;
}

Result<std::optional<Body>> read_body(std::string_view kind, std::string_view text) {
  using Parsed = Result<std::optional<Body>>;
  auto read = [&](boost::json::value const& value) -> Parsed {
    Parsed result = std::optional<Body>{};
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Body>>(
        [&](auto identity) {
          using T = typename decltype(identity)::type;
          if (kind != T::kind) return;
          result = described::read_struct<T>(kind, value).map([](T&& body) {
            return std::optional<Body>(std::move(body));
          });
        });
    return result;
  };
  return described::with_json("event body", text, read);
}

}  // namespace sala
