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

#include "sync/model/signature.h"
#include "sync/rules/attendance.h"
#include "sync/views/keeper.h"

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

class Desk {
 public:
  // `wake` is called on the ledger's thread when a receipt has changed. `keeper` must outlive the
  // desk; the desk may go while jobs are under way.
  Desk(views::Keeper& keeper, Clock const& clock, Random& random, std::function<void()> wake);

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
  Ticket merge(ProgrammeId const& programme, ParticipantId const& from, ParticipantId const& into);

  // Receipts of the last 64 tickets are kept.
  Receipt receipt(Ticket ticket) const;

 private:
  struct Shared;
  Ticket post(std::vector<ledger::Draft> drafts, ParticipantId participant = {});

  views::Keeper& keeper_;
  Clock const& clock_;
  Random& random_;
  std::shared_ptr<Shared> shared_;
  Ticket last_ticket_ = 0;
};

}  // namespace sala::kiosk
