// What the system says of processes and disks.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace sala::bench {

// Megabytes of 10^6 bytes that the process costs: what it shares is divided by those who share it.
double pss_mb(pid_t process);
// Seconds of processor time, user and system, of all its threads since it started.
double cpu_seconds(pid_t process);
// How often its threads have gone to sleep since they began.
double sleeps(pid_t process);
// Seconds of processor time that a thread takes which only sleeps, so often, one after another, for
// `seconds` in all.
double cpu_seconds_of_sleeping(double times, double seconds);
// Milliseconds of each of `count` fdatasyncs after appending 4 KiB to a file in `folder`.
std::vector<double> fdatasync_ms(std::string const& folder, int count);
// Milliseconds from starting `words` to their end.
double run_ms(std::vector<std::string> const& words);
// What is going on, to standard error: figures alone go to standard output.
void say(std::string const& what);

}  // namespace sala::bench
