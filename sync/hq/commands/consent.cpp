// What people agreed to, and a consent that somebody takes back by telephone or letter.
#include "sync/views/consent.h"

#include <algorithm>

#include "sync/hq/commands/all.h"
#include "sync/hq/find.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"purpose", Takes::value, "WHAT",
     word("withdraw: wellbeing (what is told to the care team), contact, photos or research")},
};

constexpr Purpose purposes[] = {Purpose::wellbeing, Purpose::contact, Purpose::photos,
                                Purpose::research, Purpose::attendance};

char const* words_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::attendance:
      return word("attendance: on the list of participants");
    case Purpose::contact:
      return word("contact: to be told about the next activities");
    case Purpose::photos:
      return word("photos: may be shown in public");
    case Purpose::research:
      return word("research: answers are learnt from");
    case Purpose::wellbeing:
      break;
  }
  return word("wellbeing: the care team reads what is told to it");
}

Result<FoundPerson> who(Desk& desk, Arguments const& arguments) {
  if (arguments.words().size() != 2) {
    return fail(ErrorCode::invalid, word("read the command line"), word("name one person"),
                word("see sala-hq consent --help"));
  }
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  return find_person(queries, arguments.words()[1]);
}

Result<int> show(Desk& desk, Arguments const& arguments, Sink& sink) {
  auto found = TRY(who(desk, arguments));
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  sink.say(whole_name(found.person) + "\n");
  for (Purpose purpose : purposes) {
    auto consent = TRY(queries.consent(found.person.participant, purpose));
    auto said = !consent           ? word("not asked")
                : consent->granted ? word("said yes")
                                   : word("said no");
    std::string line = "  " + std::string(sink.words().tr(words_of(purpose))) + " · ";
    line += sink.words().tr(said);
    if (consent && consent->granted && !consent->guardian_name.empty()) {
      line += " · " + sink.words().tr("with {name}", {{"name", consent->guardian_name}});
    }
    sink.say(line + "\n");
  }
  return exit_good;
}

Result<int> withdraw(Desk& desk, Arguments const& arguments, Sink& sink) {
  auto found = TRY(who(desk, arguments));
  auto wanted = TRY(arguments.required("purpose"));
  auto const* purpose =
      std::ranges::find_if(purposes, [&](Purpose it) { return to_text(it) == wanted; });
  if (purpose == std::end(purposes) || *purpose == Purpose::attendance) {
    return fail(ErrorCode::invalid, word("take a consent back"),
                "'" + wanted + "' is none that can be taken back",
                word("say --purpose wellbeing, contact, photos or research; to take somebody off "
                     "every list: sala-hq erase"));
  }
  ConsentRecorded wish;
  wish.participant = found.person.participant;
  wish.purpose = *purpose;
  auto names =
      TRY(desk.write_against(views::record_consent(found.programme.programme, std::move(wish))));
  auto name = whole_name(found.person);
  if (names.empty()) {
    sink.tell(word("{name} said no already."), {{"name", name}});
    return exit_good;
  }
  sink.tell(word("{name} does not agree any more; every box hears of it."), {{"name", name}});
  if (*purpose == Purpose::wellbeing) {
    sink.tell(
        word("What {name} told the care team is deleted when the care team has named it: give "
             "them what 'sala-hq care-team hand-out' prints, and take back what 'sala-hq care "
             "forget' gives."),
        {{"name", name}});
  }
  return exit_good;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const&, Sink& sink) {
  std::string what = arguments.words().empty() ? "" : arguments.words().front();
  if (what == "show") return show(desk, arguments, sink);
  if (what == "withdraw") return withdraw(desk, arguments, sink);
  return fail(ErrorCode::invalid, word("read the command line"), word("it is not said what to do"),
              word("see sala-hq consent --help"));
}

}  // namespace

Command consent_command() {
  return {"consent",
          "consent show PERSON | consent withdraw PERSON --purpose WHAT",
          word("shows what somebody agreed to, and takes it back on request"),
          word("PERSON is the code on the badge, the nickname, the whole name or the long number "
               "of his record."),
          options,
          Writes{run},
          nullptr,
          2};
}

}  // namespace sala::hq
