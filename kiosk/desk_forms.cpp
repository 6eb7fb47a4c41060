// Answers to forms: named ones as events, anonymous ones into the letterbox.
#include "kiosk/desk.h"
#include "platform/thai/date.h"
#include "sync/forms/answers.h"
#include "sync/forms/confidential.h"
#include "sync/rules/answering.h"
#include "sync/rules/schedule.h"
#include "sync/views/letterbox.h"
#include "sync/views/queries.h"

namespace sala::kiosk {
namespace {

using Drafts = std::vector<ledger::Draft>;

tl::unexpected<Error> refuse(char const* cause) {
  return fail(ErrorCode::refused, "answer a form", cause);
}

std::int64_t began_s(Answering const& it) {
  return std::chrono::floor<std::chrono::seconds>(it.began).time_since_epoch().count();
}

Result<Drafts> named(views::Standing const& now, Answering const& it) {
  if (it.participant.is_nil()) return refuse("a named form needs somebody who answers");
  auto who = TRY(now.queries.canonical(it.participant));
  FormAnswered body{it.form, it.version, it.session, who, it.answers, began_s(it), it.when};
  auto before = TRY(now.queries.answer({it.form, it.session, it.when, who}));
  bool same = before && before->body.version == it.version && before->body.answers == it.answers;
  if (same && rules::is_same_answering(before->body, body)) return Drafts{};
  return Drafts{{it.programme, std::move(body)}};
}

Result<Drafts> anonymous(views::Letterbox* letterbox, Answering const& it) {
  if (!it.participant.is_nil()) return refuse("an anonymous form takes nobody's name");
  if (letterbox == nullptr) return refuse("there is no letterbox");
  auto day = thai::iso_date(thai::to_local(it.began).date);
  TRY(letterbox->drop({it.programme, it.form, it.version, it.session, day, it.answers}));
  return Drafts{};
}

// Sealed before it is kept; what this box knows of the person goes inside, so that whoever reads it
// can find them.
Result<Drafts> confidential(views::Standing const& now, Answering const& it, FormSet const& form,
                            Random& random) {
  forms::Confidence said;
  said.form = form.code;
  said.version = it.version;
  said.form_id = it.form;
  said.session = it.session;
  said.answers = it.answers;
  said.began_s = began_s(it);
  if (!it.participant.is_nil()) {
    said.participant = TRY(now.queries.canonical(it.participant));
    auto consent = TRY(now.queries.consent(said.participant, Purpose::wellbeing));
    if (!consent || !consent->granted) return refuse("nobody agreed that the care team reads it");
    said.consent = consent->version;
    if (auto person = TRY(now.queries.participant(said.participant))) {
      said.nickname = person->nickname;
      said.name = rules::full_name(*person);
      said.phone = person->phone;
    }
  }
  auto body = TRY(forms::seal(said, TRY(now.queries.care_keys()), random));
  return Drafts{{it.programme, std::move(body)}};
}

}  // namespace

Ticket Desk::answer(Answering answering) {
  auto participant = answering.participant;
  auto compose = [letterbox = letterbox_, &random = random_,
                  it = std::move(answering)](views::Standing const& now) -> Result<Drafts> {
    TRY(forms::read_answers(it.answers));
    auto form = TRY(now.queries.form(it.form, it.version));
    if (!form) return fail(ErrorCode::not_found, "answer a form", "there is no such version");
    switch (form->answers) {
      case AnswerKind::named:
        return named(now, it);
      case AnswerKind::anonymous:
        return anonymous(letterbox.get(), it);
      case AnswerKind::confidential:
        break;
    }
    return confidential(now, it, *form, random);
  };
  return post(std::move(compose), participant);
}

}  // namespace sala::kiosk
