#include "sync/hq/pages.h"

#include <optional>

#include "platform/base/escape.h"
#include "platform/base/verify.h"
#include "platform/crypto/crypto.h"
#include "platform/posix/files.h"

namespace sala::hq {
namespace {

std::string type_of(std::string const& extension) {
  if (extension == ".css") return "text/css; charset=utf-8";
  if (extension == ".js") return "text/javascript; charset=utf-8";
  if (extension == ".svg") return "image/svg+xml";
  if (extension == ".png") return "image/png";
  return {};
}

// Calls `text` and `hole` for the parts of a template in order.
template <class Text, class Hole>
void walk(std::string_view page, Text text, Hole hole) {
  while (true) {
    auto begin = page.find("{{");
    auto end = begin == page.npos ? page.npos : page.find("}}", begin);
    if (end == page.npos) {
      text(page);
      return;
    }
    text(page.substr(0, begin));
    hole(page.substr(begin + 2, end - begin - 2));
    page.remove_prefix(end + 2);
  }
}

std::optional<std::string_view> after(std::string_view text, std::string_view start) {
  if (text.substr(0, start.size()) != start) return std::nullopt;
  return text.substr(start.size());
}

}  // namespace

Result<Pages> Pages::load(std::filesystem::path const& share) {
  Pages pages;
  std::error_code error;
  auto folder = share / "web";
  for (auto const& entry : std::filesystem::directory_iterator(folder, error)) {
    auto name = entry.path().filename().string();
    auto extension = entry.path().extension().string();
    auto content = TRY(files::read(entry.path().string()));
    if (extension == ".html") {
      pages.pages_[name] = std::move(content);
    } else if (auto type = type_of(extension); !type.empty()) {
      auto version = to_hex(crypto::blake2b({as_bytes(content)})).substr(0, 12);
      pages.assets_[name] = {type, version,
                             std::make_shared<std::string const>(std::move(content))};
    }
  }
  if (error || pages.pages_.empty()) {
    return fail(ErrorCode::not_found, "read pages in " + folder.string(),
                error ? error.message() : "there are none", "install Sala again");
  }
  return pages;
}

std::string Pages::render(std::string_view page, Words const& words, Values const& values) const {
  auto found = pages_.find(page);
  VERIFY(found != pages_.end());
  std::string out;
  auto hole = [&](std::string_view name) {
    if (auto msgid = after(name, "t:")) {
      out += escape_markup(words.tr(*msgid));
    } else if (auto file = after(name, "asset:")) {
      auto asset = assets_.find(*file);
      VERIFY(asset != assets_.end());
      out += "/assets/" + asset->first + "?v=" + asset->second.version;
    } else if (auto other = after(name, "include:")) {
      out += render(*other, words, values);
    } else {
      auto raw = after(name, "raw:");
      auto value = values.find(raw.value_or(name));
      VERIFY(value != values.end());
      out += raw ? value->second : escape_markup(value->second);
    }
  };
  walk(
      found->second, [&](std::string_view text) { out += text; }, hole);
  return out;
}

http::Response Pages::asset(std::string_view name) const {
  auto found = assets_.find(name);
  if (found == assets_.end()) return http::Response::text(404, "There is nothing of that name.\n");
  auto response = http::Response::bytes(200, found->second.type, found->second.bytes);
  // Its address holds its version: it never changes under that address.
  response.headers.set("Cache-Control", "public, max-age=31536000, immutable");
  return response;
}

std::vector<std::string> Pages::words_used() const {
  std::vector<std::string> all;
  for (auto const& [name, page] : pages_) {
    walk(
        page, [](std::string_view) {},
        [&](std::string_view hole) {
          if (auto msgid = after(hole, "t:")) all.emplace_back(*msgid);
        });
  }
  return all;
}

}  // namespace sala::hq
