#include "platform/posix/files.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "platform/posix/stop_signal.h"
#include "tests/support/files.h"

using namespace sala;

TEST_CASE("what goes with a file lies in the folder called after it, or beside it") {
  test::TemporaryFolder folder;
  auto form = folder / "feedback.xlsx";
  auto missing = files::read_beside(form, "dog.png");
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::not_found);
  std::ofstream(folder / "dog.png") << "beside";
  CHECK(files::read_beside(form, "dog.png").value_or("") == "beside");
  std::filesystem::create_directory(folder / "feedback-media");
  std::ofstream(folder / "feedback-media/dog.png") << "own";
  CHECK(files::read_beside(form, "dog.png").value_or("") == "own");
}

TEST_CASE("a file is replaced whole, and a secret is its owner's alone") {
  test::TemporaryFolder folder;
  std::string path = folder / "key";
  REQUIRE(files::replace(path, "one", files::Secret::yes).has_value());
  REQUIRE(files::replace(path, "two", files::Secret::yes).has_value());
  CHECK(*files::read(path) == "two");
  REQUIRE(files::replace_until_power_off(path, "three", files::Secret::yes).has_value());
  CHECK(*files::read(path) == "three");
  struct stat state {};
  REQUIRE(::stat(path.c_str(), &state) == 0);
  CHECK((state.st_mode & 0777) == 0600);
  CHECK(::access((path + ".new").c_str(), F_OK) != 0);
}

TEST_CASE("what cannot be read or written is told") {
  test::TemporaryFolder folder;
  auto missing = files::read(folder / "nothing");
  REQUIRE(!missing.has_value());
  CHECK(missing.error().code == ErrorCode::not_found);
  CHECK(!files::replace(folder / "no/such/folder", "x", files::Secret::no).has_value());
  CHECK(!files::replace("/dev/full/x", "x", files::Secret::no).has_value());
}

TEST_CASE("a lock is one holder's, until it lets go") {
  test::TemporaryFolder folder;
  {
    auto first = files::Lock::take(folder / "lock");
    REQUIRE(first.has_value());
    auto second = files::Lock::take(folder / "lock");
    REQUIRE(!second.has_value());
    CHECK(second.error().code == ErrorCode::busy);
    CHECK(!second.error().advice.empty());
  }
  CHECK(files::Lock::take(folder / "lock").has_value());
}

TEST_CASE("a request to stop is a call, and stopping without one is quiet") {
  std::atomic<int> calls = 0;
  {
    StopSignal signal([&] { ++calls; });
    ::kill(::getpid(), SIGTERM);
    for (int i = 0; i < 500 && calls == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(calls == 1);
  }
  CHECK(calls == 1);
}
