// Works the view tables out from events, inside the ledger's own transactions.
//
// The tables are the same whatever the order, repetition and batching of the events, and can be
// thrown away and rebuilt at any time:
//   view_setting   the winning "… .set" of each thing: (kind, key) → body. Key: the id's 16 bytes
//                  (32 of a device; of a consent the participant's and the purpose's letter; of a
//                  form its id and version: every version stays).
//   view_fact      one row for each attendance event; who is here is worked out when asked.
//   view_seat      one row for each event about seats; who holds and has what is worked out too.
//   view_answer    one row for each answered form and each released batch of anonymous answers.
//   view_stream    boot of each stream          view_anchor   clock anchors of each boot
//   view_merge     participant.merged           view_problem  events that could not be understood
//   view_erased    what was ordered to be forgotten, and view_erasure_done, which boxes did it
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sync/ledger/ledger.h"

namespace sala::views {

// What a commit changed, for screens and live pages.
struct Change {
  ProgrammeId programme;
  std::int64_t position = 0;
  SessionId session;          // nil: something else than attendance
  ParticipantId participant;  // of that attendance, that seat or that place in a line
  CourseId course;            // a seat's, a line's, or the course that was set; nil: neither
  FormId form;                // that was set or answered; nil: neither
  FormMoment when{};          // of what was answered
  std::string_view kind;      // of the event; lives for ever
};
// Seats, asks, places in a line: what a rules::SeatBook is made of.
bool is_about_seats(Change const& change);
// Answers to forms; they change nobody's attendance.
bool is_about_answers(Change const& change);
// Somebody is forgotten: nothing that was shown of him may stay anywhere.
bool is_erasure(Change const& change);
Change change_of(Body const& body, ledger::Accepted const& accepted);

Result<void> rebuild(db::Database& database, std::optional<DeviceId> headquarters,
                     std::function<void(std::int64_t)> const& progress);

class Projector final : public ledger::Observer {
 public:
  // Makes the tables; rebuilds them when a different version of Sala made them (`progress` is told
  // the number of events done). `headquarters` is the only device that may write what
  // rules/authority.h reserves for it; while it is not known, nobody may. `database` is the
  // ledger's own, and outlives this.
  static Result<std::unique_ptr<Projector>> open(
      db::Database& database, std::optional<DeviceId> headquarters,
      std::function<void(std::int64_t)> const& progress = {});
  ~Projector() override;

  void set_headquarters(DeviceId const& device);
  std::optional<DeviceId> const& headquarters() const;
  std::vector<Subject> erases(ledger::Accepted const& accepted) override;
  Result<void> accepted(ledger::Accepted const& accepted) override;
  Result<void> before_commit() override;
  void rolled_back() override;

  // What the last committed transactions changed, since the last call; at most `max_changes`, then
  // `everything` is set instead.
  struct Changes {
    std::vector<Change> list;
    bool everything = false;
  };
  static constexpr std::size_t max_changes = 10'000;
  Changes take_changes();

 private:
  friend Result<void> rebuild(db::Database&, std::optional<DeviceId>,
                              std::function<void(std::int64_t)> const&);
  struct State;
  explicit Projector(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Throws the tables away and works them out again from the ledger in `database`.
Result<void> rebuild(db::Database& database, std::optional<DeviceId> headquarters,
                     std::function<void(std::int64_t)> const& progress);

// The tables in one text, in an order of their own: equal on two boxes that hold the same events.
Result<std::string> dump(db::Database& database);

}  // namespace sala::views
