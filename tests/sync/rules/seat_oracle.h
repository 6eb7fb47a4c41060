// The seats of a course counted once more, slowly and in another way than the book does: rounds
// over all facts until nothing changes. What both agree on is not the mistake of one.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "sync/rules/seats.h"

namespace sala::test {

struct OracleLot {
  DeviceId holder;
  EventName parent;
  std::int64_t seats = 0;
  std::int64_t spent = 0;
  std::set<ParticipantId> people;  // who took of it itself
};

struct OracleAnswer {
  std::map<EventName, OracleLot> lots;
  std::int64_t supplied = 0;
  std::int64_t withdrawn = 0;
  std::int64_t taken = 0;
  std::int64_t excess = 0;
  // Overspent lot → everybody who took of it or of what was made of it.
  std::map<EventName, std::set<ParticipantId>> overspent;
};

OracleAnswer count_slowly(std::vector<rules::SeatFact> const& facts, DeviceId const& headquarters);

// What the book says otherwise than the slow count; empty: nothing.
std::string disagreement(rules::SeatBook const& book, std::vector<rules::SeatFact> const& facts,
                         DeviceId const& headquarters);

// Everything that a book answers, as one text: equal on boxes that hold the same facts.
std::string told(rules::SeatBook const& book);

}  // namespace sala::test
