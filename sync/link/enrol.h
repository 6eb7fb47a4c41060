// The kiosk's side of enrolment: a one-time code becomes a binding. One call; asking again with the
// same code and the same key is harmless (the answer may have been lost).
#pragma once

#include <functional>
#include <string>

#include "platform/crypto/crypto.h"
#include "platform/http/client.h"
#include "sync/link/binding.h"
#include "sync/link/protocol.h"
#include "sync/link/trouble.h"
#include "sync/views/keeper.h"

namespace sala::link {

struct EnrolmentWish {
  EnrolmentLink link;   // scanned, or url and code as typed
  DeviceId device;      // our public key
  std::string program;  // name and version
};
using EnrolmentResult = tl::expected<Binding, Trouble>;

// Trouble: refused (wrong, used or old code; error.cause has headquarters' sentence),
// not_headquarters (somebody else answered, or one who does not know the code), or the network's.
// `done` is called from the transport's turn; nothing is written.
http::CallId enrol(http::Transport& transport, Random& random, EnrolmentWish const& wish,
                   std::function<void(EnrolmentResult)> done);

// The same, waiting for it: for command lines.
EnrolmentResult enrol_and_wait(http::ClientOptions const& options, Random& random,
                               EnrolmentWish const& wish);

// Keeps the binding and believes its headquarters from now on.
void keep_binding(views::Keeper& keeper, Binding const& binding, views::Done<void> done);

}  // namespace sala::link
