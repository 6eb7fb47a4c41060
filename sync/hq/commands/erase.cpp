// Forgets a person, here and on every box: first what it would be, then, with --yes, for good.
#include "sync/hq/care_requests.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/erasure_report.h"
#include "sync/hq/find.h"
#include "sync/ledger/erasure.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"yes", Takes::nothing, "", word("do it; without, nothing is changed")},
    {"list", Takes::nothing, "", word("what was forgotten, and which boxes have not said so yet")},
};

Result<std::vector<ParticipantId>> everybody_merged(views::Queries& queries,
                                                    ParticipantId const& person) {
  return queries.merged_into(TRY(queries.canonical(person)));
}

std::int64_t sum(std::map<std::string, std::int64_t> const& kinds, std::string_view beginning) {
  std::int64_t all = 0;
  for (auto const& [kind, count] : kinds) all += kind.starts_with(beginning) ? count : 0;
  return all;
}

Result<void> say_plan(db::Database& database, FoundPerson const& found, Sink& sink) {
  views::Queries queries(database);
  auto const people = TRY(everybody_merged(queries, found.person.participant));
  std::vector<Subject> subjects;
  subjects.reserve(people.size());
  for (auto const& id : people) subjects.push_back(id.bytes);
  auto kinds = TRY(ledger::kinds_about(database, subjects));
  auto number = [](std::int64_t n) { return std::to_string(n); };
  sink.tell(word("{name}, of {programme}: {all} entries will be emptied, here and on every box."),
            {{"name", whole_name(found.person)},
             {"programme", found.programme.name.th},
             {"all", number(sum(kinds, ""))}});
  sink.tell(word("  signing in and out: {attendance} · answers with the name: {answers} · courses: "
                 "{courses}"),
            {{"attendance", number(sum(kinds, "attendance."))},
             {"answers", number(sum(kinds, "form."))},
             {"courses", number(sum(kinds, "seat.") + sum(kinds, "waiting."))}});
  sink.tell(
      word("Counts and lists change with it: keep signed sheets that the law asks for. "
           "Workbooks and backups that were made before are not touched."));
  for (auto const& name : TRY(boxes_of(queries, found.programme.programme))) {
    sink.say("  · " + name + "\n");
  }
  return {};
}

Result<int> list(Desk& desk, Sink& sink) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  TRY(say_erasures(database, desk.office, desk.headquarters, sink));
  return exit_good;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const&, Sink& sink) {
  if (arguments.has("list") && arguments.words().empty()) return list(desk, sink);
  if (arguments.words().size() != 1 || arguments.has("list")) {
    return fail(ErrorCode::invalid, word("forget a person"), word("name one person"),
                word("see sala-hq erase --help"));
  }
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  auto found = TRY(find_person(queries, arguments.words().front()));
  TRY(say_plan(database, found, sink));
  if (!arguments.has("yes")) {
    sink.tell(word("Nothing is changed yet. Say --yes to do it; it cannot be undone."));
    return exit_good;
  }
  auto work = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    PersonErased order{TRY(everybody_merged(now.queries, found.person.participant))};
    return std::vector<ledger::Draft>{{found.programme.programme, std::move(order)}};
  };
  TRY(desk.write_against(work));
  sink.tell(
      word("It is forgotten here. Each box forgets it when it is next in touch and says so: "
           "sala-hq erase --list"));
  if (!TRY(waiting_for_care(database, desk.headquarters)).empty()) {
    sink.tell(
        word("What was told to the care team is named by them alone: 'sala-hq care-team "
             "hand-out', 'sala-hq care forget', 'sala-hq care-team take-back'."));
  }
  return exit_good;
}

}  // namespace

Command erase_command() {
  return {"erase",
          "erase PERSON [--yes] | erase --list",
          word("forgets a person, here and on every box"),
          word("PERSON is the code on the badge, the nickname, the whole name or the long number "
               "of his record. All that "
               "was written about the person loses its content; that something was written stays, "
               "so that everything can still be verified."),
          options,
          Writes{run},
          nullptr,
          1};
}

}  // namespace sala::hq
