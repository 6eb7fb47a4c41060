#include "tests/bench/hq/figures.h"

#include <signal.h>

#include "platform/base/verify.h"
#include "platform/http/message.h"
#include "tests/bench/workshop.h"
#include "tests/support/loopback.h"
#include "tests/support/raw_socket.h"

namespace sala::bench {

using namespace std::chrono_literals;
using test::or_stop;

HeadquartersProcess::HeadquartersProcess(std::size_t people) {
  or_stop(folder_.init(system_random()));
  add_staff(folder_);
  write(folder_, workshop_events(people));
}

void HeadquartersProcess::serve() {
  port_ = test::free_port();
  std::vector<std::string> words{test::binary("sala-hq"), "serve", "--listen",
                                 "127.0.0.1:" + std::to_string(port_)};
  process_.emplace(words, std::map<std::string, std::string>{{"SALA_HQ_DATA", folder_.path()}});
  bool serves = process_->line_with("serving on port", 30s).has_value();
  if (!serves) std::fprintf(stderr, "%s\n", process_->everything().c_str());
  VERIFY(serves);
}

void HeadquartersProcess::end() {
  process_->signal(SIGTERM);
  process_->wait();
  process_.reset();
}

link::EnrolmentLink HeadquartersProcess::invite() const {
  auto key = or_stop(folder_.read_key());
  auto office = or_stop(hq::Office::open(folder_.office(), db::Access::read_write, key,
                                         system_clock(), system_random()));
  auto code = or_stop(office.new_code({"box", VenueId{{5}}, {workshop_programme}}));
  return {"http://127.0.0.1:" + std::to_string(port_), code, DeviceId{key.public_key()}, {}};
}

std::string HeadquartersProcess::cookie() const {
  std::string host = "127.0.0.1:" + std::to_string(port_);
  std::string form = "name=" + http::percent_encode(staff_name) +
                     "&passphrase=" + http::percent_encode(staff_passphrase);
  test::RawSocket socket(port());
  socket.send("POST /sign-in HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
              "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(form.size()) + "\r\n\r\n" + form);
  std::string answer = socket.receive_answer(10s);
  auto start = answer.find("sala=");
  if (start == answer.npos) std::fprintf(stderr, "%s\n", answer.c_str());
  VERIFY(start != answer.npos);
  return answer.substr(start, answer.find_first_of(";\r", start) - start);
}

}  // namespace sala::bench
