#include "platform/base/share.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>

namespace sala {
namespace {

// SALA_SHARE as the test wants it, put back afterwards.
struct Environment {
  std::optional<std::string> before;
  Environment() {
    if (auto const* value = std::getenv("SALA_SHARE")) before = value;
  }
  ~Environment() {
    if (before) {
      setenv("SALA_SHARE", before->c_str(), 1);
    } else {
      unsetenv("SALA_SHARE");
    }
  }
};

}  // namespace

TEST_CASE_FIXTURE(Environment,
                  "the share folder stands beside the binary, or where SALA_SHARE says") {
  unsetenv("SALA_SHARE");
  auto const beside = find_share_folder();
  REQUIRE(beside);
  CHECK(std::filesystem::equivalent(*beside, SALA_SHARE));
  setenv("SALA_SHARE", SALA_SHARE, 1);
  CHECK(find_share_folder() == std::filesystem::path(SALA_SHARE));
}

TEST_CASE_FIXTURE(Environment,
                  "a wrong SALA_SHARE is an error with advice, not a search elsewhere") {
  setenv("SALA_SHARE", "/nowhere", 1);
  auto const found = find_share_folder();
  REQUIRE(!found);
  CHECK(found.error().code == ErrorCode::not_found);
  CHECK(!found.error().advice.empty());
}

}  // namespace sala
