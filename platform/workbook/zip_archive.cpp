#include "platform/workbook/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <array>

#include "platform/base/catalogue.h"

namespace sala::workbook {
namespace {

constexpr std::string_view operation = "read workbook";

std::string key_of(std::string_view name) {
  std::string key(name);
  std::transform(key.begin(), key.end(), key.begin(), [](char c) {
    if (c == '\\') return '/';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return key;
}

tl::unexpected<Error> damaged() {
  return fail(ErrorCode::invalid, operation, word("The workbook is damaged."),
              word("Copy it again, or open it in Excel and save it again."));
}

tl::unexpected<Error> too_big() {
  return fail(ErrorCode::busy, operation, word("The workbook is too big."),
              word("Split it into several workbooks."));
}

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipArchive> ZipArchive::open(std::string_view bytes, Limits const& limits) {
  if (bytes.size() > limits.file_bytes) return too_big();
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return damaged();
  zip_t* opened = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (opened == nullptr) {
    zip_source_free(source);
    return damaged();
  }
  ZipArchive archive(opened, limits);
  auto count = zip_get_num_entries(opened, 0);
  if (count < 0) return damaged();
  if (static_cast<std::size_t>(count) > limits.entries) return too_big();
  for (zip_int64_t i = 0; i < count; ++i) {
    auto index = static_cast<zip_uint64_t>(i);
    char const* name = zip_get_name(opened, index, ZIP_FL_ENC_RAW);
    if (name != nullptr) archive.index_.emplace(key_of(name), index);
  }
  return archive;
}

bool ZipArchive::has(std::string_view name) const { return index_.contains(key_of(name)); }

Result<std::string> ZipArchive::read(std::string_view name) {
  auto found = index_.find(key_of(name));
  if (found == index_.end()) {
    return fail(ErrorCode::not_found, operation, "no " + std::string(name) + " in the archive");
  }
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_.get(), found->second, 0, &stat) != 0) return damaged();
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return fail(ErrorCode::invalid, operation, word("The workbook is protected with a password."),
                word("Open it, remove the password and save it again."));
  }
  // The declared size is only a hint; inflate() counts what really comes out.
  if ((stat.valid & ZIP_STAT_SIZE) != 0 && stat.size > limits_.part_bytes) return too_big();
  return inflate(found->second, (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0);
}

Result<std::string> ZipArchive::inflate(std::uint64_t index, std::uint64_t packed) {
  struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };
  std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_.get(), index, 0));
  if (!file) return damaged();
  std::string out;
  std::array<char, 64 << 10> chunk;
  while (true) {
    auto got = zip_fread(file.get(), chunk.data(), chunk.size());
    if (got < 0) return damaged();
    if (got == 0) return out;
    auto count = static_cast<std::size_t>(got);
    out.append(chunk.data(), count);
    inflated_ += count;
    if (out.size() > limits_.part_bytes || inflated_ > limits_.inflated_bytes) return too_big();
    if (out.size() > limits_.ratio_from_bytes && out.size() / limits_.ratio > packed) {
      return too_big();
    }
  }
}

std::string ZipArchive::names() const {
  std::string all;
  for (auto const& [name, index] : index_) all += name + '\n';
  return all;
}

}  // namespace sala::workbook
