// The screen in a browser on the same machine: picture out, touches and keys in.
//
// Listens on a loopback address only, and only when asked to (--mirror). Refuses a request whose
// Host is not a loopback name or whose Origin is another page, so that a web page elsewhere cannot
// look or press. `GET /` is the page, `GET /frame.png?after=N` answers when the picture is newer
// than N (long poll, 20 s), `POST /input` takes events as JSON lines.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/base/result.h"
#include "platform/screen/stage.h"

namespace sala::screen {

class Mirror {
 public:
  // `address` is "127.0.0.1:PORT" or "[::1]:PORT"; port 0 picks a free one; anything else is
  // refused. The stage must outlive the mirror.
  static Result<std::unique_ptr<Mirror>> open(Stage& stage, std::string const& address);
  virtual ~Mirror() = default;
  virtual std::uint16_t port() const = 0;
  // UI thread, after an end_frame() that changed something: copies the picture when a browser
  // waits.
  virtual void publish() = 0;
};

}  // namespace sala::screen
