#include "sync/hq/commands/all.h"
#include "sync/hq/find.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"reason", Takes::value, "WHY", "for those who ask later: lost, sold, broken"},
};

Result<int> run(Desk& desk, Arguments const& arguments, Job const&, Sink& sink) {
  if (arguments.words().size() != 1) {
    return fail(ErrorCode::invalid, "revoke a box", "name one box", "see sala-hq revoke --help");
  }
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  auto card = TRY(find_device(queries, arguments.words().front()));
  if (card.revoked) {
    sink.say(card.enrolled.name + " was revoked already.\n");
    return exit_good;
  }
  DeviceRevoked event{card.enrolled.device, arguments.value_or("reason", "")};
  TRY(desk.write({{common_programme, event}}));
  sink.say(card.enrolled.name +
           " is revoked: nothing is taken from it or given to it any more. What it sent before\n"
           "stays. To use the machine again, enrol it with new keys.\n");
  return exit_good;
}

}  // namespace

Command revoke_command() {
  return {"revoke",
          "revoke BOX",
          "takes and gives nothing any more: for a box that is lost",
          "BOX is its name, or the beginning of its id (sala-hq status shows both).\n",
          options,
          Writes{run}};
}

}  // namespace sala::hq
