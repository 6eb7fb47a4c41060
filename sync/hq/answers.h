// Answers of the kiosk protocol, signed by headquarters (sync/link/protocol.h).
#pragma once

#include "platform/http/message.h"
#include "sync/link/protocol.h"

namespace sala::hq {

class Answers {
 public:
  Answers(crypto::SigningKey const& key, Clock const& clock) : key_(key), clock_(clock) {}

  DeviceId headquarters() const { return DeviceId{key_.public_key()}; }
  http::Response frame(link::Nonce const& nonce, std::string bytes) const;
  http::Response json(link::Nonce const& nonce, std::string text) const;
  // A refusal with a sentence for the log of the box.
  http::Response refusal(link::Nonce const& nonce, int status, std::string why) const;

 private:
  http::Response make(link::Nonce const& nonce, int status, std::string_view type,
                      std::string body) const;
  crypto::SigningKey key_;
  Clock const& clock_;
};

}  // namespace sala::hq
