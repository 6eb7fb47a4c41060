// Keeps copies of short texts alive together, so that string views into them can be handed around.
// Not thread-safe. Moving it keeps the views valid.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace sala {

class TextArena {
 public:
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > left_) grow(text.size());
    char* at = end_ - left_;
    std::memcpy(at, text.data(), text.size());
    left_ -= text.size();
    return {at, text.size()};
  }

 private:
  void grow(std::size_t need) {
    std::size_t size = need > chunk_bytes ? need : chunk_bytes;
    chunks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    end_ = chunks_.back().get() + size;
    left_ = size;
  }

  static constexpr std::size_t chunk_bytes = 16 * 1024;  // some forty events
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* end_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace sala
