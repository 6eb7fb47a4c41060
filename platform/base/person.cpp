#include "platform/base/person.h"

#include <algorithm>
#include <cstdlib>

#include "platform/base/arguments.h"

namespace sala {
namespace {

bool has(Catalogue const& catalogue, std::string_view language) {
  auto all = catalogue.languages();
  return std::find(all.begin(), all.end(), language) != all.end();
}

}  // namespace

Words usual_words(Catalogue const& catalogue) {
  for (char const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    char const* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    std::string_view language(value);  // "en_GB.UTF-8"; "C" is no language
    language = language.substr(0, language.find_first_of("_.@"));
    return catalogue.in(has(catalogue, language) ? language : "th");
  }
  return catalogue.in("th");
}

Result<Words> chosen_words(Catalogue const& catalogue, std::vector<std::string>& words) {
  auto asked = TRY(take_option("--lang", words));
  if (!asked) return usual_words(catalogue);
  if (has(catalogue, *asked)) return catalogue.in(*asked);
  std::string known;
  for (auto const& language : catalogue.languages()) {
    known += (known.empty() ? "there are: " : ", ") + language;
  }
  return fail(ErrorCode::invalid, "read the command line", "there is no language '" + *asked + "'",
              known);
}

}  // namespace sala
