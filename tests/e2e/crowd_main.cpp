// A kiosk without a screen at which a crowd answers an anonymous form of a session, and whose clock
// then stands after the session's end, so that the answers leave at once instead of in hours. Ends
// with "arrived" when headquarters has them.
//
//   crowd DATA_FOLDER SESSION_CODE FORM_CODE ANSWERS COUNT
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "kiosk/machine.h"

using namespace sala;

namespace {

// The system's clock, some hours on.
class LaterClock final : public Clock {
 public:
  BootTime boottime() const override { return system_clock().boottime() + later; }
  WallTime wall() const override { return system_clock().wall() + later; }
  BootId boot_id() const override { return system_clock().boot_id(); }
  bool synchronised(Micros&) const override { return false; }
  Micros later{0};
};

constexpr std::chrono::seconds patience{60};

// Lets the box work until `holds`.
template <class Condition>
bool until(kiosk::Machine& box, Condition holds) {
  auto end = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < end) {
    box.refresh();
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

int say(char const* what) {
  std::fprintf(stderr, "%s\n", what);
  return 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 6) return 2;
  std::string const session_code = words[2], form_code = words[3];
  LaterClock clock;
  kiosk::Machine::Options options;
  options.folder = words[1];
  options.clock = &clock;
  auto machine = kiosk::Machine::start(std::move(options));
  if (!machine) return say(machine.error().message().c_str());
  kiosk::Machine& box = **machine;
  kiosk::Session const* session = nullptr;
  kiosk::FormEntry const* form = nullptr;
  bool known = until(box, [&] {
    session = nullptr, form = nullptr;
    for (auto const& it : box.day().roster().sessions()) {
      if (it.set.code == session_code) session = &it;
    }
    if (session == nullptr) return false;
    for (auto const& use : session->set.forms) {
      auto const* entry = box.day().form(use.form);
      if (entry != nullptr && entry->code == form_code) form = entry;
    }
    return form != nullptr;
  });
  if (!known) return say("no such session, or it does not ask this form");
  kiosk::Answering answering;
  answering.programme = session->programme;
  answering.form = form->form;
  answering.version = form->version;
  answering.session = session->set.session;
  answering.answers = words[4];
  answering.began = box.day().now();
  for (long left = std::atol(words[5]); left > 0; --left) {
    auto ticket = box.desk().answer(answering);
    auto done = [&] { return box.desk().receipt(ticket).saving != kiosk::Saving::waiting; };
    bool good = until(box, done) && box.desk().receipt(ticket).saving == kiosk::Saving::saved;
    if (!good) return say("not saved");
  }
  // A clock that jumps makes the box wait for the next full ten minutes: those pass, too.
  for (auto by : {Micros(std::chrono::hours(8)), Micros(std::chrono::minutes(10))}) {
    clock.later += by;
    box.refresh();
  }
  // This box's own batch: what others released may be here already.
  auto key = kiosk::device_key(words[1], system_random());
  auto ledger = db::Database::open(std::string(words[1]) + "/ledger.db", db::Access::read_only);
  if (!key || !ledger) return say("the ledger cannot be read");
  auto released = [&] {
    auto batches = views::Queries(*ledger).batches(answering.form);
    return batches && std::ranges::any_of(*batches, [&](views::BatchRow const& it) {
             return it.name.stream.device == DeviceId{key->public_key()};
           });
  };
  bool left = until(box, released);
  std::this_thread::sleep_for(std::chrono::milliseconds(500));  // the figures follow
  bool arrived = left && until(box, [&] {
                   auto const& tally = box.day().tally();
                   return tally.saved == tally.acknowledged && box.day().link().safe_to_switch_off;
                 });
  if (!arrived) return say("did not arrive");
  std::printf("arrived\n");
  return 0;
}
