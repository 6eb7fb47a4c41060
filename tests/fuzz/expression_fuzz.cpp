// libFuzzer target for what officers write as expressions: `clang++ -fsanitize=fuzzer,address`.
// Whatever is written is read or refused, and evaluated within its limits over a few answers. The
// deterministic version of it runs with every test, in tests/sync/forms/evaluator_test.cpp.
#include <cstdint>
#include <string_view>

#include "tests/sync/forms/small_world.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace sala::forms;
  std::string_view source(reinterpret_cast<char const*>(data), size);
  auto expression = Expression::parse(source);
  if (!expression) return 0;
  static sala::test::SmallWorld world;
  Node const* at = world.at("a");
  auto value = evaluate(*expression, {at, at}, world);
  if (value) {
    (void)to_text(*value);
    (void)to_boolean(*value);
    (void)to_number(*value, world.offset());
  }
  return 0;
}
