#include <algorithm>
#include <filesystem>
#include <iterator>

#include "platform/posix/files.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/commands/import_forms.h"
#include "sync/hq/import/plan.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

constexpr std::size_t most_files = 100;  // a folder of CSV files, not a disk

constexpr Option options[] = {
    {"yes", Takes::nothing, "", word("do it; without, only the plan is shown")},
    {"skip-bad-rows", Takes::nothing, "", word("leave rows with mistakes out and import the rest")},
    {"programme", Takes::value, "P", word("where rows belong that do not say it (code or name)")},
    {"relative-dates", Takes::nothing, "",
     word("TODAY+1 is a date, NOW+30 a time: for the demo workshop")},
};

bool is_picture(Attachment const& file) {
  return std::filesystem::path(file.name).extension() == ".png" ||
         file.name.find('/') != std::string::npos;
}

Result<int> take_forms(Desk& desk, Arguments const& arguments, std::vector<Attachment> const& files,
                       std::vector<Attachment> const& pictures, Sink& sink) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  auto known = TRY(queries.forms(common_programme));
  Words const& words = sink.words();
  auto plan = plan_forms(files, pictures, known, common_programme, words, desk.clock, desk.random);
  bool applies = plan.good && !plan.drafts.empty();
  if (applies && arguments.has("yes")) TRY(desk.write(plan.drafts));
  sink.say(plan.told);
  if (applies && !arguments.has("yes")) {
    sink.say(std::string(words.tr("Nothing has been changed yet. To take it, say the same with "
                                  "--yes.")) +
             "\n");
  }
  return plan.good ? exit_good : exit_trouble;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const& job, Sink& sink) {
  std::vector<Attachment> forms, pictures;
  for (Attachment const& file : job.files) {
    if (is_picture(file)) {
      pictures.push_back(file);
    } else if (is_form(file)) {
      forms.push_back(file);
    }
  }
  if (!forms.empty() && forms.size() + pictures.size() == job.files.size()) {
    return take_forms(desk, arguments, forms, pictures, sink);
  }
  if (!forms.empty()) {
    return fail(ErrorCode::invalid, word("import"),
                forms.front().name + " is a form, the others are not",
                word("import forms by themselves"));
  }
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  auto state = TRY(importing::read_state(queries));
  std::vector<importing::File> files;
  for (Attachment const& file : job.files) files.push_back({file.name, file.bytes});
  importing::Options plan_options;
  plan_options.programme = arguments.value_or("programme", "");
  plan_options.relative_dates = arguments.has("relative-dates");
  std::string language = job.language;
  bool english = language == "en";
  plan_options.language = english ? thai::Language::english : thai::Language::thai;
  auto plan = importing::plan_import(files, state, plan_options, desk.clock, desk.random);
  bool skip = arguments.has("skip-bad-rows");
  auto consent = !arguments.has("yes") ? importing::Consent::none
                 : skip                ? importing::Consent::apply_without_bad_rows
                                       : importing::Consent::apply;
  bool applies = consent != importing::Consent::none && plan.can_apply(skip);
  // First on disk, all or none, then told.
  if (applies && plan.changes_anything()) TRY(desk.write(plan.drafts()));
  sink.say(importing::print_plan(plan, desk.catalogue.in(language), consent));
  return plan.can_apply(skip) ? exit_good : exit_trouble;
}

// Files are read by who asks for the import: the running headquarters may not be allowed to.
Result<void> prepare(Arguments const& arguments, Job& job, Words const&) {
  if (arguments.words().empty()) {
    return fail(ErrorCode::invalid, word("import"), word("no file is named"),
                word("name a workbook (.xlsx) or CSV files"));
  }
  for (std::string const& path : arguments.words()) {
    auto name = std::filesystem::path(path).filename().string();
    job.files.push_back({name, TRY(files::read(path))});
    if (!is_form(job.files.back())) continue;
    auto pictures = pictures_beside(path, job.files.back().bytes);
    std::ranges::move(pictures, std::back_inserter(job.files));
  }
  return {};
}

}  // namespace

Command import_command() {
  return {"import",
          "import FILE… [--yes]",
          word("reads programmes, people, courses, sessions or forms from workbooks or CSV files"),
          word("Shows what is new, changed, the same, and what is wrong where and how to mend it. "
               "Changes nothing without --yes, never half of it, and nothing twice."),
          options,
          Writes{run},
          prepare,
          most_files};
}

}  // namespace sala::hq
