// What events say. Each struct is one kind; its fields, described once, serve writing, reading and
// the golden files in tests/sync/model/golden.
//
// To add a kind: a struct here with its `kind`, its field list in describe.h, its place in `Body`;
// then the compiler names every rule and view that must follow.
//
// `version` orders the settings of one thing: the highest wins, on every box, in whatever order the
// events arrive; equal versions are ordered by wall time, then by the event's name. Who changes a
// thing writes the version that he saw plus one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/base/result.h"
#include "sync/model/care_bodies.h"
#include "sync/model/erasure_bodies.h"
#include "sync/model/event.h"
#include "sync/model/seat_bodies.h"

namespace sala {

struct LocalText {
  std::string th;
  std::string en;  // empty: show the Thai

  bool operator==(LocalText const&) const = default;
};

enum class Learning { classroom, community, exchange, project };
enum class Level { any, beginner, experienced, advanced };
// wellbeing: that the care team reads what one tells it in confidence. The first letters differ:
// the views go by them.
enum class Purpose { attendance, contact, photos, research, wellbeing };
enum class SignInMethod { tile, search, badge, walk_in, staff };
// Who can read what a person answers.
enum class AnswerKind { named, confidential, anonymous };
// When a form is offered: with signing in to a session, at its end, whenever somebody wants to.
enum class FormMoment { sign_in, end, any_time };
enum class AnchorSource { ntp, server, hardware_clock, trainer };
enum class Readiness { starting, practised, confident };

// A form in its place: of a session, or of each session of a programme; at any time of a programme
// it belongs to no session.
struct FormUse {
  FormId form;
  FormMoment when = FormMoment::any_time;

  bool operator==(FormUse const&) const = default;
};

// First event of every stream: which boot of the kernel its boottimes count from.
struct StreamOpened {
  static constexpr std::string_view kind = "stream.opened";
  BootId boot{};
  std::string program;  // "sala-kiosk 0.1.0"
};

// At `boottime_us` of `boot`, true UTC was `utc_us`, give or take `error_us`.
struct ClockAnchored {
  static constexpr std::string_view kind = "clock.anchored";
  BootId boot{};
  std::int64_t boottime_us = 0;
  std::int64_t utc_us = 0;
  std::int64_t error_us = 0;
  AnchorSource source = AnchorSource::server;
};

struct OrganisationSet {
  static constexpr std::string_view kind = "organisation.set";
  OrganisationId organisation;
  std::int64_t version = 1;
  LocalText name;
};

struct VenueSet {
  static constexpr std::string_view kind = "venue.set";
  VenueId venue;
  std::int64_t version = 1;
  LocalText name;
  std::string province;
};

// The code's Argon2id hash opens the staff corner, offline too.
struct StaffSet {
  static constexpr std::string_view kind = "staff.set";
  StaffId staff;
  std::int64_t version = 1;
  std::string name;
  OrganisationId organisation;
  std::string code_hash;
  bool left = false;
};

struct DeviceEnrolled {
  static constexpr std::string_view kind = "device.enrolled";
  DeviceId device;
  std::string name;
  VenueId venue;
  std::vector<ProgrammeId> programmes;
};

struct DeviceRevoked {
  static constexpr std::string_view kind = "device.revoked";
  DeviceId device;
  std::string reason;
};

struct ProgrammeSet {
  static constexpr std::string_view kind = "programme.set";
  ProgrammeId programme;
  std::int64_t version = 1;
  std::string code;
  LocalText name;
  std::int64_t cohort = 0;  // รุ่นที่; 0 = not numbered
  std::vector<OrganisationId> organisers;
  std::vector<FormUse> forms;
};

struct TeamSet {
  static constexpr std::string_view kind = "team.set";
  TeamId team;
  std::int64_t version = 1;
  LocalText name;
  std::string colour;  // "#rrggbb"
};

struct ParticipantSet {
  static constexpr std::string_view kind = "participant.set";
  ParticipantId participant;
  std::int64_t version = 1;
  std::string code;  // on the badge and in the officer's spreadsheet
  std::string nickname;
  std::string title;
  std::string given_name;
  std::string surname;
  std::string romanised;
  std::string phone;       // digits, with a leading + for abroad
  std::string birth_date;  // Gregorian, "2005-02-28", "2005" or empty
  OrganisationId organisation;
  TeamId team;
  bool walk_in = false;
  bool left = false;  // no longer expected
};

struct ParticipantMerged {
  static constexpr std::string_view kind = "participant.merged";
  ParticipantId from;
  ParticipantId into;
};

struct ConsentRecorded {
  static constexpr std::string_view kind = "consent.recorded";
  ParticipantId participant;
  std::int64_t version = 1;
  Purpose purpose = Purpose::attendance;
  bool granted = false;
  std::string guardian_name;  // asked for under 20
  std::string guardian_relation;
};

struct CourseSet {
  static constexpr std::string_view kind = "course.set";
  CourseId course;
  std::int64_t version = 1;
  std::string code;
  LocalText title;
  LocalText summary;
  Learning learning = Learning::classroom;
  bool core = false;
  Level level = Level::any;
  std::vector<std::string> topics;
  std::int64_t capacity = 0;  // 0 = without limit
  std::int64_t minimum = 0;
  std::string slot;           // the row of the time-table: one choice a person a slot
  std::int64_t cutoff_s = 0;  // Unix seconds, UTC; 0: when its first session starts
  std::vector<CourseId> prerequisites;
  std::string subject;  // courses of one subject teach the same; empty: its own
  LocalText bring;      // what to bring
  bool cancelled = false;
};

// What a person likes and how ready he feels; orders and explains courses, hides none.
struct TopicReadiness {
  std::string topic;
  Readiness readiness = Readiness::starting;

