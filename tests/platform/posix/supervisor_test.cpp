#include "platform/posix/supervisor.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/support/files.h"

using namespace sala;

TEST_CASE("a supervisor hears that the program is ready and alive; without one nothing happens") {
  test::TemporaryFolder folder;
  std::string const path = folder / "notify";
  int const listener = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  REQUIRE(::bind(listener, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
  auto heard = [&] {
    char text[64];
    ssize_t count = ::recv(listener, text, sizeof text, MSG_DONTWAIT);
    return count < 0 ? std::string("nothing") : std::string(text, static_cast<std::size_t>(count));
  };

  ::unsetenv("NOTIFY_SOCKET");
  tell_supervisor(Health::ready);
  CHECK(heard() == "nothing");
  ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  tell_supervisor(Health::ready);
  CHECK(heard() == "READY=1");
  tell_supervisor(Health::alive);
  CHECK(heard() == "WATCHDOG=1");
  ::setenv("NOTIFY_SOCKET", (folder / "gone").c_str(), 1);
  tell_supervisor(Health::alive);  // nobody there: no harm
  ::unsetenv("NOTIFY_SOCKET");
  ::close(listener);
}

TEST_CASE("how long a supervisor waits is read, if it is this process that it means") {
  ::unsetenv("WATCHDOG_USEC");
  CHECK_FALSE(supervisor_patience().has_value());
  ::setenv("WATCHDOG_USEC", "30000000", 1);
  ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
  CHECK(supervisor_patience() == std::chrono::seconds(30));
  ::setenv("WATCHDOG_PID", "1", 1);
  CHECK_FALSE(supervisor_patience().has_value());
  ::unsetenv("WATCHDOG_USEC");
  ::unsetenv("WATCHDOG_PID");
}
