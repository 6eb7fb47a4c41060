#include "kiosk/machine.h"

#include <algorithm>
#include <cstdlib>

#include "platform/base/log.h"
#include "platform/db/database.h"
#include "sync/rules/crowd.h"

namespace sala::kiosk {
namespace {

// After so many wrong codes in a row the staff corner stays closed for a while: a code of six
// digits cannot be found by trying.
constexpr int max_wrong_codes = 5;
constexpr std::chrono::minutes blocked_for{5};

std::string ledger_path(std::string const& folder) { return folder + "/ledger.db"; }
std::string settings_path(std::string const& folder) { return folder + "/settings.toml"; }

}  // namespace

std::string default_data_folder() {
  if (char const* given = std::getenv("SALA_KIOSK_DATA")) return given;
  char const* home = std::getenv("HOME");
  if (home == nullptr || std::string_view(home) == "/root") return "/var/lib/sala-kiosk";
  return std::string(home) + "/.local/share/sala-kiosk";
}

Result<crypto::SigningKey> device_key(std::string const& folder, Random& random) {
  std::string path = folder + "/device.key";
  auto text = files::read(path);
  if (text) {
    auto seed = hex_array<32>(std::string_view(*text).substr(0, 64));
    if (!seed) {
      return fail(ErrorCode::invalid, "read " + path, "it is damaged",
                  "restore it from a backup, or move the folder away and enrol this box again");
    }
    return crypto::SigningKey::from_seed(*seed);
  }
  if (text.error().code != ErrorCode::not_found) return tl::unexpected<Error>(text.error());
  auto key = crypto::SigningKey::generate(random);
  TRY(files::replace(path, to_hex(key.seed()) + "\n", files::Secret::yes));
  return key;
}

Machine::Machine(Options options)
    : options_(std::move(options)),
      clock_(options_.clock != nullptr ? *options_.clock : system_clock()),
      random_(options_.random != nullptr ? *options_.random : system_random()) {}

Result<std::unique_ptr<Machine>> Machine::start(Options options) {
  auto machine = std::unique_ptr<Machine>(new Machine(std::move(options)));
  TRY(machine->open());
  return machine;
}

Machine::~Machine() {
  if (checking_.joinable()) checking_.join();
  {
    std::lock_guard guard(mail_->mutex);
    mail_->closed = true;
  }
  // The link writes through the keeper, the keeper's thread tells loader and link.
  {
    std::lock_guard guard(told_mutex_);
    told_loader_ = nullptr;
    told_link_ = nullptr;
    told_steward_ = nullptr;
  }
  link_.reset();
  keeper_.reset();
  loader_.reset();
}

Result<void> Machine::open() {
  std::string const& folder = options_.folder;
  TRY(files::make_folder(folder));
  lock_.emplace(TRY(files::Lock::take(folder + "/lock")));
  key_ = TRY(device_key(folder, random_));
  std::vector<std::string> warnings;
  settings_ = TRY(read_settings(settings_path(folder), warnings));
  for (std::string const& warning : warnings) log(LogLevel::warning, "settings: " + warning);

  views::Keeper::Options keeper;
  keeper.database_path = ledger_path(folder);
  keeper.program = program_name;
  keeper.rebuild_progress = options_.rebuild_progress;
  keeper.on_change = [this](auto const& changes) { on_changes(changes); };
  std::optional<link::Binding> binding;
  if (auto database = db::Database::open(ledger_path(folder), db::Access::read_only)) {
    auto reader = TRY(ledger::Reader::open(*database));
    auto loaded = link::load_binding(reader);
    if (loaded) binding = std::move(*loaded);
  }
  if (binding) keeper.headquarters = binding->headquarters;
  keeper_ = TRY(views::Keeper::start(std::move(keeper), *key_, clock_, random_));
  letterbox_ =
      TRY(views::Letterbox::open(folder + "/letterbox.db", db::Access::read_write, random_));
  desk_ = std::make_unique<Desk>(*keeper_, clock_, random_, options_.wake, letterbox_);

  Loader::Options loader;
  loader.database_path = ledger_path(folder);
  loader.device = keeper_->device();
  loader.boot = clock_.boot_id();
  if (binding) loader.programmes = binding->programmes;
  if (binding) loader.headquarters = binding->headquarters;
  loader.wake = options_.wake;
  loader_ = TRY(Loader::start(std::move(loader)));
  {
    std::lock_guard guard(told_mutex_);
    told_loader_ = loader_.get();
  }
  start_steward();
  if (binding) TRY(start_link(std::move(*binding)));
  return {};
}

void Machine::start_steward() {
  views::Steward::Options options;
  options.role = views::Steward::Role::box;
  // The keeper's thread still calls it while the keeper goes.
  options.write = [keeper = keeper_.get()](auto compose, auto done) {
    keeper->write(std::move(compose), std::move(done));
  };
  if (auto folder = views::folder_of_this_boot(); !folder.empty()) {
    options.witness_path = folder + "/" + to_hex(keeper_->device().bytes).substr(0, 16) + ".tails";
  }
  steward_ = std::make_unique<views::Steward>(std::move(options), clock_);
  steward_->start();
  std::lock_guard guard(told_mutex_);
  told_steward_ = steward_.get();
}

Result<void> Machine::start_link(link::Binding binding) {
  enrolled_ = true;
  name_ = binding.name;
  link::CourierThread::Options options{
      .database_path = ledger_path(options_.folder),
      .ca_file = settings_.ca_file,
      .binding = std::move(binding),
      .on_status =
          [mail = mail_, wake = options_.wake](link::Status const& status) {
            {
              std::lock_guard guard(mail->mutex);
              mail->status = status;
            }
            if (wake) wake();
          },
      .on_binding =
          [mail = mail_, wake = options_.wake](link::Binding const& changed) {
            {
              std::lock_guard guard(mail->mutex);
              mail->binding = changed;
            }
            if (wake) wake();
          },
      .on_whole = [steward = steward_.get()] { steward->vouch(Assurance::headquarters); }};
  link_ = TRY(link::CourierThread::start(std::move(options), *keeper_, *key_, clock_, random_));
  std::lock_guard guard(told_mutex_);
  told_link_ = link_.get();
  return {};
}

void Machine::on_changes(views::Projector::Changes const& changes) {
  std::lock_guard guard(told_mutex_);
  if (told_loader_ != nullptr) told_loader_->changed(changes);
  if (told_steward_ != nullptr) told_steward_->changed(changes);
  if (told_link_ != nullptr) told_link_->nudge();
}

void Machine::refresh() {
  if (auto update = loader_->fetch()) day_.apply(std::move(*update));
  {
    std::lock_guard guard(mail_->mutex);
    if (mail_->status) {
      bool arrived = mail_->status->at_headquarters != day_.tally().acknowledged;
      if (arrived) loader_->tally_changed();
      day_.set_link(*mail_->status);
      mail_->status.reset();
    }
    if (mail_->binding) {
      name_ = mail_->binding->name;
      loader_->set_programmes(mail_->binding->programmes);
      mail_->binding.reset();
    }
  }
  day_.set_enrolled(enrolled_);
  day_.set_now(clock_.boottime(), clock_.wall());
  finish_check();
  finish_joining();
  tend_letterbox();
}

// Anonymous answers leave at a full ten minutes, whatever anybody did just now; after a start, or
// after the clock was set, at the next.
void Machine::tend_letterbox() {
  auto now = day_.now();
  auto due = next_release_;
  bool far = due > now + rules::release_rhythm || due + rules::release_rhythm < now;
  if (!far && now < due) return;
  next_release_ = rules::next_release(now);
  if (far) return;
  auto settle = [letterbox = letterbox_](
                    views::Standing const& standing) -> Result<std::vector<ledger::Draft>> {
    TRY(letterbox->settle(standing.queries));
    return std::vector<ledger::Draft>{};
  };
  keeper_->write([letterbox = letterbox_,
                  now](auto const& standing) { return letterbox->collect(standing, now); },
                 [keeper = keeper_.get(), settle](auto const& written) {
                   if (!written) {
                     log(LogLevel::warning, "letterbox: " + written.error().message());
                   } else if (!written->empty()) {
                     keeper->write(settle, [](auto const&) {});
                   }
                 });
}

BootTime Machine::next_wake() const {
  return clock_.boottime() + std::max(Micros(0), Micros(next_release_ - day_.now()));
}

std::optional<Error> Machine::fault() const { return loader_->fault(); }

void Machine::check_code(std::string const& code) {
  if (check_ == Check::checking) return;
  if (clock_.boottime() < codes_blocked_until_) {
    check_ = Check::too_many;
    return;
  }
  check_ = Check::checking;
  if (checking_.joinable()) checking_.join();
  checking_ =
      std::thread([mail = mail_, wake = options_.wake, code, staff = day_.roster().staff()] {
        std::optional<StaffId> whose;
        for (StaffSet const& one : staff) {
          bool fits = !one.code_hash.empty() && crypto::check_passphrase(one.code_hash, code);
          if (fits && !whose) whose = one.staff;
        }
        {
          std::lock_guard guard(mail->mutex);
          mail->checked = whose;
        }
        if (wake) wake();
      });
}

void Machine::finish_check() {
  std::optional<std::optional<StaffId>> checked;
  {
    std::lock_guard guard(mail_->mutex);
    checked = std::exchange(mail_->checked, std::nullopt);
  }
  if (!checked) return;
  if (*checked) {
    check_ = Check::right;
    staff_ = **checked;
    wrong_codes_ = 0;
    return;
  }
  check_ = Check::wrong;
  if (++wrong_codes_ < max_wrong_codes) return;
  check_ = Check::too_many;
  wrong_codes_ = 0;
  codes_blocked_until_ = clock_.boottime() + blocked_for;
}

StaffSet const* Machine::staff() const {
  if (staff_.is_nil()) return nullptr;
  for (StaffSet const& one : day_.roster().staff()) {
    if (one.staff == staff_) return &one;
  }
  return nullptr;
}

void Machine::close_corner() {
  staff_ = {};
  if (check_ != Check::checking) check_ = Check::none;
}

Result<void> Machine::change_settings(Settings const& settings) {
  TRY(write_settings(settings_path(options_.folder), settings));
  settings_ = settings;
  return {};
}

void Machine::try_link_now() {
  if (link_) link_->try_now();
}

std::string Machine::device_name() const { return name_; }

void Machine::leave_program() {
  if (options_.leave) options_.leave();
}

}  // namespace sala::kiosk
