#include "sync/hq/commands/all.h"
#include "sync/hq/find.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"reason", Takes::value, "WHY", word("for those who ask later: lost, sold, broken")},
};

Result<int> run(Desk& desk, Arguments const& arguments, Job const&, Sink& sink) {
  if (arguments.words().size() != 1) {
    return fail(ErrorCode::invalid, word("revoke a box"), word("name one box"),
                word("see sala-hq revoke --help"));
  }
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  auto card = TRY(find_device(queries, arguments.words().front()));
  if (card.revoked) {
    sink.tell(word("{name} was revoked already."), {{"name", card.enrolled.name}});
    return exit_good;
  }
  DeviceRevoked event{card.enrolled.device, arguments.value_or("reason", "")};
  TRY(desk.write({{common_programme, event}}));
  sink.tell(
      word("{name} is revoked: nothing is taken from it or given to it any more. What it sent "
           "before stays. To use the machine again, enrol it with new keys."),
      {{"name", card.enrolled.name}});
  return exit_good;
}

}  // namespace

Command revoke_command() {
  return {"revoke",
          "revoke BOX",
          word("takes and gives nothing any more: for a box that is lost"),
          word("BOX is its name, or the beginning of its number (sala-hq status shows both)."),
          options,
          Writes{run},
          nullptr,
          1};
}

}  // namespace sala::hq
