#include "platform/qr/terminal_qr.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/find.h"
#include "sync/link/protocol.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"name", Takes::value, "NAME", word("what the box is called")},
    {"venue", Takes::value, "VENUE", word("where it stands (name or id)")},
    {"programme", Takes::values, "P",
     word("what it carries (code, name or id); may stand there again")},
    {"url", Takes::value, "URL", word("how the box reaches headquarters")},
    {"pin", Takes::values, "sha256//KEY",
     word("the key of our certificate, when 'serve' does not tell")},
    {"quiet", Takes::nothing, "", word("print the link only, for scripts")},
};

Result<EnrolmentPlan> read_plan(Desk& desk, Arguments const& arguments) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  EnrolmentPlan plan;
  plan.name = TRY(arguments.required("name"));
  if (auto venue = arguments.value("venue")) plan.venue = TRY(find_venue(queries, *venue)).venue;
  for (std::string const& name : arguments.values("programme")) {
    plan.programmes.push_back(TRY(find_programme(queries, name)).programme);
  }
  if (plan.programmes.empty()) {
    return fail(ErrorCode::invalid, word("enrol a box"), word("--programme is missing"),
                word("name what it carries, see --help"));
  }
  return plan;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const& job, Sink& sink) {
  auto plan = TRY(read_plan(desk, arguments));
  link::EnrolmentLink link;
  link.url = arguments.value_or("url", desk.url);
  link.headquarters = desk.headquarters;
  link.pins = arguments.has("pin") ? arguments.values("pin") : desk.pins;
  link.code = TRY(desk.office.new_code(plan));
  std::string text = link::to_text(link);
  if (arguments.has("quiet")) {
    sink.say(text + "\n");
    return exit_good;
  }
  auto colours = job.coloured ? TerminalColours::yes : TerminalColours::no;
  sink.tell(word("Box: {name}"), {{"name", plan.name}});
  sink.tell(word("Code: {code} (good once, for seven days)"), {{"code", link.code}});
  sink.tell(word("Address: {url}"), {{"url", link.url}});
  sink.say("\n" + TRY(terminal_qr(text, colours)) + "\n");
  sink.tell(word("On the box: type address and code, show it this picture, or run"));
  sink.say("  sala-kiosk enrol '" + text + "'\n");
  return exit_good;
}

}  // namespace

Command enrol_command() {
  return {"enrol",
          "enrol --name NAME [--venue VENUE] --programme P…",
          word("makes a code that turns a new box into one of ours"),
          "",
          options,
          Writes{run}};
}

}  // namespace sala::hq
