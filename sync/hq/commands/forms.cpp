// The forms that headquarters knows: which are asked, and an end to asking one.
#include <algorithm>

#include "sync/hq/commands/all.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

Result<int> show(Desk& desk, Sink& sink) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  auto forms = TRY(views::Queries(database).forms(common_programme));
  if (forms.empty()) sink.tell(word("There is no form yet: sala-hq import FORM"));
  for (FormSet const& form : forms) {
    std::string line = form.code + "  " + form.title.th + " · ";
    line += sink.words().tr("version {n}", {{"n", std::to_string(form.version)}});
    if (form.withdrawn) line += " · " + std::string(sink.words().tr("not asked any more"));
    sink.say(line + "\n");
  }
  return exit_good;
}

Result<int> set_asked(Desk& desk, Arguments const& arguments, Sink& sink, bool withdrawn) {
  std::string title;
  bool same = false;
  auto work = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto forms = TRY(now.queries.forms(common_programme));
    auto const& code = arguments.words()[1];
    auto found = std::ranges::find(forms, code, &FormSet::code);
    if (found == forms.end()) {
      return fail(ErrorCode::not_found, "find form '" + code + "'",
                  word("there is none of that name"), word("'sala-hq forms' shows their codes"));
    }
    title = found->title.th;
    same = found->withdrawn == withdrawn;
    if (same) return std::vector<ledger::Draft>{};
    found->withdrawn = withdrawn;
    ++found->version;
    return std::vector<ledger::Draft>{{common_programme, std::move(*found)}};
  };
  TRY(desk.write_against(work));
  if (same) {
    sink.tell(withdrawn ? word("“{title}” was not asked any more already.")
                        : word("“{title}” is asked already."),
              {{"title", title}});
    return exit_good;
  }
  sink.tell(withdrawn ? word("“{title}” is not asked any more. What was answered stays.")
                      : word("“{title}” is asked again."),
            {{"title", title}});
  return exit_good;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const&, Sink& sink) {
  auto const& words = arguments.words();
  if (words.empty() || (words.size() == 1 && words[0] == "show")) return show(desk, sink);
  bool withdraws = words[0] == "withdraw";
  if (words.size() != 2 || (!withdraws && words[0] != "ask-again")) {
    return fail(ErrorCode::invalid, word("work with a form"), word("it is not said what to do"),
                word("see sala-hq forms --help"));
  }
  return set_asked(desk, arguments, sink, withdraws);
}

}  // namespace

Command forms_command() {
  return {"forms",
          "forms [show | withdraw CODE | ask-again CODE]",
          word("shows the forms, and ends asking one"),
          word("CODE is the form_id of its settings. A form that is withdrawn is offered nowhere; "
               "what was answered stays, and it can be asked again."),
          {},
          Writes{run},
          nullptr,
          2};
}

}  // namespace sala::hq
