// Reading the views, from any connection.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "sync/rules/attendance.h"
#include "sync/rules/schedule.h"
#include "sync/rules/seats.h"

namespace sala::db {
class Database;
}

namespace sala::views {

struct DeviceCard {
  DeviceEnrolled enrolled;
  std::optional<std::string> revoked;  // why
};

struct AttendanceRow {
  ParticipantId participant;
  rules::Attendance attendance;
};

// Who was merged into whom, as told; to be followed to the end.
using Merges = std::map<ParticipantId, ParticipantId>;

struct Problem {
  EventName name;
  std::string kind;
  std::string reason;
};

// The stream of `device` that was met last, among what stream_ends() said.
std::optional<StreamId> newest_stream(std::span<EventName const> ends, DeviceId const& device);

// One person's answers to one form, the last where one corrects another (rules/answering.h).
struct AnswerRow {
  EventName name;
  ProgrammeId programme;
  rules::ResolvedTime time;
  FormAnswered body;  // with whom the person was merged into
};
// A batch of anonymous answers.
struct BatchRow {
  EventName name;
  ProgrammeId programme;
  FormReleased body;
};
struct AnsweredForm {
  FormId form;
  SessionId session;
  FormMoment when = FormMoment::any_time;
  ParticipantId participant;

  auto operator<=>(AnsweredForm const&) const = default;
};

// Somebody, or some confidential answers, were ordered to be forgotten.
struct ErasureRow {
  EventName name;
  ProgrammeId programme;
  WallTime at;  // as headquarters' clock showed it
  bool is_person = true;
  std::set<DeviceId> done;  // boxes that said so
};

// `database` must outlive the queries. Each call sees one state of the database.
class Queries {
 public:
  explicit Queries(db::Database& database) : database_(&database) {}

  Result<std::vector<OrganisationSet>> organisations();
  Result<std::vector<VenueSet>> venues();
  Result<std::vector<StaffSet>> staff();
  Result<std::vector<DeviceCard>> devices();
  // All programmes that any enrolment of the box ever named.
  Result<std::vector<ProgrammeId>> once_bound(DeviceId const& device);
  Result<std::vector<ProgrammeSet>> programmes();
  Result<std::vector<TeamSet>> teams(ProgrammeId const& programme);
  Result<std::vector<CourseSet>> courses(ProgrammeId const& programme);
  // The newest version of each form; the withdrawn ones too.
  Result<std::vector<FormSet>> forms(ProgrammeId const& programme);
  Result<std::optional<FormSet>> form(FormId const& id, std::int64_t version);
  // The whole PNG file; empty when a piece of it is missing.
  Result<std::string> picture(PictureUse const& use);
  Result<std::vector<SessionSet>> sessions(ProgrammeId const& programme);
  // Those of one course; of many sessions only these few are read.
  Result<std::vector<SessionSet>> sessions_of(ProgrammeId const& programme, CourseId const& course);
  // Without those that were merged into another; with those who left.
  Result<std::vector<ParticipantSet>> participants(ProgrammeId const& programme);
  Result<std::vector<ConsentRecorded>> consents(ProgrammeId const& programme);
  // What everybody says now, merged people as one.
  Result<std::vector<ConsentRecorded>> consents_now(ProgrammeId const& programme);
  // Nothing: never asked.
  Result<std::optional<ConsentRecorded>> consent(ParticipantId const& participant, Purpose purpose);
  // In the order of their time.
  Result<std::vector<ErasureRow>> erasures();
  Result<std::optional<SessionSet>> session(SessionId const& id);
  Result<std::optional<ProgrammeId>> programme_of(SessionId const& id);
  Result<std::optional<ProgrammeId>> programme_of(CourseId const& id);
  Result<std::optional<CourseSet>> course(CourseId const& id);
  Result<std::vector<InterestsSet>> interests(ProgrammeId const& programme);
  Result<std::optional<ParticipantSet>> participant(ParticipantId const& id);

  // Everybody about whom something was recorded in the session, merged people as one; in the order
  // of their ids.
  Result<std::vector<AttendanceRow>> attendance(SessionId const& session);
  Result<rules::Attendance> attendance_of(SessionId const& session,
                                          ParticipantId const& participant);
  // The book of one course, merged people as one, with what is known of the streams of its
  // programme (rules::SeatBook). Empty when nothing is written of the course.
  Result<rules::SeatBook> seat_book(CourseId const& course, DeviceId const& headquarters);
  // What that book is made of; resumptions of the programme among it.
  Result<std::vector<rules::SeatFact>> seat_facts(CourseId const& course);
  // The books of all courses of the programme of which anything is written: one reading for all.
  Result<std::map<CourseId, rules::SeatBook>> seat_books(ProgrammeId const& programme,
                                                         DeviceId const& headquarters);
  // Courses in which the person ever took a seat or waited, as whoever he was merged from too.
  Result<std::vector<CourseId>> courses_of(ParticipantId const& participant);
  // How many different people ever took a seat in one of the courses.
  Result<std::int64_t> people_seated(std::vector<CourseId> const& courses);
  // People of the programme; who left and who was merged ones count twice: a guess for planning.
  Result<std::int64_t> people_about(ProgrammeId const& programme);
  // Streams that lie in the programme, in the order in which this box met them, each with its last
  // event here.
  Result<std::vector<EventName>> stream_ends(ProgrammeId const& programme);
  // The same of all streams of one device.
  Result<std::vector<EventName>> stream_ends(DeviceId const& device);
  // Who answered which form, merged people as one; sorted.
  Result<std::vector<AnsweredForm>> answered(ProgrammeId const& programme);
  // Who reads confidential answers, and who did.
  Result<std::vector<CareKeySet>> care_keys();
  // In the order in which the boxes wrote them.
  Result<std::vector<AnswerSealed>> sealed_answers(ProgrammeId const& programme);
  Result<std::vector<CareNoted>> care_notes(ProgrammeId const& programme);
  // In all their versions.
  Result<std::vector<FormSet>> confidential_forms();
  // In the order of time.
  Result<std::vector<AnswerRow>> answers(FormId const& form);
  // The last of them.
  Result<std::optional<AnswerRow>> answer(AnsweredForm const& which);
  // In the order of their events' names; one that was written twice, once.
  Result<std::vector<BatchRow>> batches(FormId const& form);
  Result<bool> has_batch(BatchId const& batch);
  // Whom `id` was merged into; itself when into nobody.
  Result<ParticipantId> canonical(ParticipantId const& id);
  // The ids that were merged into `id`, itself first.
  Result<std::vector<ParticipantId>> merged_into(ParticipantId const& id);
  // What is known of the true time of one boot of one box.
  Result<std::vector<rules::Anchor>> anchors(DeviceId const& device, BootId const& boot);
  Result<std::vector<Problem>> problems(std::size_t at_most);

 private:
  template <class T>
  Result<std::vector<T>> settings(ProgrammeId const& programme);
  template <class T>
  Result<std::optional<T>> setting(ByteSpan key);
  Result<std::optional<ProgrammeId>> programme_of(std::string_view kind, ByteSpan key);
  Result<std::optional<ProgrammeId>> programme_of_seats(CourseId const& course);
  Result<Merges> merges();
  Result<std::vector<AnswerRow>> answer_rows(FormId const& form,
                                             std::optional<AnsweredForm> const& only);

  db::Database* database_;
};

}  // namespace sala::views
