#include "sync/hq/data_folder.h"

#include <filesystem>

#include "platform/base/catalogue.h"

namespace sala::hq {
namespace {

constexpr std::string_view key_start = "sala-hq-key-1 ";

}  // namespace

Result<crypto::SigningKey> DataFolder::init(Random& random) const {
  TRY(files::make_folder(path_));
  std::error_code ignored;  // a folder of somebody else's file system may know no permissions
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
  auto held = TRY(lock());
  if (std::filesystem::exists(key_file())) {
    return fail(ErrorCode::conflict, "start a new headquarters in " + path_,
                word("there is one already"), word("use it, or choose another folder with --data"));
  }
  auto key = crypto::SigningKey::generate(random);
  TRY(files::replace(key_file(), std::string(key_start) + to_hex(key.seed()) + "\n",
                     files::Secret::yes));
  return key;
}

Result<crypto::SigningKey> DataFolder::read_key() const {
  auto text = files::read(key_file());
  if (!text && text.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found, "open headquarters in " + path_, word("there is none yet"),
                "make one with 'sala-hq init --data " + path_ + "', or name another with --data");
  }
  if (!text) return tl::unexpected<Error>(text.error());
  std::string_view rest = *text;
  if (rest.substr(0, key_start.size()) == key_start) rest.remove_prefix(key_start.size());
  while (!rest.empty() && rest.back() == '\n') rest.remove_suffix(1);
  auto seed = hex_array<32>(rest);
  if (!seed) {
    return fail(ErrorCode::invalid, "read " + key_file(), word("it does not hold a key"),
                word("bring it back from a copy; without it the boxes do not know headquarters"));
  }
  return crypto::SigningKey::from_seed(*seed);
}

Result<files::Lock> DataFolder::lock() const { return files::Lock::take(path_ + "/lock"); }

}  // namespace sala::hq
