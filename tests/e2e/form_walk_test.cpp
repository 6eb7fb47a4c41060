// Whole forms answered from outside, `sala-hq form walk` against what two reference engines agree
// on, when their walks are there: shared/data/tools/form_harness.py.
#include <doctest/doctest.h>

#include <cstdio>
#include <regex>

#include "tests/support/shared_data.h"

using namespace sala;

namespace {

std::string output_of(std::string const& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) out += buffer;
  pclose(pipe);
  return out;
}

}  // namespace

TEST_CASE("forms answer as the reference engines do") {
  auto harness = test::shared_file("tools/form_harness.py");
  if (!harness) return;
  auto said = output_of("python3 '" + *harness + "' -- '" SALA_BINARIES "/sala-hq' form walk");
  std::smatch match;
  REQUIRE(std::regex_search(said, match, std::regex(R"((\d+)/(\d+) checks right)")));
  auto right = std::stoi(match[1]), total = std::stoi(match[2]);
  MESSAGE("checks right: " << right << " of " << total);
  CHECK(total > 100'000);
  CHECK(right * 1000LL >= total * 999LL);
}
