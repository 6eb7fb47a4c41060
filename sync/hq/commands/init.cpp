#include "platform/base/share.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/commands/local_desk.h"
#include "sync/hq/commands/secrets.h"
#include "sync/hq/commands/staff.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"staff", Takes::value, "NAME", word("the first member of staff")},
    {"passphrase-file", Takes::value, "FILE",
     word("take the pass-phrase from the first line of FILE")},
    {"organisation", Takes::value, "NAME", word("who runs this headquarters")},
};

Result<int> run(DataFolder const& folder, Arguments const& arguments, Job const& job, Sink& sink) {
  auto name = TRY(arguments.required("staff"));
  TRY(folder.init(system_random()));
  auto local = TRY(LocalDesk::open(folder));
  Desk& desk = local->desk();
  OrganisationSet organisation;
  if (auto called = arguments.value("organisation")) {
    organisation.organisation = new_id<OrganisationId>(desk.clock.wall(), desk.random);
    organisation.name.th = *called;
    TRY(desk.write({{common_programme, organisation}}));
  }
  TRY(add_staff(desk, name, organisation.organisation, job));
  sink.tell(word("A new headquarters is in {folder}."), {{"folder", folder.path()}});
  sink.tell(word("{name} can sign in now."), {{"name", name}});
  sink.say(show_made_up(job));
  sink.tell(word("Keep a copy of {file} in a safe place: the boxes know headquarters by it."),
            {{"file", folder.key_file()}});
  sink.tell(word("Next: sala-hq import ROSTER.xlsx, then sala-hq serve."));
  return exit_good;
}

Result<void> prepare(Arguments const& arguments, Job& job, Words const& words) {
  TRY(arguments.required("staff"));
  TRY(get_passphrase(arguments, job, words));
  return get_code(job, words);
}

}  // namespace

Command init_command() {
  return {"init",
          "init --staff NAME",
          word("starts a new headquarters: its keys, its ledger, the first member of staff"),
          word("The pass-phrase comes from --passphrase-file, the environment (SALA_PASSPHRASE) or "
               "the terminal, else one is made up and shown once. The code of the boxes' staff "
               "corner comes from SALA_STAFF_CODE, else it is made up."),
          options,
          Reads{run},
          prepare};
}

}  // namespace sala::hq
