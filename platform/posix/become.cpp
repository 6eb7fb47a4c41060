#include "platform/posix/become.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sala {

Error become(std::filesystem::path const& program, std::vector<std::string> const& words) {
  std::vector<std::string> kept{program.string()};
  kept.insert(kept.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  arguments.reserve(kept.size() + 1);
  for (auto& word : kept) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  auto code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::internal;
  return {code, "start " + program.string(), std::strerror(errno), {}};
}

std::filesystem::path own_folder() {
  std::error_code fault;
  auto binary = std::filesystem::read_symlink("/proc/self/exe", fault);
  return fault ? std::filesystem::path() : binary.parent_path();
}

}  // namespace sala
