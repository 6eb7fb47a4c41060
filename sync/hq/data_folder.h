// Headquarters' folder: its keys, its ledger, what else it keeps. One process at a time writes.
#pragma once

#include <string>

#include "platform/crypto/crypto.h"
#include "platform/posix/files.h"

namespace sala::hq {

class DataFolder {
 public:
  explicit DataFolder(std::string path) : path_(std::move(path)) {}

  std::string const& path() const { return path_; }
  std::string ledger() const { return path_ + "/ledger.db"; }
  std::string office() const { return path_ + "/office.db"; }
  std::string key_file() const { return path_ + "/headquarters.key"; }
  std::string socket() const { return path_ + "/admin.sock"; }

  // Makes the folder (0700) and the keys. ErrorCode::conflict when there are keys already.
  Result<crypto::SigningKey> init(Random& random) const;
  // not_found with advice when init() was never done.
  Result<crypto::SigningKey> read_key() const;
  // ErrorCode::busy: a headquarters is running on this folder.
  Result<files::Lock> lock() const;

 private:
  std::string path_;
};

}  // namespace sala::hq
