// zstd, level 3, for what travels and what is put away.
//
// A context is reused from call to call (that saves most of the cost of small messages) and belongs
// to one thread at a time; make one where it is used, or one a thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace sala {

class Compressor {
 public:
  // With a dictionary, only a Decompressor with the same one can read the result. It is copied.
  explicit Compressor(std::string_view dictionary = {});
  ~Compressor();
  Compressor(Compressor&&) noexcept;
  Compressor& operator=(Compressor&&) noexcept;

  // One whole zstd frame with its content size and a checksum. Errors: internal (out of memory).
  Result<std::string> compress(std::string_view plain);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class Decompressor {
 public:
  explicit Decompressor(std::string_view dictionary = {});
  ~Decompressor();
  Decompressor(Decompressor&&) noexcept;
  Decompressor& operator=(Decompressor&&) noexcept;

  // Exactly one whole frame. Never makes more than `limit` bytes, whatever the frame claims or
  // holds. Errors: invalid (not zstd, damaged, cut short, something behind it, over the limit).
  Result<std::string> decompress(std::string_view packed, std::size_t limit);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sala
