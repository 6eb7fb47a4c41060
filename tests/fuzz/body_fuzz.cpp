// What arrives as the body of an event: the first line is its kind, the rest its JSON.
#include <cstdint>
#include <cstdlib>

#include "sync/model/bodies.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view text(reinterpret_cast<char const*>(data), size);
  auto end = text.find('\n');
  if (end == std::string_view::npos) return 0;
  auto kind = text.substr(0, end);
  auto body = sala::read_body(kind, text.substr(end + 1));
  if (!body || !*body) return 0;
  // What was accepted is of its kind, can be written, and says the same again.
  auto written = sala::write_body(**body);
  auto again = sala::read_body(kind, written);
  if (sala::kind_of(**body) != kind || !again || !*again) std::abort();
  if (sala::write_body(**again) != written) std::abort();
  return 0;
}
