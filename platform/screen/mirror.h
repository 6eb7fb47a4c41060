// The screen in a browser on the same machine: picture out, touches and keys in.
//
// Listens on a loopback address only, and only when asked to (--mirror). A web page elsewhere can
// neither look nor press: a Host that is not a loopback name, another page's Origin, and a form's
// content type are refused. Whoever can log in to the machine can use it: it is for trying the
// kiosk on a server and for tests, not for a kiosk in a hall.
//
//   GET /                    the page (share/web/mirror.html, .js, .css)
//   GET /frame.png?after=N   the picture as soon as it is newer than N, its number in X-Frame; 204
//                            after 20 s without a newer one
//   POST /input              a JSON array of at most 256 events, at most 64 KiB, application/json:
//     {"kind":"press|move|release|leave","x":…,"y":…,"pressure":…,"mouse":…}
//     {"kind":"wheel","x":…,"y":…}  {"kind":"text","text":…}  {"kind":"scan","text":…}
//     {"kind":"key","key":"backspace",…,"shift":…,"control":…,"alt":…}
//                            204 when all were taken, 400 when none was, because one is wrong
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "platform/screen/stage.h"

namespace sala::screen {

class Mirror {
 public:
  // `address` is "127.0.0.1:PORT" or "[::1]:PORT"; port 0 picks a free one; any other address is
  // refused. `share` as in StageOptions. The stage must outlive the mirror.
  static Result<std::unique_ptr<Mirror>> open(Stage& stage, std::string const& address,
                                              std::filesystem::path const& share = {});
  ~Mirror();
  std::uint16_t port() const;

  // UI thread, after every end_frame(). Costs a lock when nobody watches, a copy of the picture
  // when somebody does; it is packed elsewhere.
  void publish();

 private:
  struct Inner;
  explicit Mirror(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// Events of a POST /input. All or nothing.
Result<std::vector<InputEvent>> read_mirror_input(std::string_view json, StageSize size,
                                                  BootTime now);

}  // namespace sala::screen
