#include "platform/posix/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace sala::files {
namespace {

constexpr std::uintmax_t largest = 16 * 1024 * 1024;

char const* advice() {
  switch (errno) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "free some space on this disk";
    case EISDIR:
      return "name the file in it";
    case ENOENT:
    case ENOTDIR:
      return "check the name and the folder";
    case EACCES:
    case EPERM:
    case EROFS:
      return "choose another folder, or ask who looks after this machine for the right to it";
    default:
      return "";
  }
}

tl::unexpected<Error> failure(std::string const& operation) {
  bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  ErrorCode code = full              ? ErrorCode::disk_full
                   : errno == ENOENT ? ErrorCode::not_found
                                     : ErrorCode::disk;
  return fail(code, operation, std::strerror(errno), advice());
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void sync_folder_of(std::string const& path) {
  auto folder = std::filesystem::path(path).parent_path();
  int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

Result<std::string> read(std::string const& path) {
  std::error_code error;
  auto size = std::filesystem::file_size(path, error);
  if (error) {
    errno = error.value();
    return failure("read " + path);
  }
  if (size > largest) return fail(ErrorCode::invalid, "read " + path, "it is larger than 16 MiB");
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure("read " + path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<std::string> read_beside(std::string const& path, std::string const& name) {
  std::filesystem::path const file(path);
  auto own = file.parent_path() / (file.stem().string() + "-media") / name;
  std::error_code none;
  bool is_own = std::filesystem::is_regular_file(own, none);
  return read(is_own ? own.string() : (file.parent_path() / name).string());
}

namespace {

enum class Lasts { until_power_off, for_ever };

Result<void> put(std::string const& path, std::string_view content, Secret secret, Lasts lasts) {
  std::string beside = path + ".new";
  int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                          secret == Secret::yes ? 0600 : 0644);
  if (descriptor < 0) return failure("write " + beside);
  bool good = write_all(descriptor, content);
  if (lasts == Lasts::for_ever) good = good && ::fsync(descriptor) == 0;
  int why = errno;
  ::close(descriptor);
  if (!good) {
    ::unlink(beside.c_str());
    errno = why;
    return failure("write " + beside);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return failure("write " + path);
  if (lasts == Lasts::for_ever) sync_folder_of(path);
  return {};
}

}  // namespace

Result<void> replace(std::string const& path, std::string_view content, Secret secret) {
  return put(path, content, secret, Lasts::for_ever);
}

Result<void> replace_until_power_off(std::string const& path, std::string_view content,
                                     Secret secret) {
  return put(path, content, secret, Lasts::until_power_off);
}

Result<void> make_folder(std::string const& path) {
  std::error_code error;
  bool made = std::filesystem::create_directories(path, error);
  if (error) {
    errno = error.value();
    return failure("make folder " + path);
  }
  if (made) ::chmod(path.c_str(), 0700);
  return {};
}

Result<Lock> Lock::take(std::string const& path) {
  int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failure("open " + path);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return fail(ErrorCode::busy, "lock " + path, "another process is at work there",
                "stop it first, or use another data folder");
  }
  return Lock(descriptor);
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace sala::files
