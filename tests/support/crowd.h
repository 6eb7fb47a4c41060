// Any number of made-up people with names of honest length, the same for the same seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sala::test {

struct CrowdPerson {
  std::string nickname, given_name, surname, romanised, phone;
};

std::vector<CrowdPerson> make_crowd(std::size_t size, std::uint32_t seed = 11);

}  // namespace sala::test
