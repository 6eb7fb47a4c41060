// A form while somebody answers it: the answers, the page that is on, what was wrong with it. What
// the screens of asking share. UI thread only.
//
// It keeps the form's version that it began with, whatever newer one arrives meanwhile.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/day.h"
#include "kiosk/desk.h"
#include "sync/forms/pages.h"

namespace sala::kiosk {

// Who is asked what. Nobody is named where the form is anonymous.
struct Asking {
  FormEntry entry;
  ProgrammeId programme;
  SessionId session;                       // nil: of no session
  ParticipantId participant;               // nil: nobody
  FormMoment when = FormMoment::any_time;  // at which it is asked

  FormDrafts::Place place() const { return {entry.form, session, when, participant}; }
};

class Sheet {
 public:
  Sheet(Asking asking, WallTime now, Random& random);

  Asking const& asking() const { return asking_; }
  AnswerKind kind() const { return asking_.entry.answers; }
  forms::Session& session() { return session_; }
  forms::Session const& session() const { return session_; }
  forms::Pager& pager() { return pager_; }

  // Speaks the form's language that is this code's: "ไทย (th)" for "th". Where the form has none of
  // it, its default.
  void speak(std::string_view code);

  // What the form shows there in the language that is spoken; null: nothing.
  ui::Photo const* picture(std::vector<forms::Media> const& media) const;

  // False: it does not fit the question, and what was answered before stays.
  bool say(std::string const& path, std::string_view value);
  // Grows with every answer.
  std::uint64_t revision() const { return revision_; }
  void touched() { ++revision_; }

  // What is wrong on the page that is on; found when somebody wants to go on.
  bool check_page();
  forms::Violation trouble(std::string const& path) const;
  void forget_troubles() { troubles_.clear(); }

  // Goes on with what was said before.
  void resume(std::string const& answers);
  // ErrorCode::invalid when it is longer than may be kept.
  Result<Answering> finish(WallTime now);
  Result<std::string> answers() const;
  WallTime began() const { return began_; }
  void began_at(WallTime when) { began_ = when; }

 private:
  Asking asking_;
  WallTime began_;
  forms::Session session_;
  forms::Pager pager_;
  std::vector<forms::Trouble> troubles_;
  std::uint64_t revision_ = 1;
};

}  // namespace sala::kiosk
