// Two kiosks and headquarters that hand out seats: the real stewards, over the simulated network.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "sync/rules/seats.h"
#include "tests/sim/nodes.h"

namespace sala::sim {

class SeatFleet {
 public:
  explicit SeatFleet(std::uint64_t seed = 1);

  CourseId add_course(std::int64_t capacity);
  void set_capacity(CourseId const& course, std::int64_t capacity);
  void move(CourseId const& course, std::string slot);
  std::vector<ParticipantId> add_people(int count);

  // What a person does at a kiosk, then everything that can happen at once.
  enum class Got { seat, place, nothing };
  // Takes a seat, or a place in the line when there is none for him here; lets go of `instead` in
  // the same commit.
  Got choose(SimKiosk& kiosk, CourseId const& course, ParticipantId const& person,
             CourseId const& instead = {});
  // Free seats of the box's earlier starts that wait for somebody's word.
  std::int64_t in_doubt(SimKiosk& kiosk, CourseId const& course);
  // As the staff corner does it: they stay with what the box believes.
  void staff_vouch_for(SimKiosk& kiosk, CourseId const& course);
  void reclaim_from(SimKiosk& kiosk, CourseId const& course);
  void release(SimKiosk& kiosk, CourseId const& course, ParticipantId const& person);

  SimKiosk& kiosk(std::size_t number) { return *kiosks_.at(number); }
  SimKiosk& kiosk_of(DeviceId const& device);
  SimHeadquarters& hq() { return hq_; }
  std::array<Node*, 3> nodes() { return {&hq_, kiosks_[0].get(), kiosks_[1].get()}; }
  std::int64_t capacity_of(CourseId const& course) const { return settings_.at(course).capacity; }
  rules::SeatBook book(Node& node, CourseId const& course);
  std::string dump(Node& node);
  std::vector<CourseId> const& courses() const { return courses_; }
  std::vector<ParticipantId> const& people() const { return people_; }
  ProgrammeId const& programme() const { return programme_; }

  void pass(Micros time);
  // Everybody up, connected and in good weather until nothing moves any more; false: it does not.
  bool mend();
  void weather(Weather const& weather) { network_.weather = weather; }
  test::SeededRandom& random() { return random_; }

 private:
  void settle();
  bool is_quiet();

  test::SeededRandom random_;
  Timeline timeline_;
  SimNetwork network_;
  SimHeadquarters hq_;
  ProgrammeId programme_;
  std::array<std::unique_ptr<SimKiosk>, 2> kiosks_;
  std::vector<CourseId> courses_;
  std::map<CourseId, CourseSet> settings_;
  std::vector<ParticipantId> people_;
};

}  // namespace sala::sim
