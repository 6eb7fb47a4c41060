// What screens read: the roster, who is here, how the link is doing, what time it is. UI thread
// only.
//
// A Day is brought up to date between frames, never during one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "kiosk/forms.h"
#include "kiosk/roster.h"
#include "sync/ledger/reader.h"
#include "sync/link/courier.h"
#include "sync/rules/seats.h"
#include "sync/views/room_results.h"

namespace sala::kiosk {

// The seats of courses, worked out; never changed once made.
using SeatBookPtr = std::shared_ptr<rules::SeatBook const>;

// What the loader hands over after something changed.
struct DayUpdate {
  std::shared_ptr<Roster const> roster;  // null: as before
  struct Row {
    SessionId session;
    views::AttendanceRow row;
  };
  std::vector<Row> attendance;
  std::vector<SessionId> complete;  // sessions of which `attendance` has every row
  std::optional<ledger::Tally> tally;
  std::optional<std::vector<rules::Anchor>> anchors;  // of this boot
  std::map<CourseId, SeatBookPtr> books;
  bool all_books = false;  // what is not among `books` has none
  // The streams that this process writes; a programme without one: nothing written there yet.
  std::optional<std::map<ProgrammeId, StreamId>> own_streams;
  std::shared_ptr<FormShelf const> forms;  // null: as before
  std::optional<bool> can_seal;            // somebody reads confidential answers
  std::vector<views::AnsweredForm> answered;
  bool all_answered = false;  // nothing else is
  std::map<SessionId, std::vector<views::RoomForm>> said;
  bool all_said = false;  // what is not among `said` says nothing
};

class Day {
 public:
  void apply(DayUpdate update);
  void set_link(link::Status status) { link_ = std::move(status); }
  void set_enrolled(bool enrolled) { enrolled_ = enrolled; }
  // Before each frame: works out the best known true time from what the clocks show.
  void set_now(BootTime boottime, WallTime shown);

  WallTime now() const { return now_; }
  // Grows with whatever a screen may have worked something out from.
  std::uint64_t revision() const { return revision_; }
  Roster const& roster() const { return *roster_; }
  // To keep what was worked out from a roster exactly as long as that roster is the one shown.
  std::shared_ptr<Roster const> const& shared_roster() const { return roster_; }
  bool is_loaded() const { return loaded_; }
  ledger::Tally const& tally() const { return tally_; }
  link::Status const& link() const { return link_; }
  // False: this box belongs to no headquarters yet, and has no programme.
  bool is_enrolled() const { return enrolled_; }

  // The session that this screen signs people in to: the one that staff chose, else the one of now.
  Session const* current() const;
  Session const* next() const;
  // Nil: follow the clock again.
  void choose(SessionId const& session) { chosen_ = session; }
  SessionId const& chosen() const { return chosen_; }
  std::vector<Session const*> today() const;

  rules::Attendance attendance(SessionId const& session, ParticipantId const& person) const;
  bool is_here(SessionId const& session, ParticipantId const& person) const;
  // How many came to the session so far, those who left too.
  int came(SessionId const& session) const;
  int here(SessionId const& session) const;
  // Expected people who have not come.
  int missing(Session const& session) const;
  // Ever came to a session of the course.
  bool attended(CourseId const& course, ParticipantId const& person) const;
  // Null: nothing was ever written about seats of this course.
  rules::SeatBook const* seat_book(CourseId const& course) const;
  // Which stream spends seats here; an empty one, which holds nothing, before anything is written.
  StreamId own_stream(ProgrammeId const& programme) const;
  // ---- Forms.
  // The newest version, for who begins; null when there is none, or it is withdrawn.
  FormEntry const* form(FormId const& id) const;
  // What may be answered: of the session, in its order, then of its programme. A nil session: what
  // any programme of this box offers at any time.
  std::vector<FormEntry const*> forms_for(SessionId const& session, FormMoment when) const;
  // Whether this box can seal confidential answers to the care team. Until it can, nobody is asked
  // for any.
  bool can_seal() const { return can_seal_; }
  void set_can_seal(bool can) { can_seal_ = can; }  // for a made-up day
  // Only of named forms; nobody knows it of the others. Without `when`: at any moment.
  bool has_answered(FormId const& form, SessionId const& session, ParticipantId const& person,
                    std::optional<FormMoment> when = std::nullopt) const;
  // What the room said in the session, anonymously (views/room_results.h).
  std::vector<views::RoomForm> const& said(SessionId const& session) const;

  // Came to the session, newest first.
  std::vector<std::pair<Person const*, rules::Attendance>> arrivals(SessionId const& session) const;

 private:
  using Book = std::unordered_map<ParticipantId, rules::Attendance>;
  std::shared_ptr<Roster const> roster_ = Roster::of({}, {}, {});
  std::map<SessionId, Book> attendance_;
  ledger::Tally tally_;
  link::Status link_;
  std::vector<rules::Anchor> anchors_;
  std::map<CourseId, SeatBookPtr> books_;
  std::map<ProgrammeId, StreamId> own_streams_;
  std::shared_ptr<FormShelf const> forms_ = FormShelf::of(std::vector<FormEntry>{});
  std::set<views::AnsweredForm> answered_;
  std::map<SessionId, std::vector<views::RoomForm>> said_;
  std::uint64_t revision_ = 1;
  WallTime now_;
  SessionId chosen_;
  bool loaded_ = false;
  bool can_seal_ = false;
  bool enrolled_ = true;
};

}  // namespace sala::kiosk
