#include "tests/support/process.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace sala::test {

Process::Process(std::vector<std::string> const& words,
                 std::map<std::string, std::string> const& environment) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<char*> arguments;
  for (std::string const& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("no process");
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    ::dup2(ends[1], 1);
    ::dup2(ends[1], 2);
    for (auto const& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  output_ = ends[0];
  ::fcntl(output_, F_SETFL, O_NONBLOCK);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      output_(std::exchange(other.output_, -1)),
      pending_(std::move(other.pending_)),
      everything_(std::move(other.everything_)) {}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (output_ >= 0) ::close(output_);
}

bool Process::fill(std::chrono::milliseconds patience) {
  pollfd entry{output_, POLLIN, 0};
  if (::poll(&entry, 1, static_cast<int>(patience.count())) <= 0) return false;
  char buffer[4096];
  ssize_t count = ::read(output_, buffer, sizeof buffer);
  if (count <= 0) return false;
  pending_.append(buffer, static_cast<std::size_t>(count));
  everything_.append(buffer, static_cast<std::size_t>(count));
  return true;
}

std::optional<std::string> Process::line(std::chrono::milliseconds patience) {
  auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    auto end = pending_.find('\n');
    if (end != std::string::npos) {
      std::string text = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      return text;
    }
    auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() < 0 || !fill(left)) return std::nullopt;
  }
}

std::optional<std::string> Process::line_with(std::string const& text,
                                              std::chrono::milliseconds patience) {
  auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    auto next = line(std::max(left, std::chrono::milliseconds(0)));
    if (!next || next->find(text) != std::string::npos) return next;
  }
}

std::vector<std::string> Process::lines() {
  while (fill(std::chrono::milliseconds(0))) {
  }
  std::vector<std::string> all;
  while (auto next = line(std::chrono::milliseconds(0))) all.push_back(*next);
  return all;
}

void Process::signal(int number) const { ::kill(pid_, number); }

int Process::wait() {
  while (fill(std::chrono::minutes(5))) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string run(std::vector<std::string> const& words,
                std::map<std::string, std::string> const& environment, int status) {
  Process process(words, environment);
  int ended = process.wait();
  CAPTURE(process.everything());
  REQUIRE(ended == status);
  return process.everything();
}

std::string binary(std::string const& name) {
  char const* folder = std::getenv("SALA_BINARIES");
  return (folder != nullptr ? std::string(folder) : std::string(SALA_BINARIES)) + "/" + name;
}

int free_port() {
  int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  bool bound = ::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
               ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(listener);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

}  // namespace sala::test
