// A real process for tests: started, listened to, killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sala::test {

class Process {
 public:
  // `words[0]` is the program's path. Standard output and error come together, line by line.
  // `environment` is added to our own.
  Process(std::vector<std::string> const& words,
          std::map<std::string, std::string> const& environment = {});
  ~Process();  // kills it
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;

  // The next line within `patience`; nothing when none came or the process has ended.
  std::optional<std::string> line(std::chrono::milliseconds patience);
  // Reads on until a line contains `text`; that line, or nothing after `patience`.
  std::optional<std::string> line_with(std::string const& text, std::chrono::milliseconds patience);
  // Everything that can be read without waiting.
  std::vector<std::string> lines();
  void signal(int number) const;
  // Waits for the end: the exit status, or 128 + the signal.
  int wait();
  pid_t pid() const { return pid_; }
  std::string const& everything() const { return everything_; }

 private:
  bool fill(std::chrono::milliseconds patience);

  pid_t pid_ = -1;
  int output_ = -1;
  std::string pending_;
  std::string everything_;
};

// Runs it to its end; its output. The test fails (with the output) when the status is another.
std::string run(std::vector<std::string> const& words,
                std::map<std::string, std::string> const& environment = {}, int status = 0);

std::string binary(std::string const& name);  // of this build
int free_port();                              // on loopback, at the moment

}  // namespace sala::test
