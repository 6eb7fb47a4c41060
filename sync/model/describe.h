// The field lists of the event kinds. Included by bodies.cpp and by tests that walk the fields.
#pragma once

#include <boost/describe.hpp>

#include "sync/model/bodies.h"

namespace sala {

BOOST_DESCRIBE_ENUM(Learning, classroom, community, exchange, project)
BOOST_DESCRIBE_ENUM(Level, any, beginner, experienced, advanced)
BOOST_DESCRIBE_ENUM(Purpose, attendance, contact, photos, research, wellbeing)
BOOST_DESCRIBE_ENUM(SignInMethod, tile, search, badge, walk_in, staff)
BOOST_DESCRIBE_ENUM(AnswerKind, named, confidential, anonymous)
BOOST_DESCRIBE_ENUM(FormMoment, sign_in, end, any_time)
BOOST_DESCRIBE_ENUM(AnchorSource, ntp, server, hardware_clock, trainer)
BOOST_DESCRIBE_ENUM(Readiness, starting, practised, confident)
BOOST_DESCRIBE_ENUM(Assurance, headquarters, neighbour, same_boot, staff)

BOOST_DESCRIBE_STRUCT(LocalText, (), (th, en))
BOOST_DESCRIBE_STRUCT(FormUse, (), (form, when))
BOOST_DESCRIBE_STRUCT(StreamOpened, (), (boot, program))
BOOST_DESCRIBE_STRUCT(ClockAnchored, (), (boot, boottime_us, utc_us, error_us, source))
BOOST_DESCRIBE_STRUCT(OrganisationSet, (), (organisation, version, name))
BOOST_DESCRIBE_STRUCT(VenueSet, (), (venue, version, name, province))
BOOST_DESCRIBE_STRUCT(StaffSet, (), (staff, version, name, organisation, code_hash, left))
BOOST_DESCRIBE_STRUCT(DeviceEnrolled, (), (device, name, venue, programmes))
BOOST_DESCRIBE_STRUCT(DeviceRevoked, (), (device, reason))
BOOST_DESCRIBE_STRUCT(ProgrammeSet, (), (programme, version, code, name, cohort, organisers, forms))
BOOST_DESCRIBE_STRUCT(TeamSet, (), (team, version, name, colour))
BOOST_DESCRIBE_STRUCT(ParticipantSet, (),
                      (participant, version, code, nickname, title, given_name, surname, romanised,
                       phone, birth_date, organisation, team, walk_in, left))
BOOST_DESCRIBE_STRUCT(ParticipantMerged, (), (from, into))
BOOST_DESCRIBE_STRUCT(ConsentRecorded, (),
                      (participant, version, purpose, granted, guardian_name, guardian_relation))
BOOST_DESCRIBE_STRUCT(CourseSet, (),
                      (course, version, code, title, summary, learning, core, level, topics,
                       capacity, minimum, slot, cutoff_s, prerequisites, subject, bring, cancelled))
BOOST_DESCRIBE_STRUCT(SessionSet, (),
                      (session, version, code, title, learning, course, venue, room, trainers,
                       starts_s, ends_s, late_after_min, expected_teams, signature, leaving,
                       cancelled, forms))
BOOST_DESCRIBE_STRUCT(PictureUse, (), (file, picture, pieces))
BOOST_DESCRIBE_STRUCT(FormSet, (),
                      (form, version, code, title, answers, canonical, withdrawn, pictures))
BOOST_DESCRIBE_STRUCT(PictureKept, (), (picture, piece, bytes))
BOOST_DESCRIBE_STRUCT(FormAnswered, (),
                      (form, version, session, participant, answers, began_s, when))
BOOST_DESCRIBE_STRUCT(FormReleased, (), (form, version, session, batch, day, answers))
BOOST_DESCRIBE_STRUCT(CareKeySet, (), (key, version, holder, retired))
BOOST_DESCRIBE_STRUCT(SealedLock, (), (key, box))
BOOST_DESCRIBE_STRUCT(AnswerSealed, (), (answer, locks, content))
BOOST_DESCRIBE_STRUCT(CareNoted, (), (note, answer, followed_up, locks, content))
BOOST_DESCRIBE_STRUCT(PersonErased, (), (people))
BOOST_DESCRIBE_STRUCT(AnswersErased, (), (answers))
BOOST_DESCRIBE_STRUCT(ErasureDone, (), (erasures))
BOOST_DESCRIBE_STRUCT(AttendanceSignedIn, (), (session, participant, method, signature, staff))
BOOST_DESCRIBE_STRUCT(AttendanceSignedOut, (), (session, participant, closes, staff))
BOOST_DESCRIBE_STRUCT(AttendanceUndone, (), (session, participant, undoes, staff))
BOOST_DESCRIBE_STRUCT(TopicReadiness, (), (topic, readiness))
BOOST_DESCRIBE_STRUCT(InterestsSet, (), (participant, version, topics))
BOOST_DESCRIBE_STRUCT(SeatsSupplied, (), (course, seats))
BOOST_DESCRIBE_STRUCT(SeatsWithdrawn, (), (course, lot, seats))
BOOST_DESCRIBE_STRUCT(SeatsGiven, (), (course, lot, to, seats))
BOOST_DESCRIBE_STRUCT(SeatsReclaimed, (), (course, lot, seats, staff, reason))
BOOST_DESCRIBE_STRUCT(SeatsAsked, (), (course, seats))
BOOST_DESCRIBE_STRUCT(SeatsResumed, (), (tails, assurance, staff))
BOOST_DESCRIBE_STRUCT(SeatTaken, (), (course, participant, lot, staff, reason))
BOOST_DESCRIBE_STRUCT(SeatReleased, (), (course, participant, taken, staff, reason))
BOOST_DESCRIBE_STRUCT(WaitingJoined, (), (course, participant, instead_of))
BOOST_DESCRIBE_STRUCT(WaitingLeft, (), (course, participant, joined, declined, staff, reason))

}  // namespace sala
