// Made-up people with names as a Thai roster has them: many share a nickname, hardly two a surname,
// some are written in Latin letters too. The same number gives the same person.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sync/model/bodies.h"

namespace sala::bench {

ParticipantSet thai_person(std::size_t number);
std::vector<ParticipantSet> thai_people(std::size_t count);

// What somebody has typed after one letter, after two, … Marks count as letters: so do keyboards.
std::vector<std::string> letter_by_letter(std::string const& name);

}  // namespace sala::bench
