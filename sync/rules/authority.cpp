#include "sync/rules/authority.h"

namespace sala::rules {
namespace {

// One overload a kind, none by default: a new kind does not compile until its place is decided.
struct HeadquartersOnly {
  bool operator()(StreamOpened const&) const { return false; }
  bool operator()(ClockAnchored const&) const { return false; }
  bool operator()(OrganisationSet const&) const { return true; }
  bool operator()(VenueSet const&) const { return true; }
  bool operator()(StaffSet const&) const { return true; }
  bool operator()(DeviceEnrolled const&) const { return true; }
  bool operator()(DeviceRevoked const&) const { return true; }
  bool operator()(ProgrammeSet const&) const { return true; }
  bool operator()(TeamSet const&) const { return true; }
  bool operator()(ParticipantSet const&) const { return false; }
  bool operator()(ParticipantMerged const&) const { return false; }
  bool operator()(ConsentRecorded const&) const { return false; }
  bool operator()(CourseSet const&) const { return true; }
  bool operator()(SessionSet const&) const { return true; }
  bool operator()(FormSet const&) const { return true; }
  bool operator()(PictureKept const&) const { return true; }
  bool operator()(FormAnswered const&) const { return false; }
  bool operator()(FormReleased const&) const { return false; }
  bool operator()(CareKeySet const&) const { return true; }
  bool operator()(AnswerSealed const&) const { return false; }
  bool operator()(CareNoted const&) const { return true; }
  bool operator()(PersonErased const&) const { return true; }
  bool operator()(AnswersErased const&) const { return true; }
  bool operator()(ErasureDone const&) const { return false; }
  bool operator()(AttendanceSignedIn const&) const { return false; }
  bool operator()(AttendanceSignedOut const&) const { return false; }
  bool operator()(AttendanceUndone const&) const { return false; }
  bool operator()(InterestsSet const&) const { return false; }
  bool operator()(SeatsSupplied const&) const { return true; }
  bool operator()(SeatsWithdrawn const&) const { return true; }
  bool operator()(SeatsGiven const&) const { return false; }
  bool operator()(SeatsReclaimed const&) const { return true; }
  bool operator()(SeatsAsked const&) const { return false; }
  bool operator()(SeatsResumed const&) const { return false; }
  bool operator()(SeatTaken const&) const { return false; }
  bool operator()(SeatReleased const&) const { return false; }
  bool operator()(WaitingJoined const&) const { return false; }
  bool operator()(WaitingLeft const&) const { return false; }
};

}  // namespace

bool is_for_headquarters_only(Body const& body) { return std::visit(HeadquartersOnly{}, body); }

}  // namespace sala::rules
