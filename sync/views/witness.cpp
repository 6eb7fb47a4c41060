#include "sync/views/witness.h"

#include <algorithm>

#include "platform/posix/files.h"

namespace sala::views {

void write_witness(std::string const& path, BootId const& boot,
                   std::vector<EventName> const& ends) {
  std::string text = to_hex(boot) + "\n";
  for (EventName const& end : ends) text += to_text(end) + "\n";
  // After a power cut the boot is another one, and what is left of the file agrees with nobody.
  (void)files::replace_until_power_off(path, text, files::Secret::yes);
}

bool witness_agrees(std::string const& path, BootId const& boot,
                    std::vector<EventName> const& ends) {
  auto text = files::read(path);
  if (!text) return false;
  std::string_view rest = *text;
  auto line = [&] {
    std::string_view one = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    return one;
  };
  if (line() != to_hex(boot)) return false;
  while (!rest.empty()) {
    auto told = event_name_from_text(line());
    if (!told) return false;
    bool reached = std::any_of(ends.begin(), ends.end(), [&](EventName const& end) {
      return end.stream == told->stream && end.seq >= told->seq;
    });
    if (!reached) return false;
  }
  return true;
}

}  // namespace sala::views
