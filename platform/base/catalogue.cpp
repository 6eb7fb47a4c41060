#include "platform/base/catalogue.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <sstream>
#include <unordered_map>

#include "platform/base/plural_rule.h"
#include "platform/base/verify.h"

namespace sala {

namespace {

constexpr std::size_t max_file = 8u << 20;  // ours are under 100 kB
constexpr std::size_t max_missing_kept = 100;

Result<std::string> read_file(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in || out.str().size() > max_file) {
    return fail(ErrorCode::invalid, "read words from " + path.filename().string(),
                "the file cannot be read", "install the program again");
  }
  return out.str();
}

// GNU MO, manual section "The Format of GNU MO Files": magic, revision, count, two tables of
// (length, offset); all numbers in the byte order of the machine that wrote it.
class MoFile {
 public:
  explicit MoFile(std::string_view bytes) : bytes_(bytes) {}

  bool open() {
    if (bytes_.size() < 28) return false;
    std::uint32_t magic = 0;
    std::memcpy(&magic, bytes_.data(), 4);
    swapped_ = magic == 0xde120495u;
    if (magic != 0x950412deu && !swapped_) return false;
    count_ = number(8);
    auto tables = {number(12), number(16)};
    return number(4) >> 16 == 0 && std::all_of(tables.begin(), tables.end(), [&](auto table) {
             return std::uint64_t{table} + std::uint64_t{count_} * 8 <= bytes_.size();
           });
  }
  std::uint32_t count() const { return count_; }
  bool entry(std::uint32_t index, std::string_view& msgid, std::string_view& msgstr) const {
    return text(number(12) + index * 8, msgid) && text(number(16) + index * 8, msgstr);
  }

 private:
  std::uint32_t number(std::size_t at) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes_.data() + at, 4);
    return swapped_ ? __builtin_bswap32(value) : value;
  }
  bool text(std::size_t descriptor, std::string_view& out) const {
    std::uint64_t length = number(descriptor), offset = number(descriptor + 4);
    if (offset + length > bytes_.size()) return false;
    out = bytes_.substr(offset, length);
    return true;
  }

  std::string_view bytes_;
  bool swapped_ = false;
  std::uint32_t count_ = 0;
};

std::string_view header_line(std::string_view header, std::string_view key) {
  auto at = header.find(key);
  if (at == std::string_view::npos) return {};
  auto value = header.substr(at + key.size());
  return value.substr(0, value.find('\n'));
}

std::string_view nth(std::string_view forms, std::uint32_t index) {
  for (; index > 0; --index) {
    auto end = forms.find('\0');
    if (end == std::string_view::npos) return {};
    forms.remove_prefix(end + 1);
  }
  return forms.substr(0, forms.find('\0'));
}

}  // namespace

struct Words::Language {
  std::string code;
  std::string bytes;  // the whole file; every view below points into it
  std::unordered_map<std::string_view, std::string_view> messages;  // by the singular msgid
  PluralRule plural;
};

struct Catalogue::State {
  std::vector<std::unique_ptr<Words::Language>> languages;
  std::atomic<std::uint64_t> missing{0};
  std::mutex mutex;  // guards `words`
  std::set<std::string> words;

  void note_missing(std::string_view language, std::string_view msgid) {
    ++missing;
    std::scoped_lock lock(mutex);
    if (words.size() < max_missing_kept) {
      words.insert(std::string(language) + ": " + std::string(msgid));
    }
  }

  Result<void> add(std::filesystem::path const& path) {
    auto language = std::make_unique<Words::Language>();
    language->code = path.stem().string();
    language->bytes = TRY(read_file(path));
    auto damaged = fail(ErrorCode::invalid, "read words from " + path.filename().string(),
                        "the file is damaged", "install the program again");
    MoFile file(language->bytes);
    if (!file.open()) return damaged;
    for (std::uint32_t i = 0; i < file.count(); ++i) {
      std::string_view msgid, msgstr;
      if (!file.entry(i, msgid, msgstr)) return damaged;
      language->messages.emplace(nth(msgid, 0), msgstr);
    }
    if (auto header = language->messages.find(""); header != language->messages.end()) {
      auto rule = header_line(header->second, "Plural-Forms:");
      if (!rule.empty()) language->plural = TRY(PluralRule::parse(rule));
    }
    languages.push_back(std::move(language));
    return {};
  }
};

std::string fill(std::string_view text, Fills fills) {
  std::string out;
  out.reserve(text.size() + 32);
  while (!text.empty()) {
    auto open = std::min(text.find('{'), text.size());
    out.append(text.substr(0, open));
    text.remove_prefix(open);
    if (text.empty()) break;
    auto close = text.find('}');
    auto name = close == std::string_view::npos ? std::string_view{} : text.substr(1, close - 1);
    auto found =
        std::find_if(fills.begin(), fills.end(), [&](Fill const& f) { return f.first == name; });
    if (found == fills.end()) {
      out.push_back('{');
      text.remove_prefix(1);
      continue;
    }
    out.append(found->second);
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string_view Words::language() const { return language_->code; }

std::string_view Words::tr(std::string_view msgid) const {
  auto found = language_->messages.find(msgid);
  if (found != language_->messages.end() && !found->second.empty()) return nth(found->second, 0);
  catalogue_->state_->note_missing(language_->code, msgid);
  return msgid;
}

std::string Words::tr(std::string_view msgid, Fills fills) const { return fill(tr(msgid), fills); }

std::string count_text(std::int64_t count) {
  std::string digits = std::to_string(count), grouped;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    bool boundary = i > 0 && (digits.size() - i) % 3 == 0 && digits[i - 1] != '-';
    if (boundary) grouped += ',';
    grouped += digits[i];
  }
  return grouped;
}

std::string Words::tr_n(std::string_view one, std::string_view many, std::uint64_t n,
                        Fills fills) const {
  auto found = language_->messages.find(one);
  auto form = found == language_->messages.end() ? std::string_view{}
                                                 : nth(found->second, language_->plural.form(n));
  if (form.empty()) {
    catalogue_->state_->note_missing(language_->code, one);
    form = n == 1 ? one : many;
  }
  // {n} first, then the caller's: a filled value is never scanned, so find {n} in the template
  // only.
  auto digits = count_text(static_cast<std::int64_t>(n));
  std::string text;
  for (auto at = form.find("{n}"); at != std::string_view::npos; at = form.find("{n}")) {
    text += fill(form.substr(0, at), fills) + digits;
    form.remove_prefix(at + 3);
  }
  return text + fill(form, fills);
}

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Result<Catalogue> Catalogue::load(std::string const& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (auto const& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".mo") files.push_back(entry.path());
  }
  if (files.empty()) {
    return fail(ErrorCode::not_found, "read words", "no catalogue in " + folder,
                "install the program again");
  }
  std::sort(files.begin(), files.end());
  auto state = std::make_unique<State>();
  for (auto const& file : files) TRY(state->add(file));
  return Catalogue(std::move(state));
}

std::vector<std::string> Catalogue::languages() const {
  std::vector<std::string> codes;
  for (auto const& language : state_->languages) codes.push_back(language->code);
  return codes;
}

Words Catalogue::in(std::string_view language) const {
  for (auto const& known : state_->languages) {
    if (known->code == language) return {this, known.get()};
  }
  return {this, state_->languages.front().get()};
}

std::uint64_t Catalogue::missing() const { return state_->missing; }

std::vector<std::string> Catalogue::missing_words() const {
  std::scoped_lock lock(state_->mutex);
  return {state_->words.begin(), state_->words.end()};
}

}  // namespace sala
