#include "tests/support/shared_data.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace sala::test {
namespace {

std::filesystem::path root() {
  char const* set = std::getenv("SALA_SHARED");
  std::filesystem::path shared = set != nullptr ? std::filesystem::path(set)
                                                : std::filesystem::path(SALA_SOURCE) / "../shared";
  return shared / "data";
}

}  // namespace

std::optional<std::string> shared_file(std::string_view path) {
  auto file = root() / path;
  std::error_code none;
  if (!std::filesystem::is_regular_file(file, none)) return std::nullopt;
  return file.string();
}

std::vector<std::string> shared_files(std::string_view folder, std::string_view ending) {
  std::vector<std::string> files;
  std::error_code none;
  for (auto const& entry : std::filesystem::directory_iterator(root() / folder, none)) {
    if (entry.path().extension() == ending) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace sala::test
