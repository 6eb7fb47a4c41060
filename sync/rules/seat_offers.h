// Since when a free seat is offered to those in the line: the book of a course played again in the
// order of its events' times. Pure; costs as much as there are facts, times the line.
#pragma once

#include <map>

#include "sync/rules/seats.h"

namespace sala::rules {

// Each to whom a seat is offered now (Waiting::offered), with the time of the event from which on
// one was offered to him without a break: a seat given back, somebody before him who declined, more
// seats. The cut-off is not looked at.
std::map<ParticipantId, ResolvedTime> offered_since(std::vector<SeatFact> facts,
                                                    DeviceId const& headquarters);

}  // namespace sala::rules
