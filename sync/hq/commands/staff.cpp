#include "sync/hq/commands/staff.h"

#include "sync/hq/commands/all.h"
#include "sync/hq/commands/secrets.h"
#include "sync/hq/find.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"name", Takes::value, "NAME",
     word("who it is about; what they type to sign in to the live page")},
    {"passphrase-file", Takes::value, "FILE",
     word("take the pass-phrase from the first line of FILE")},
};

Result<db::Database> open_ledger(Desk const& desk) {
  return db::Database::open(desk.ledger_path, db::Access::read_only);
}

Result<int> list(Desk& desk, Sink& sink) {
  auto database = TRY(open_ledger(desk));
  views::Queries queries(database);
  for (StaffSet const& member : TRY(queries.staff())) {
    std::string left = member.left ? " (" + std::string(sink.words().tr("has left")) + ")" : "";
    sink.say(member.name + left + "\n");
  }
  return exit_good;
}

Result<std::string> secret(Job const& job, char const* name) {
  auto found = job.secrets.find(name);
  if (found != job.secrets.end()) return found->second;
  return fail(ErrorCode::internal, word("take a secret"), word("it did not arrive"));
}

Result<int> add(Desk& desk, Arguments const& arguments, Job const& job, Sink& sink) {
  auto name = TRY(arguments.required("name"));
  auto database = TRY(open_ledger(desk));
  views::Queries queries(database);
  for (StaffSet const& member : TRY(queries.staff())) {
    if (member.name != name || member.left) continue;
    return fail(ErrorCode::conflict, "add " + name, word("somebody is called that already"),
                word("add a surname, or change theirs with 'sala-hq staff passphrase'"));
  }
  TRY(add_staff(desk, name, {}, job));
  sink.tell(word("{name} can sign in now."), {{"name", name}});
  sink.say(show_made_up(job));
  return exit_good;
}

Result<int> change(Desk& desk, Arguments const& arguments, Job const& job, Sink& sink, bool leave) {
  auto database = TRY(open_ledger(desk));
  views::Queries queries(database);
  auto member = TRY(find_staff(queries, TRY(arguments.required("name"))));
  if (leave) {
    member.left = true;
    ++member.version;
    TRY(desk.write({{common_programme, member}}));
    sink.tell(word("{name} can no longer sign in, here and on the boxes."),
              {{"name", member.name}});
  } else {
    auto hash = TRY(crypto::hash_passphrase(TRY(secret(job, passphrase_secret))));
    TRY(desk.office.set_passphrase(member.staff, hash));
    sink.tell(word("{name} has a new pass-phrase."), {{"name", member.name}});
    sink.say(show_made_up(job));
  }
  TRY(desk.office.drop_sessions_of(member.staff));
  return exit_good;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const& job, Sink& sink) {
  std::string what = arguments.words().empty() ? "list" : arguments.words().front();
  if (what == "list") return list(desk, sink);
  if (what == "add") return add(desk, arguments, job, sink);
  if (what == "passphrase") return change(desk, arguments, job, sink, false);
  if (what == "leave") return change(desk, arguments, job, sink, true);
  return fail(ErrorCode::invalid, "read the command line", "'" + what + "' is none of its words",
              word("see sala-hq staff --help"));
}

Result<void> prepare(Arguments const& arguments, Job& job, Words const& words) {
  std::string what = arguments.words().empty() ? "list" : arguments.words().front();
  if (what == "add" || what == "passphrase") TRY(get_passphrase(arguments, job, words));
  if (what == "add") TRY(get_code(job, words));
  return {};
}

}  // namespace

Result<StaffSet> add_staff(Desk& desk, std::string const& name, OrganisationId const& organisation,
                           Job const& job) {
  StaffSet member;
  member.staff = new_id<StaffId>(desk.clock.wall(), desk.random);
  member.name = name;
  member.organisation = organisation;
  member.code_hash = TRY(crypto::hash_passphrase(TRY(secret(job, code_secret))));
  auto hash = TRY(crypto::hash_passphrase(TRY(secret(job, passphrase_secret))));
  TRY(desk.write({{common_programme, member}}));
  TRY(desk.office.set_passphrase(member.staff, hash));
  return member;
}

Command staff_command() {
  return {"staff",
          "staff [list | add | passphrase | leave] [--name NAME]",
          word("lists, adds and changes who may sign in"),
          word("add: a new member, with a pass-phrase for the live page and a code for the boxes. "
               "passphrase: a new one; signs them out everywhere. leave: they may no longer sign "
               "in, here and on the boxes. Secrets come as with sala-hq init."),
          options,
          Writes{run},
          prepare,
          1};
}

}  // namespace sala::hq
