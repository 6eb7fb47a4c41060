// Files inside a ZIP archive that is held in memory, with limits against hostile archives.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/result.h"
#include "platform/workbook/workbook.h"

struct zip;

namespace sala::workbook {

class ZipArchive {
 public:
  // `bytes` must outlive the archive.
  static Result<ZipArchive> open(std::string_view bytes, Limits const& limits);

  // Names are compared without case; '\\' counts as '/', as some writers have it.
  bool has(std::string_view name) const;
  // not_found without such a file; busy when it is over a limit.
  Result<std::string> read(std::string_view name);
  std::string names() const;  // one a line

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  ZipArchive(zip* archive, Limits const& limits) : archive_(archive), limits_(limits) {}
  Result<std::string> inflate(std::uint64_t index, std::uint64_t packed);

  std::unique_ptr<zip, Close> archive_;
  Limits limits_;
  std::map<std::string, std::uint64_t, std::less<>> index_;
  std::size_t inflated_ = 0;
};

}  // namespace sala::workbook
