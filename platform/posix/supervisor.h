// What a program tells the supervisor that started it (systemd, see sd_notify(3)): that it is
// ready, and then, in good time, that it is still alive. Without a supervisor nothing happens. Any
// thread.
#pragma once

#include <chrono>
#include <optional>

namespace sala {

enum class Health { ready, alive, stopping };
void tell_supervisor(Health health);

// It wants to hear Health::alive more often than this ($WATCHDOG_USEC); nothing: nobody listens.
std::optional<std::chrono::microseconds> supervisor_patience();

}  // namespace sala
