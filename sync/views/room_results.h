// What the room said: the questions of a session's anonymous forms that stand on a scale, with how
// many chose which step. For the chart at the end, on the kiosk and on the trainer's page.
//
// Only what may be shown (views/released.h): a question has five answers or more, or none.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/forms/form.h"
#include "sync/views/queries.h"

namespace sala::views {

struct RoomStep {
  LocalText label;
  std::int64_t count = 0;

  bool operator==(RoomStep const&) const = default;
};

struct RoomQuestion {
  LocalText label;
  std::int64_t answered = 0;    // 0: fewer than five, and nothing is known of them
  bool has_mean = false;        // its steps are numbers
  double mean = 0;              // of those
  std::vector<RoomStep> steps;  // from the lowest; counts are 0 while too few answered

  bool operator==(RoomQuestion const&) const = default;
};

struct RoomForm {
  FormId form;
  LocalText title;
  std::vector<RoomQuestion> questions;  // at least one

  bool operator==(RoomForm const&) const = default;
};

class RoomResults {
 public:
  static Result<RoomResults> open(Queries& queries);
  // The forms of the session in its order, then those that its programme asks in every session;
  // those without a scale are left out. A form that cannot be read is none. Each form's answers are
  // read once, for however many sessions.
  Result<std::vector<RoomForm>> of(ProgrammeSet const& programme, SessionSet const& session);

 private:
  using Values = std::map<std::string, std::vector<std::string>>;  // by plain path
  struct Answered {
    std::optional<forms::Form> form;
    std::map<SessionId, Values> sessions;
  };
  RoomResults(Queries& queries, std::vector<FormSet> forms)
      : queries_(&queries), forms_(std::move(forms)) {}
  Result<Answered const*> read(FormSet const& set);
  static std::vector<RoomQuestion> questions_of(forms::Form const& form, Values const& values);

  Queries* queries_;
  std::vector<FormSet> forms_;  // the newest versions
  std::map<FormId, Answered> read_;
};

}  // namespace sala::views
