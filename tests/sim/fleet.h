// Two kiosks and headquarters in one process, a seed, and everything that can go wrong.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "tests/sim/nodes.h"

namespace sala::sim {

// Rules broken on purpose, to show that the checks would notice.
enum class Mutation {
  none,
  acknowledge_unstored,  // headquarters confirms pushes that it throws away, now and then
  skip_pages             // headquarters leaves events out of a page, and moves on
};

class Fleet {
 public:
  explicit Fleet(std::uint64_t seed, Mutation mutation = Mutation::none);

  // Lives through `steps` steps of mischief, then mends everything and waits until all is quiet.
  // What is wrong then, in words; nothing when all rules held.
  std::vector<std::string> live(int steps);

  struct Counts {
    int saved = 0;
    int crashes = 0;
    int cards_restored = 0;
    int headquarters_restored = 0;
    int forgotten = 0;         // people who were erased
    int bodies_forgotten = 0;  // events that were about them
    std::int64_t at_headquarters = 0;
    Micros quiet_after{0};
  };
  Counts counts;

 private:
  void set_up();
  void mischief();
  void people_come(SimKiosk& kiosk);
  void headquarters_writes();
  void headquarters_forgets();
  void trouble_for(Node& node);
  void change_weather();
  void change_clock(SimKiosk& kiosk);
  void mend();

  // Lets `time` pass, everything happening in its order.
  void pass(Micros time);
  void settle();
  bool is_quiet();

  void check_acknowledgements();
  void remember_held();
  void check_at_the_end();
  void check_delivery(Node& node, Contents const& at_headquarters);
  void check_whole(Node& node, std::string const& who);
  // erasures.cpp
  void check_confirmed();
  void check_forgotten(Node& node, std::string const& who);
  void wrong(std::string what);

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

  test::SeededRandom random_;
  Timeline timeline_;
  SimNetwork network_;
  SimHeadquarters hq_;
  std::vector<ProgrammeId> programmes_;
  std::array<std::unique_ptr<SimKiosk>, 2> kiosks_;
  std::vector<SessionId> sessions_;
  std::vector<ParticipantId> people_;
  std::vector<ParticipantId> forgotten_;  // of whom headquarters holds at the end that they are
  std::map<StreamId, std::uint64_t> once_held_;  // by headquarters, before it was restored
  std::vector<std::string> problems_;
};

}  // namespace sala::sim
