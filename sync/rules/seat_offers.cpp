#include "sync/rules/seat_offers.h"

#include <algorithm>

namespace sala::rules {

std::map<ParticipantId, ResolvedTime> offered_since(std::vector<SeatFact> facts,
                                                    DeviceId const& headquarters) {
  std::sort(facts.begin(), facts.end(), [](SeatFact const& a, SeatFact const& b) {
    return a.time.at != b.time.at ? a.time.at < b.time.at : a.name < b.name;
  });
  std::map<ParticipantId, ResolvedTime> offers;
  SeatBook book(headquarters);
  for (SeatFact const& fact : facts) {
    book.add(fact);
    std::map<ParticipantId, ResolvedTime> now;
    for (Waiting const& entry : book.waiting()) {
      if (!entry.offered) break;
      auto before = offers.find(entry.participant);
      now.emplace(entry.participant, before == offers.end() ? fact.time : before->second);
    }
    offers = std::move(now);
  }
  return offers;
}

}  // namespace sala::rules
