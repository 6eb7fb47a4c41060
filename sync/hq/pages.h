// The pages of share/web: plain HTML with holes.
//
//   {{t:Sign in}}     a word of the catalogue        {{name}}       a value, escaped
//   {{asset:live.js}} a file's address with its version   {{raw:name}}   HTML made by the caller
//   {{include:top.html}} another file
//
// Read once at the start; after that everything is constant and may be used from any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "platform/base/catalogue.h"
#include "platform/http/message.h"

namespace sala::hq {

using Values = std::map<std::string, std::string, std::less<>>;

class Pages {
 public:
  // `share`: the folder that holds web/ (pages, styles, scripts, drawings).
  static Result<Pages> load(std::filesystem::path const& share);

  // A hole that nobody fills is a bug: VERIFY.
  std::string render(std::string_view page, Words const& words, Values const& values) const;
  // A file under /assets/, or 404.
  http::Response asset(std::string_view name) const;
  // The msgids that pages use; for tests.
  std::vector<std::string> words_used() const;

 private:
  struct Asset {
    std::string type;
    std::string version;
    http::SharedText bytes;
  };
  std::map<std::string, std::string, std::less<>> pages_;
  std::map<std::string, Asset, std::less<>> assets_;
};

}  // namespace sala::hq
