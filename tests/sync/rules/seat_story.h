// Facts about the seats of one course in a word each.
#pragma once

#include <vector>

#include "sync/rules/seats.h"

namespace sala::test {

inline constexpr int hq = 0, box_a = 1, box_b = 2;

inline DeviceId device(int who) {
  DeviceId id;
  id.bytes[31] = static_cast<std::uint8_t>(who + 1);
  return id;
}
inline StreamId stream(int who, int restarts = 0) {
  return {device(who), static_cast<std::uint64_t>(restarts) + 1};
}
inline EventName event(int who, int seq) { return {stream(who), static_cast<std::uint64_t>(seq)}; }
inline ParticipantId person(int number) {
  ParticipantId id;
  id.bytes[14] = static_cast<std::uint8_t>(number >> 8);
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}
inline CourseId course() {
  CourseId id;
  id.bytes[0] = 7;
  return id;
}

inline rules::SeatFact fact(rules::SeatKind kind, int who, int seq, EventName const& about,
                            std::int64_t seats) {
  rules::SeatFact it;
  it.kind = kind;
  it.name = event(who, seq);
  it.course = course();
  it.about = about;
  it.seats = seats;
  return it;
}
inline rules::SeatFact supply(int seq, std::int64_t seats) {
  return fact(rules::SeatKind::supplied, hq, seq, {}, seats);
}
inline rules::SeatFact give(int who, int seq, EventName const& lot, int to, std::int64_t seats) {
  auto it = fact(rules::SeatKind::given, who, seq, lot, seats);
  it.to = stream(to);
  return it;
}
inline rules::SeatFact withdraw(int seq, EventName const& lot, std::int64_t seats) {
  return fact(rules::SeatKind::withdrawn, hq, seq, lot, seats);
}
inline rules::SeatFact reclaim(int seq, EventName const& lot, std::int64_t seats) {
  return fact(rules::SeatKind::reclaimed, hq, seq, lot, seats);
}
inline rules::SeatFact take(int who, int seq, EventName const& lot, int by) {
  auto it = fact(rules::SeatKind::taken, who, seq, lot, 0);
  it.participant = person(by);
  return it;
}
inline rules::SeatFact release(int who, int seq, EventName const& taking) {
  return fact(rules::SeatKind::released, who, seq, taking, 0);
}
inline rules::SeatFact join(int who, int seq, int by, std::int64_t second) {
  auto it = fact(rules::SeatKind::joined, who, seq, {}, 0);
  it.participant = person(by);
  it.time.at = WallTime(Micros(second * 1'000'000));
  return it;
}

inline rules::SeatBook book_of(std::vector<rules::SeatFact> const& facts) {
  rules::SeatBook book(device(hq));
  for (rules::SeatFact const& it : facts) book.add(it);
  return book;
}

}  // namespace sala::test
