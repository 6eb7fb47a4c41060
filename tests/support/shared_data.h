// Material beside the repository (environment SALA_SHARED, or ../shared): tests use it when it is
// there and pass without it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/files.h"

namespace sala::test {

std::optional<std::string> shared_file(std::string_view path);  // under shared/data
std::vector<std::string> shared_files(std::string_view folder, std::string_view ending);

}  // namespace sala::test
