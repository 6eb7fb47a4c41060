// What stands on the command line, checked against what a command knows.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala {

enum class Takes { nothing, value, values };

struct Option {
  std::string_view name;  // without the two dashes
  Takes takes = Takes::value;
  std::string_view value;  // what the help calls it: "NAME"
  std::string_view help;
};

class Arguments {
 public:
  // Errors (ErrorCode::invalid) say what was not understood.
  static Result<Arguments> parse(std::span<Option const> options,
                                 std::span<std::string const> words);

  bool has(std::string_view name) const { return options_.count(std::string(name)) > 0; }
  std::optional<std::string> value(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  std::string value_or(std::string_view name, std::string_view otherwise) const;
  std::vector<std::string> const& words() const { return words_; }
  // ErrorCode::invalid when the option is missing.
  Result<std::string> required(std::string_view name) const;

 private:
  std::multimap<std::string, std::string> options_;
  std::vector<std::string> words_;
};

// Takes "--NAME VALUE" or "--NAME=VALUE" out of `words`, wherever it stands before a lone "--".
Result<std::optional<std::string>> take_option(std::string const& name,
                                               std::vector<std::string>& words);

// One line an option, aligned; what it means as `in_words` says it.
std::string describe(std::span<Option const> options,
                     std::function<std::string_view(std::string_view)> const& in_words = {});

}  // namespace sala
