#include "sync/hq/commands/local_desk.h"

#include "platform/base/share.h"

namespace sala::hq {

Result<std::unique_ptr<LocalDesk>> LocalDesk::open(DataFolder const& folder) {
  auto key = TRY(folder.read_key());
  auto lock = TRY(folder.lock());
  auto share = TRY(find_share_folder());
  auto catalogue = TRY(Catalogue::load((share / "locale").string()));
  auto office = TRY(
      Office::open(folder.office(), db::Access::read_write, key, system_clock(), system_random()));
  auto local = std::unique_ptr<LocalDesk>(
      new LocalDesk(std::move(lock), std::move(office), std::move(catalogue)));
  DeviceId self{key.public_key()};
  views::Keeper::Options options;
  options.database_path = folder.ledger();
  options.program = program_name;
  options.headquarters = self;
  local->keeper_ =
      TRY(views::Keeper::start(std::move(options), key, system_clock(), system_random()));
  auto append = [keeper = local->keeper_.get()](std::vector<ledger::Draft> drafts,
                                                views::Done<std::vector<EventName>> done) {
    keeper->append(std::move(drafts), std::move(done));
  };
  local->desk_.reset(new Desk{*local->keeper_,
                              local->office_,
                              append,
                              folder.ledger(),
                              self,
                              usual_url,
                              {},
                              local->catalogue_,
                              system_clock(),
                              system_random()});
  return local;
}

}  // namespace sala::hq