  bool operator==(TopicReadiness const&) const = default;
};
struct InterestsSet {
  static constexpr std::string_view kind = "interests.set";
  ParticipantId participant;
  std::int64_t version = 1;
  std::vector<TopicReadiness> topics;
};

struct SessionSet {
  static constexpr std::string_view kind = "session.set";
  SessionId session;
  std::int64_t version = 1;
  std::string code;
  LocalText title;
  Learning learning = Learning::classroom;
  CourseId course;  // nil: belongs to no course
  VenueId venue;
  std::string room;
  std::vector<std::string> trainers;
  std::int64_t starts_s = 0;  // Unix seconds, UTC
  std::int64_t ends_s = 0;
  std::int64_t late_after_min = 15;
  std::vector<TeamId> expected_teams;  // empty: the whole programme
  bool signature = false;              // asks for a drawn signature
  bool leaving = false;                // records leaving
  bool cancelled = false;
  std::vector<FormUse> forms;
};

// A picture that a form shows, under the name by which its author calls it.
struct PictureUse {
  std::string file;
  PictureId picture;
  std::int64_t pieces = 1;

  bool operator==(PictureUse const&) const = default;
};

// A form that people answer. A new version replaces the old one for those who begin; answers name
// the version that they were given to.
struct FormSet {
  static constexpr std::string_view kind = "form.set";
  FormId form;
  std::int64_t version = 1;
  std::string code;  // the form_id of its author
  LocalText title;
  AnswerKind answers = AnswerKind::named;
  std::string canonical;   // the whole form: see pack_form in sync/forms/form_json.h
  bool withdrawn = false;  // asked no more
  std::vector<PictureUse> pictures;
};

// A piece of a picture: one body is too small for all of it. Written before the form that shows it,
// once for all forms and versions that do.
struct PictureKept {
  static constexpr std::string_view kind = "picture.kept";
  PictureId picture;
  std::int64_t piece = 1;  // from 1
  std::string bytes;       // of the PNG file, base64url
};

// What one person answered. Of several for one form, session, moment and person the last counts: a
// correction is another event. Without a session, what is said on another day is said anew.
struct FormAnswered {
  static constexpr std::string_view kind = "form.answered";
  FormId form;
  std::int64_t version = 1;  // that the person saw
  SessionId session;         // nil: at any time of the programme
  ParticipantId participant;
  std::string answers;       // see sync/forms/answers.h
  std::int64_t began_s = 0;  // Unix seconds, UTC, as the box's clock showed it
  FormMoment when = FormMoment::any_time;
};

// What several people answered anonymously, in no order: see rules/crowd.h and views/letterbox.h.
struct FormReleased {
  static constexpr std::string_view kind = "form.released";
  FormId form;
  std::int64_t version = 1;
  SessionId session;
  BatchId batch;    // random; the same batch written twice counts once
  std::string day;  // "2026-11-23", the last on which one of them was given
  std::vector<std::string> answers;
};

// Sign-in is a set keyed by (session, participant): each event is one witness of the attendance.
struct AttendanceSignedIn {
  static constexpr std::string_view kind = "attendance.signed_in";
  SessionId session;
  ParticipantId participant;
  SignInMethod method = SignInMethod::tile;
  std::string signature;  // see signature.h
  StaffId staff;          // who did it for the participant
};

// Closes the sign-ins that its box knew of; one that it did not know of stays open.
struct AttendanceSignedOut {
  static constexpr std::string_view kind = "attendance.signed_out";
  SessionId session;
  ParticipantId participant;
  std::vector<EventName> closes;
  StaffId staff;
};

// "That's not me", or a correction by staff: the named sign-ins and sign-outs count for nothing.
struct AttendanceUndone {
  static constexpr std::string_view kind = "attendance.undone";
  SessionId session;
  ParticipantId participant;
  std::vector<EventName> undoes;
  StaffId staff;
};

using Body =
    std::variant<StreamOpened, ClockAnchored, OrganisationSet, VenueSet, StaffSet, DeviceEnrolled,
                 DeviceRevoked, ProgrammeSet, TeamSet, ParticipantSet, ParticipantMerged,
                 ConsentRecorded, CourseSet, SessionSet, FormSet, PictureKept, FormAnswered,
                 FormReleased, CareKeySet, AnswerSealed, CareNoted, PersonErased, AnswersErased,
                 ErasureDone, AttendanceSignedIn, AttendanceSignedOut, AttendanceUndone,
                 InterestsSet, SeatsSupplied, SeatsWithdrawn, SeatsGiven, SeatsReclaimed,
                 SeatsAsked, SeatsResumed, SeatTaken, SeatReleased, WaitingJoined, WaitingLeft>;

std::string_view kind_of(Body const& body);

// Compact JSON: fields in the order of their description, those with an empty value left out.
std::string write_body(Body const& body);

// Nothing for a kind that this version does not know. Fields that it does not know are passed over;
// a field of the wrong type, a missing id, JSON that is none or deeper than 16 is
// ErrorCode::invalid.
using ReadBody = Result<std::optional<Body>>;
ReadBody read_body(std::string_view kind, std::string_view json);

// The words of an enum as they stand in JSON; for catalogues, spreadsheets and exports.
std::string_view to_text(Learning value);
std::string_view to_text(Level value);
std::string_view to_text(Purpose value);
std::string_view to_text(SignInMethod value);
std::string_view to_text(AnchorSource value);
std::string_view to_text(AnswerKind value);
std::string_view to_text(FormMoment value);
std::string_view to_text(Readiness value);
std::string_view to_text(Assurance value);

}  // namespace sala
