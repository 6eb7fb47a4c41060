#include "platform/base/share.h"

#include <cstdlib>
#include <string>
#include <system_error>

namespace sala {
namespace {

namespace fs = std::filesystem;

bool is_share(fs::path const& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "fonts", ignored);
}

}  // namespace

Result<fs::path> find_share_folder() {
  static constexpr auto operation = "find the share folder";
  if (auto const* named = std::getenv("SALA_SHARE"); named != nullptr && *named != '\0') {
    if (is_share(named)) return fs::path(named);
    return fail(ErrorCode::not_found, operation,
                std::string("SALA_SHARE is ") + named + ", where there are no fonts",
                "correct or unset SALA_SHARE");
  }
  std::error_code ignored;
  auto const binary = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (auto const* beside : {"share", "../share", "../share/sala"}) {
    if (is_share(binary / beside)) return (binary / beside).lexically_normal();
  }
#ifdef SALA_DEFAULT_SHARE
  if (is_share(SALA_DEFAULT_SHARE)) return fs::path(SALA_DEFAULT_SHARE);
#endif
  return fail(ErrorCode::not_found, operation, "no fonts beside the program",
              "install the package again, or set SALA_SHARE");
}

}  // namespace sala
