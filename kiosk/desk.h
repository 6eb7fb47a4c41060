// What people do at the kiosk, as events. The only way in which screens write.
//
// Each call hands its events to the ledger's thread at once and gives a ticket; the receipt says
// when they are on disk. "Saved" is shown only for Saving::saved. UI thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "kiosk/form_drafts.h"
#include "sync/model/signature.h"
#include "sync/rules/attendance.h"
#include "sync/views/keeper.h"

namespace sala::views {
class Letterbox;
}

namespace sala::kiosk {

using Ticket = std::uint64_t;

enum class Saving {
  waiting,
  saved,    // on disk; `names` are the events
  refused,  // nothing was saved; `error` says why
  unknown   // no such ticket (any more)
};

struct Receipt {
  Saving saving = Saving::unknown;
  std::vector<EventName> names;
  Error error;
  ParticipantId participant;  // of a walk-in: who was made
};

struct Consent {
  Purpose purpose = Purpose::attendance;
  bool granted = false;
};

// What one person agrees to, refuses or takes back.
struct ConsentSaid {
  ProgrammeId programme;
  ParticipantId participant;
  Consent consent;
  std::string guardian_name;  // both asked for under 20, of who agrees
  std::string guardian_relation;
};

struct WalkIn {
  ProgrammeId programme;
  std::string nickname;
  std::string given_name;
  std::string surname;
  std::string phone;       // may be empty
  std::string birth_year;  // Gregorian, or empty
  OrganisationId organisation;
  std::vector<Consent> consents;
  std::string guardian_name;  // both asked for under 20
  std::string guardian_relation;
};

// A course to take, and what to let go for it: all of it in one commit or nothing.
struct Choice {
  ProgrammeId programme;
  ParticipantId participant;
  CourseId course;
  std::vector<CourseId> instead_of;
  StaffId staff;       // who did it for the participant
  std::string reason;  // why staff put something aside, or did it in somebody's place
};

// What somebody answered to a form; see FormEntry in forms.h.
struct Answering {
  ProgrammeId programme;
  FormId form;
  std::int64_t version = 1;   // of the form that was on the screen, even if there is a newer one
  SessionId session;          // nil: of the programme, at any time
  ParticipantId participant;  // nil when the form is anonymous
  std::string answers;        // forms::answers_json()
  WallTime began;             // of an anonymous one only its day is kept
  FormMoment when = FormMoment::any_time;  // as it was offered; kept of a named one
};

class Desk {
 public:
  // `wake` is called on the ledger's thread when a receipt has changed. `keeper` must outlive the
  // desk; the desk may go while jobs are under way.
  // Without a letterbox anonymous answers are refused.
  Desk(views::Keeper& keeper, Clock const& clock, Random& random, std::function<void()> wake,
       std::shared_ptr<views::Letterbox> letterbox = nullptr);

  Ticket sign_in(ProgrammeId const& programme, SessionId const& session,
                 ParticipantId const& participant, SignInMethod method,
                 DrawnSignature const* signature = nullptr, StaffId const& staff = {});
  // Closes what is open now, as `attendance` shows it.
  Ticket sign_out(ProgrammeId const& programme, SessionId const& session,
                  ParticipantId const& participant, rules::Attendance const& attendance,
                  StaffId const& staff = {});
  // Takes back the named sign-ins or sign-outs.
  Ticket undo(ProgrammeId const& programme, SessionId const& session,
              ParticipantId const& participant, std::vector<EventName> names,
              StaffId const& staff = {});
  // A new person with consents, signed in to the session: all or nothing.
  Ticket walk_in(WalkIn const& person, SessionId const& session);
  // Saying the same again writes nothing.
  Ticket consent(ConsentSaid const& said);
  Ticket merge(ProgrammeId const& programme, ParticipantId const& from, ParticipantId const& into);

  // The seat is spent on the ledger's thread, against what is written by then: conflict when it is
  // gone, or waits for somebody in the line. Choosing what he has already writes nothing.
  Ticket choose(Choice choice, WallTime now);
  Ticket release(Choice choice);  // `instead_of` is not looked at
  // `instead_of`: the cancelled course that he was in; nil otherwise.
  Ticket join(ProgrammeId const& programme, ParticipantId const& participant,
              CourseId const& course, CourseId const& instead_of = {});
  enum class Leaving { waiting_no_more, declining };
  Ticket leave(Choice choice, Leaving why);  // `instead_of` is not looked at
  Ticket set_interests(ProgrammeId const& programme, InterestsSet interests);
  // Staff vouch that this box was not copied: what it held before it was restarted is its own.
  Ticket resume_seats(ProgrammeId const& programme, StaffId const& staff);

  // Named: an event; the same answers again write nothing, other ones correct the earlier.
  // Anonymous: on disk in the letterbox when the receipt says saved, and no event now.
  // Confidential: sealed, and refused without that person's consent (Purpose::wellbeing).
  // ErrorCode::refused when somebody is named where nobody may be, or nobody where somebody must;
  // not_found when there is no such version; invalid when the answers are too long; busy when too
  // many wait.
  Ticket answer(Answering answering);
  // Half-finished named forms, for the person to go on with.
  FormDrafts& drafts() { return drafts_; }

  // Receipts of the last 64 tickets are kept.
  Receipt receipt(Ticket ticket) const;

 private:
  struct Shared;
  Ticket post(std::vector<ledger::Draft> drafts, ParticipantId participant = {});
  Ticket post(views::Compose compose, ParticipantId participant);
  Ticket open_receipt(ParticipantId const& participant);
  views::Done<std::vector<EventName>> settle(Ticket ticket) const;

  views::Keeper& keeper_;
  Clock const& clock_;
  Random& random_;
  std::shared_ptr<Shared> shared_;
  std::shared_ptr<views::Letterbox> letterbox_;
  FormDrafts drafts_;
  Ticket last_ticket_ = 0;
};

}  // namespace sala::kiosk
