// The person at the command line: which language they read.
#pragma once

#include <string>
#include <vector>

#include "platform/base/catalogue.h"

namespace sala {

// As the environment says (LC_ALL, LC_MESSAGES, LANG) when the catalogue has that language, else
// Thai.
Words usual_words(Catalogue const& catalogue);

// As "--lang CODE" says, which is taken out of `words`, else the usual ones. ErrorCode::invalid
// when the catalogue has no such language.
Result<Words> chosen_words(Catalogue const& catalogue, std::vector<std::string>& words);

}  // namespace sala
