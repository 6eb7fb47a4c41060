// Calls to headquarters: signs requests, believes only answers that headquarters signed.
#pragma once

#include <functional>
#include <string>

#include "platform/crypto/crypto.h"
#include "platform/http/transport.h"
#include "sync/link/protocol.h"
#include "sync/link/trouble.h"

namespace sala::link {

struct Call {
  http::Method method = http::Method::get;
  std::string target;  // "/v1/hello"
  std::string body;
  std::chrono::milliseconds server_wait{0};  // how long headquarters is asked to wait with it
};

// A genuine answer with status 200.
struct Answer {
  std::string body;
  WallTime server_time;  // when headquarters signed it, by headquarters' clock
  BootTime sent;
  BootTime received;
};
using Reply = tl::expected<Answer, Trouble>;

class Caller {
 public:
  struct Address {
    std::string url;  // of headquarters, without a slash at its end
    DeviceId headquarters;
  };
  // `heard` is told of every genuine answer, whatever its status. All must outlive the caller.
  Caller(http::Transport& transport, Clock const& clock, Random& random,
         crypto::SigningKey const& key, Address address, std::function<void(Answer const&)> heard);

  // `done` is called once, from the transport's turn, unless the call is cancelled.
  http::CallId send(Call call, std::function<void(Reply)> done);
  void cancel(http::CallId id) { transport_.cancel(id); }

 private:
  Reply judge(Nonce const& nonce, BootTime sent, Result<http::Response> response) const;

  http::Transport& transport_;
  Clock const& clock_;
  Random& random_;
  crypto::SigningKey const& key_;
  Address const address_;
  std::function<void(Answer const&)> const heard_;
};

// What an answer's signature and status say; enrolment judges its answer so too.
Trouble unreachable_trouble(Error error);
Trouble unsigned_trouble(int status);

}  // namespace sala::link
