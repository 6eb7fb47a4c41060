#include "platform/db/database.h"
#include "platform/posix/files.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/import/plan.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"programme", Takes::value, "P", "code or name of the programme, where rows do not say it"},
    {"yes", Takes::nothing, "", "do it; without this the plan is only shown"},
    {"skip-bad-rows", Takes::nothing, "", "leave rows with errors out and do the rest"},
    {"relative-dates", Takes::nothing, "", "understand TODAY+1 and NOW+30: for the demo workshop"},
    {"lang", Takes::value, "LANG", "language of the plan: th or en"},
};

// Files are read by whoever typed the command, not by the running headquarters.
Result<void> read_files(Arguments const& arguments, Job& job) {
  if (arguments.words().empty()) {
    return fail(ErrorCode::invalid, "import", "no file is named",
                "name a workbook (.xlsx) or CSV files");
  }
  for (std::string const& path : arguments.words()) {
    auto slash = path.find_last_of('/');
    std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    job.files.push_back({name, TRY(files::read(path))});
  }
  return {};
}

Result<importing::Plan> make_plan(Desk& desk, Arguments const& arguments, Job const& job) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  auto state = TRY(importing::read_state(queries));
  std::vector<importing::File> given;
  for (Attachment const& file : job.files) given.push_back({file.name, file.bytes});
  importing::Options wishes;
  wishes.programme = arguments.value_or("programme", "");
  wishes.relative_dates = arguments.has("relative-dates");
  return importing::plan_import(given, state, wishes, desk.clock, desk.random);
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const& job, Sink& sink) {
  auto plan = TRY(make_plan(desk, arguments, job));
  bool skip = arguments.has("skip-bad-rows");
  auto consent = !arguments.has("yes") ? importing::Consent::none
                 : skip                ? importing::Consent::apply_without_bad_rows
                                       : importing::Consent::apply;
  bool applies = consent != importing::Consent::none && plan.can_apply(skip);
  // First on disk, then told.
  if (applies && plan.changes_anything()) TRY(desk.write(plan.drafts()));
  Words words = desk.catalogue.in(arguments.value_or("lang", job.language));
  sink.say(importing::print_plan(plan, words, consent));
  return plan.can_apply(skip) ? exit_good : exit_trouble;
}

}  // namespace

Command import_command() {
  return {"import",
          "import FILE… [--programme P] [--yes]",
          "reads programmes, people and sessions from spreadsheets",
          "It shows what would change first, and changes nothing without --yes. The same file\n"
          "again changes nothing. National ID numbers and other sensitive columns are left out.\n",
          options,
          Writes{run},
          read_files};
}

}  // namespace sala::hq
