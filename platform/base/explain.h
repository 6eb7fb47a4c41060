// Errors in the words of the person at the command line.
//
// An Error's texts are English: whole msgids of the catalogue, or made after one of the patterns of
// error_words.h. A test collects what the sources can fail with and finds words for each.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/catalogue.h"

namespace sala {

// What the catalogue does not know (a name, a system's own message) stays as it is.
std::string in_words(Words const& words, std::string_view text);

// "open ledger: the disk is full", and on a second line what to do, where something can be done.
// A message that only the system knows is quoted behind what kind of trouble it is.
std::string explain(Words const& words, Error const& error);

}  // namespace sala
