// A kiosk without a screen for the test that cuts the power: signs people in as fast as the disk
// confirms, and says "saved NAME" for each event only once it is. Runs until it is killed, or, with
// a number of sign-ins, until headquarters has all; then it says "arrived".
//
//   signer DATA_FOLDER SESSION COUNT|-1
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include "kiosk/machine.h"

using namespace sala;

int main(int count, char** words) {
  if (count != 4) return 2;
  auto session = id_from_text<SessionId>(words[2]);
  long left = std::atol(words[3]);
  kiosk::Machine::Options options;
  options.folder = words[1];
  auto machine = kiosk::Machine::start(std::move(options));
  if (!machine || !session) {
    std::fprintf(stderr, "%s\n", machine ? "no session" : machine.error().message().c_str());
    return 1;
  }
  kiosk::Machine& box = **machine;
  auto rest = [] { std::this_thread::sleep_for(std::chrono::microseconds(200)); };
  kiosk::Session const* open = nullptr;
  while ((open = box.day().roster().session(*session)) == nullptr) {
    box.refresh();
    rest();
  }
  ProgrammeId programme = open->programme;
  for (; left != 0; --left) {
    auto who = new_id<ParticipantId>(system_clock().wall(), system_random());
    auto ticket = box.desk().sign_in(programme, *session, who, SignInMethod::tile);
    auto receipt = box.desk().receipt(ticket);
    while (receipt.saving == kiosk::Saving::waiting) {
      rest();
      receipt = box.desk().receipt(ticket);
    }
    if (receipt.saving != kiosk::Saving::saved) {
      std::fprintf(stderr, "refused: %s\n", receipt.error.message().c_str());
      return 1;
    }
    std::printf("saved %s\n", to_text(receipt.names.front()).c_str());
    std::fflush(stdout);
    box.refresh();
  }
  while (!box.day().link().safe_to_switch_off) {
    box.refresh();
    rest();
  }
  std::printf("arrived\n");
  return 0;
}
