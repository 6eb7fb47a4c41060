// Standard output and error of this process, caught while it lives.
#pragma once

#include <iostream>
#include <sstream>
#include <string>

namespace sala::test {

class Hearing {
 public:
  Hearing() : out_(std::cout.rdbuf(said_.rdbuf())), err_(std::cerr.rdbuf(complained_.rdbuf())) {}
  Hearing(Hearing const&) = delete;
  Hearing& operator=(Hearing const&) = delete;
  ~Hearing() {
    std::cout.rdbuf(out_);
    std::cerr.rdbuf(err_);
  }
  std::string out() const { return said_.str(); }
  std::string err() const { return complained_.str(); }

 private:
  std::ostringstream said_, complained_;
  std::streambuf* out_;
  std::streambuf* err_;
};

}  // namespace sala::test
