#include "sync/link/binding.h"

#include <boost/describe.hpp>

#include "sync/model/described_json.h"

namespace sala::link {

BOOST_DESCRIBE_STRUCT(Binding, (), (headquarters, url, pins, name, venue, programmes))

namespace {
constexpr std::string_view meta_key = "link.binding";
}

Result<std::optional<Binding>> load_binding(ledger::Reader& reader) {
  auto text = TRY(reader.meta(meta_key));
  if (!text) return std::nullopt;
  return described::with_json(
      meta_key, *text, [](boost::json::value const& value) -> Result<std::optional<Binding>> {
        return TRY(described::read_struct<Binding>(meta_key, value));
      });
}

Result<void> save_binding(ledger::Ledger& ledger, Binding const& binding) {
  std::string text;
  described::append_value(text, binding);
  return ledger.set_meta(meta_key, text);
}

}  // namespace sala::link
