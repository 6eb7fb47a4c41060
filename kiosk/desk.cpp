#include "kiosk/desk.h"

#include "platform/thai/fold.h"
#include "sync/views/consent.h"

namespace sala::kiosk {

// Outlives the desk while the ledger's thread still holds completions.
struct Desk::Shared {
  std::mutex mutex;  // guards receipts and wake
  std::map<Ticket, Receipt> receipts;
  std::function<void()> wake;
};

namespace {
constexpr std::size_t max_receipts = 64;
}

Desk::Desk(views::Keeper& keeper, Clock const& clock, Random& random, std::function<void()> wake,
           std::shared_ptr<views::Letterbox> letterbox)
    : keeper_(keeper),
      clock_(clock),
      random_(random),
      shared_(std::make_shared<Shared>()),
      letterbox_(std::move(letterbox)) {
  shared_->wake = std::move(wake);
}

Ticket Desk::open_receipt(ParticipantId const& participant) {
  Ticket ticket = ++last_ticket_;
  std::lock_guard guard(shared_->mutex);
  shared_->receipts[ticket] = {Saving::waiting, {}, {}, participant};
  while (shared_->receipts.size() > max_receipts) {
    shared_->receipts.erase(shared_->receipts.begin());
  }
  return ticket;
}

views::Done<std::vector<EventName>> Desk::settle(Ticket ticket) const {
  return [shared = shared_, ticket](auto answer) {
    std::lock_guard guard(shared->mutex);
    auto found = shared->receipts.find(ticket);
    if (found == shared->receipts.end()) return;
    Receipt& receipt = found->second;
    receipt.saving = answer ? Saving::saved : Saving::refused;
    if (answer) {
      receipt.names = std::move(*answer);
    } else {
      receipt.error = std::move(answer).error();
    }
    if (shared->wake) shared->wake();
  };
}

Ticket Desk::post(std::vector<ledger::Draft> drafts, ParticipantId participant) {
  Ticket ticket = open_receipt(participant);
  keeper_.append(std::move(drafts), settle(ticket));
  return ticket;
}

Ticket Desk::post(views::Compose compose, ParticipantId participant) {
  Ticket ticket = open_receipt(participant);
  keeper_.write(std::move(compose), settle(ticket));
  return ticket;
}

Receipt Desk::receipt(Ticket ticket) const {
  std::lock_guard guard(shared_->mutex);
  auto found = shared_->receipts.find(ticket);
  return found == shared_->receipts.end() ? Receipt{} : found->second;
}

Ticket Desk::sign_in(ProgrammeId const& programme, SessionId const& session,
                     ParticipantId const& participant, SignInMethod method,
                     DrawnSignature const* signature, StaffId const& staff) {
  AttendanceSignedIn body{session, participant, method, {}, staff};
  if (signature != nullptr) body.signature = write_signature(*signature);
  return post({{programme, body}}, participant);
}

Ticket Desk::sign_out(ProgrammeId const& programme, SessionId const& session,
                      ParticipantId const& participant, rules::Attendance const& attendance,
                      StaffId const& staff) {
  AttendanceSignedOut body{session, participant, attendance.open, staff};
  return post({{programme, body}}, participant);
}

Ticket Desk::undo(ProgrammeId const& programme, SessionId const& session,
                  ParticipantId const& participant, std::vector<EventName> names,
                  StaffId const& staff) {
  AttendanceUndone body{session, participant, std::move(names), staff};
  return post({{programme, body}}, participant);
}

Ticket Desk::walk_in(WalkIn const& person, SessionId const& session) {
  ParticipantSet set;
  set.participant = new_id<ParticipantId>(clock_.wall(), random_);
  set.nickname = thai::tidy(person.nickname);
  set.given_name = thai::tidy(person.given_name);
  set.surname = thai::tidy(person.surname);
  set.phone = person.phone;
  set.birth_date = person.birth_year;
  set.organisation = person.organisation;
  set.walk_in = true;
  std::vector<ledger::Draft> drafts{{person.programme, set}};
  for (Consent const& consent : person.consents) {
    ConsentRecorded body;
    body.participant = set.participant;
    body.purpose = consent.purpose;
    body.granted = consent.granted;
    body.guardian_name = thai::tidy(person.guardian_name);
    body.guardian_relation = thai::tidy(person.guardian_relation);
    drafts.push_back({person.programme, body});
  }
  drafts.push_back({person.programme,
                    AttendanceSignedIn{session, set.participant, SignInMethod::walk_in, {}, {}}});
  return post(std::move(drafts), set.participant);
}

Ticket Desk::consent(ConsentSaid const& said) {
  ConsentRecorded body;
  body.participant = said.participant;
  body.purpose = said.consent.purpose;
  body.granted = said.consent.granted;
  body.guardian_name = thai::tidy(said.guardian_name);
  body.guardian_relation = thai::tidy(said.guardian_relation);
  return post(views::record_consent(said.programme, std::move(body)), said.participant);
}

Ticket Desk::merge(ProgrammeId const& programme, ParticipantId const& from,
                   ParticipantId const& into) {
  return post({{programme, ParticipantMerged{from, into}}}, into);
}

}  // namespace sala::kiosk
