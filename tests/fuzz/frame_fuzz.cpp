// What arrives as a frame. The first byte says whether the rest is the frame itself or the text
// behind its compression. The deterministic version, which runs with every test, is in
// tests/sync/link/frame_test.cpp.
#include <cstdint>
#include <cstdlib>

#include "platform/crypto/compress.h"
#include "sync/link/frame.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string bytes(reinterpret_cast<char const*>(data + 1), size - 1);
  if (data[0] % 2 == 1) {
    auto packed = sala::Compressor().compress(bytes);
    if (!packed) return 0;
    bytes = std::move(*packed);
  }
  auto frame = sala::link::decode(bytes);
  if (!frame) return 0;
  // What was accepted can be written, and says the same again.
  auto again = sala::link::decode(sala::link::encode(frame->events.runs, frame->page));
  if (!again || again->events.runs.size() != frame->events.runs.size()) std::abort();
  for (auto& run : frame->events.runs) (void)sala::ledger::check(std::move(run));
  return 0;
}
