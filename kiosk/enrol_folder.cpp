#include <future>

#include "kiosk/machine.h"
#include "sync/link/enrol.h"

namespace sala::kiosk {

Result<std::string> enrol_folder(std::string const& folder, link::EnrolmentLink const& link,
                                 std::string const& ca_file) {
  TRY(files::make_folder(folder));
  auto lock = TRY(files::Lock::take(folder + "/lock"));
  auto key = TRY(device_key(folder, system_random()));
  http::ClientOptions client;
  client.ca_file = ca_file;
  client.pinned_keys = link.pins;
  link::EnrolmentWish wish{link, DeviceId{key.public_key()}, program_name};
  auto binding = link::enrol_and_wait(client, system_random(), wish);
  if (!binding) return tl::unexpected<Error>(binding.error().error);

  if (!ca_file.empty()) {
    std::vector<std::string> warnings;
    auto settings = TRY(read_settings(folder + "/settings.toml", warnings));
    settings.ca_file = ca_file;
    TRY(write_settings(folder + "/settings.toml", settings));
  }
  views::Keeper::Options options;
  options.database_path = folder + "/ledger.db";
  options.program = program_name;
  auto keeper = TRY(views::Keeper::start(std::move(options), key, system_clock(), system_random()));
  std::promise<Result<void>> kept;
  link::keep_binding(*keeper, *binding,
                     [&](Result<void> const& result) { kept.set_value(result); });
  TRY(kept.get_future().get());
  return binding->name;
}

}  // namespace sala::kiosk
