#include "platform/base/share.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/commands/local_desk.h"
#include "sync/hq/commands/secrets.h"
#include "sync/hq/commands/staff.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"staff", Takes::value, "NAME", "the first member of staff"},
    {"passphrase-file", Takes::value, "FILE", "take the pass-phrase from the first line of FILE"},
    {"organisation", Takes::value, "NAME", "who runs this headquarters"},
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
  sink.say("A new headquarters is in " + folder.path() + ".\n" + name + " can sign in.\n" +
           show_made_up(job) + "Keep a copy of " + folder.key_file() +
           " in a safe place: the boxes know headquarters by it.\n"
           "Next: sala-hq import ROSTER.xlsx, then sala-hq serve.\n");
  return exit_good;
}

Result<void> prepare(Arguments const& arguments, Job& job) {
  TRY(arguments.required("staff"));
  TRY(get_passphrase(arguments, job));
  return get_code(job);
}

}  // namespace

Command init_command() {
  return {
      "init",
      "init --staff NAME",
      "starts a new headquarters: its keys, its ledger, the first member of staff",
      "The pass-phrase comes from --passphrase-file, the environment (SALA_PASSPHRASE) or the\n"
      "terminal, else one is made up and shown once. The code of the boxes' staff corner comes\n"
      "from SALA_STAFF_CODE, else it is made up.\n",
      options,
      Reads{run},
      prepare};
}

}  // namespace sala::hq
