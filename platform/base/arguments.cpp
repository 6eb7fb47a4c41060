#include "platform/base/arguments.h"

#include <algorithm>

namespace sala {
namespace {

tl::unexpected<Error> not_understood(std::string const& cause) {
  return fail(ErrorCode::invalid, "read the command line", cause, "see --help");
}

}  // namespace

Result<Arguments> Arguments::parse(std::span<Option const> options,
                                   std::span<std::string const> words) {
  Arguments out;
  bool only_words = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    if (only_words || word.size() < 2 || word.substr(0, 2) != "--") {
      out.words_.emplace_back(word);
      continue;
    }
    word.remove_prefix(2);
    if (word.empty()) {
      only_words = true;
      continue;
    }
    auto equals = word.find('=');
    std::string name(word.substr(0, equals));
    auto known = std::find_if(options.begin(), options.end(),
                              [&](Option const& option) { return option.name == name; });
    if (known == options.end()) return not_understood("there is no option --" + name);
    if (known->takes != Takes::values && out.has(name)) {
      return not_understood("--" + name + " stands there twice");
    }
    if (known->takes == Takes::nothing) {
      if (equals != std::string_view::npos) {
        return not_understood("--" + name + " takes no value");
      }
      out.options_.emplace(name, "");
    } else if (equals != std::string_view::npos) {
      out.options_.emplace(name, word.substr(equals + 1));
    } else if (i + 1 < words.size()) {
      out.options_.emplace(name, words[++i]);
    } else {
      return not_understood("--" + name + " needs " + std::string(known->value));
    }
  }
  return out;
}

std::optional<std::string> Arguments::value(std::string_view name) const {
  auto found = options_.find(std::string(name));
  if (found == options_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  std::vector<std::string> out;
  auto [begin, end] = options_.equal_range(std::string(name));
  for (auto it = begin; it != end; ++it) out.push_back(it->second);
  return out;
}

std::string Arguments::value_or(std::string_view name, std::string_view otherwise) const {
  return value(name).value_or(std::string(otherwise));
}

Result<std::string> Arguments::required(std::string_view name) const {
  auto found = value(name);
  if (found && !found->empty()) return *found;
  return not_understood("--" + std::string(name) + " is missing");
}

Result<std::optional<std::string>> take_option(std::string const& name,
                                               std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto at = words.begin() + static_cast<std::ptrdiff_t>(i);
    if (words[i] == "--") break;
    if (words[i].starts_with(name + "=")) {
      std::string value = words[i].substr(name.size() + 1);
      words.erase(at);
      return value;
    }
    if (words[i] != name) continue;
    if (i + 1 == words.size()) return not_understood(name + " needs a value");
    std::string value = words[i + 1];
    words.erase(at, at + 2);
    return value;
  }
  return std::nullopt;
}

std::string describe(std::span<Option const> options,
                     std::function<std::string_view(std::string_view)> const& in_words) {
  std::size_t width = 0;
  auto left = [](Option const& option) {
    std::string text = "  --" + std::string(option.name);
    if (option.takes != Takes::nothing) text += " " + std::string(option.value);
    return text;
  };
  for (Option const& option : options) width = std::max(width, left(option).size());
  std::string out;
  for (Option const& option : options) {
    std::string line = left(option);
    line.resize(width + 2, ' ');
    out += line + std::string(in_words ? in_words(option.help) : option.help) + "\n";
  }
  return out;
}

}  // namespace sala
