#include "kiosk/offers.h"

#include <algorithm>

namespace sala::kiosk {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// From here on a session counts as about to end: people pack their things.
constexpr minutes before_end{30};
// Who stays for tea may still answer.
constexpr minutes after_end{180};

FormOffer offer_of(Day const& day, FormEntry const& entry, ProgrammeId const& programme,
                   SessionId const& session, FormMoment when, ParticipantId const& person) {
  FormOffer offer;
  offer.asking.entry = entry;
  offer.asking.programme = programme;
  offer.asking.session = session;
  offer.asking.when = when;
  // Who answers an anonymous form is not even known to the screen that asks.
  if (entry.answers != AnswerKind::anonymous) offer.asking.participant = person;
  offer.answered = entry.answers == AnswerKind::named && !person.is_nil() &&
                   day.has_answered(entry.form, session, person, when);
  if (entry.answers == AnswerKind::confidential && !person.is_nil()) {
    auto const* consent = day.roster().consent(person, Purpose::wellbeing);
    offer.declined = consent != nullptr && !consent->granted;
  }
  return offer;
}

bool is_ending(Session const& session, WallTime now) {
  auto end = WallTime(seconds(session.set.ends_s));
  return !session.set.cancelled && end - before_end <= now && now < end + after_end;
}

}  // namespace

bool may_ask(Day const& day, FormEntry const& entry) {
  return !entry.withdrawn && (entry.answers != AnswerKind::confidential || day.can_seal());
}

std::vector<FormOffer> forms_at(Day const& day, Session const& session, FormMoment when,
                                ParticipantId const& person) {
  std::vector<FormOffer> offers;
  for (FormEntry const* entry : day.forms_for(session.set.session, when)) {
    if (!may_ask(day, *entry)) continue;
    auto offer = offer_of(day, *entry, session.programme, session.set.session, when, person);
    if (!offer.answered && !offer.declined) offers.push_back(std::move(offer));
  }
  return offers;
}

std::vector<FormOffer> forms_now(Day const& day, ParticipantId const& person) {
  std::vector<FormOffer> offers;
  // One that is asked before and after is offered once: for the later moment when that has come.
  auto add = [&](FormEntry const& entry, ProgrammeId const& programme, SessionId const& session,
                 FormMoment when) {
    bool known = std::ranges::any_of(offers, [&](FormOffer const& it) {
      return it.asking.entry.form == entry.form && it.asking.session == session;
    });
    if (known || !may_ask(day, entry)) return;
    offers.push_back(offer_of(day, entry, programme, session, when, person));
  };
  Person const* who = person.is_nil() ? nullptr : day.roster().person(person);
  for (Session const* session : day.today()) {
    if (who != nullptr && who->programme != session->programme) continue;
    auto const& id = session->set.session;
    bool on = day.current() == session;
    for (FormMoment when : {FormMoment::end, FormMoment::any_time, FormMoment::sign_in}) {
      bool open = when == FormMoment::end ? is_ending(*session, day.now()) : on;
      if (!open) continue;
      for (FormEntry const* entry : day.forms_for(id, when)) {
        add(*entry, session->programme, id, when);
      }
    }
  }
  auto const& programmes = day.roster().programmes();
  for (FormEntry const* entry : day.forms_for({}, FormMoment::any_time)) {
    // Of several programmes on one box, the one that offers it to this person.
    auto offers_it = [&](ProgrammeSet const& it) {
      bool his = who == nullptr || who->programme == it.programme;
      auto use = FormUse{entry->form, FormMoment::any_time};
      return his && std::ranges::find(it.forms, use) != it.forms.end();
    };
    auto programme = std::ranges::find_if(programmes, offers_it);
    if (programme != programmes.end()) {
      add(*entry, programme->programme, {}, FormMoment::any_time);
    }
  }
  return offers;
}

}  // namespace sala::kiosk
