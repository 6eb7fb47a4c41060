// A rough bridge between scripts: the consonants of a name in classes of sound.
//
// Thai nicknames are romanised at will (บีม: Beam, Bim, Beem), so no table of spellings helps; but
// the consonants agree: บีม and Beam are both "PM". Used only as the last resort of a search, when
// nothing else was found.
#pragma once

#include <string>
#include <string_view>

namespace sala::thai {

enum class Script { none, thai, latin };

// The script of the first letter.
Script script_of(std::string_view text);

// Of `folded` (search_fold) text: classes K T P S N M L Y W H G, one capital letter each, of the
// first word. Repeated classes stand once; vowels, ห นำ, and Y W H after the first letter are left
// out, as romanisation is least sure of them.
std::string consonant_skeleton(std::string_view folded);

}  // namespace sala::thai
