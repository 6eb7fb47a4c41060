// What a commit changed, in the words of those who follow it.
#include "sync/views/projector.h"

namespace sala::views {

Change change_of(Body const& body, ledger::Accepted const& accepted) {
  Change change{accepted.event.programme, accepted.position, {}, {}, {}, {}, {}, kind_of(body)};
  std::visit(
      [&](auto const& it) {
        if constexpr (
            requires { it.course; } && !requires { it.session; }) {
          change.course = it.course;
          if constexpr (requires { it.participant; }) change.participant = it.participant;
        }
        if constexpr (requires {
                        it.session;
                        it.participant;
                      }) {
          change.session = it.session;
          change.participant = it.participant;
        }
        if constexpr (requires { it.form; }) change.form = it.form;
        if constexpr (requires { it.when; }) change.when = it.when;
        if constexpr (std::is_same_v<std::decay_t<decltype(it)>, FormReleased>) {
          change.session = it.session;
        }
      },
      body);
  return change;
}

bool is_about_seats(Change const& change) {
  return change.kind.starts_with("seat") || change.kind.starts_with("waiting.");
}

bool is_about_answers(Change const& change) {
  return change.kind == FormAnswered::kind || change.kind == FormReleased::kind ||
         change.kind == AnswerSealed::kind || change.kind == CareNoted::kind;
}

bool is_erasure(Change const& change) {
  return change.kind == PersonErased::kind || change.kind == AnswersErased::kind;
}

}  // namespace sala::views
