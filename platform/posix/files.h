// Small files, read and replaced whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace sala::files {

enum class Secret { no, yes };  // yes: only the owner may read it (mode 0600)

// At most 16 MiB; larger is ErrorCode::invalid.
Result<std::string> read(std::string const& path);
// A file that goes with the one at `path`: beside it, or in the folder that is called after it
// ("a.xlsx", "a-media"). not_found when neither is there.
Result<std::string> read_beside(std::string const& path, std::string const& name);
// Writes beside it, syncs and renames: a power cut leaves the old file or the new one, never half.
Result<void> replace(std::string const& path, std::string_view content, Secret secret);
// The same for a file that nobody believes after a power cut: whole for whoever reads it meanwhile,
// also when this process is killed, and nothing waits for a disk.
Result<void> replace_until_power_off(std::string const& path, std::string_view content,
                                     Secret secret);
// Makes the folder and those above it (mode 0700 for the last).
Result<void> make_folder(std::string const& path);

// Held by the one process that may write here, and let go when it ends, however it ends.
class Lock {
 public:
  // ErrorCode::busy when another process holds it.
  static Result<Lock> take(std::string const& path);
  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&&) = delete;
  ~Lock();

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace sala::files
