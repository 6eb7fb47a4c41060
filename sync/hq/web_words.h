// The words that the scripts of live pages show (assets/web/line.js and those after it).
#pragma once

#include <span>
#include <string>

#include "platform/base/catalogue.h"

namespace sala::hq {

std::span<char const* const> script_msgids();
// {"Came {time}": "มา {time} น.", …}
std::string script_words(Words const& words);

}  // namespace sala::hq
