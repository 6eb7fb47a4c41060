// A Desk of this process's own, for when headquarters is not running.
#pragma once

#include <memory>

#include "sync/hq/commands/command.h"

namespace sala::hq {

inline constexpr char program_name[] = "sala-hq " SALA_VERSION;

// Where boxes find a headquarters that was not told its address, see serve.
inline constexpr char usual_url[] = "http://127.0.0.1:8080";

class LocalDesk {
 public:
  // ErrorCode::busy: headquarters is running on the folder, give the job to it.
  static Result<std::unique_ptr<LocalDesk>> open(DataFolder const& folder);
  Desk& desk() { return *desk_; }

 private:
  LocalDesk(files::Lock lock, Office office, Catalogue catalogue)
      : lock_(std::move(lock)), office_(std::move(office)), catalogue_(std::move(catalogue)) {}

  files::Lock lock_;
  Office office_;
  Catalogue catalogue_;
  std::unique_ptr<views::Keeper> keeper_;
  std::unique_ptr<Desk> desk_;
};

}  // namespace sala::hq
