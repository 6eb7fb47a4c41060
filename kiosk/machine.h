// One kiosk on one data folder: keys, ledger thread, loader, link and desk put together.
//
// The folder holds device.key (this box's identity, 0600), ledger.db, settings.toml and a lock that
// keeps a second kiosk out. UI thread only, but for what is said otherwise.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/desk.h"
#include "kiosk/loader.h"
#include "kiosk/screens/screens.h"
#include "platform/posix/files.h"
#include "sync/link/courier_thread.h"
#include "sync/link/enrol.h"
#include "sync/link/protocol.h"
#include "sync/views/letterbox.h"
#include "sync/views/steward.h"

namespace sala::kiosk {

inline constexpr char program_name[] = "sala-kiosk " SALA_VERSION;

// $SALA_KIOSK_DATA, else /var/lib/sala-kiosk for root, else under ~/.local/share.
std::string default_data_folder();

// The identity of the box of this folder; made at the first call.
Result<crypto::SigningKey> device_key(std::string const& folder, Random& random);

// Enrols the box of this folder, which no kiosk may be using, and returns what it is called.
// `ca_file` becomes the setting of that name when it is not empty.
Result<std::string> enrol_folder(std::string const& folder, link::EnrolmentLink const& link,
                                 std::string const& ca_file);

class Machine final : public StaffActions {
 public:
  struct Options {
    std::string folder;
    Clock const* clock = nullptr;  // the system's when null
    Random* random = nullptr;      // the system's when null
    std::function<void()> wake;    // any thread: something new for the screen
    std::function<void()> leave;   // staff closes the program
    // Told while the first start after an update works the views out again.
    std::function<void(std::int64_t)> rebuild_progress;
  };
  static Result<std::unique_ptr<Machine>> start(Options options);
  ~Machine() override;

  Day& day() { return day_; }
  Desk& desk() { return *desk_; }
  bool is_enrolled() const { return enrolled_; }
  // Brings the day up to date; before each frame.
  void refresh();
  // When refresh() is due though nothing happens.
  BootTime next_wake() const;
  // The disk does not answer, as the loader or the link found.
  std::optional<Error> fault() const;

  // ---- StaffActions
  void check_code(std::string const& code) override;
  Check staff_check() const override { return check_; }
  StaffSet const* staff() const override;
  void close_corner() override;
  Settings const& settings() const override { return settings_; }
  Result<void> change_settings(Settings const& settings) override;
  void try_link_now() override;
  std::string device_name() const override;
  std::string program_version() const override { return SALA_VERSION; }
  void leave_program() override;
  void join(std::string const& address, std::string const& code) override;
  void join_by_link(std::string const& link) override;
  Joining joining() const override { return joining_; }

 private:
  explicit Machine(Options options);
  Result<void> open();
  void start_steward();
  void tend_letterbox();
  Result<void> start_link(link::Binding binding);
  void finish_check();
  void ask_to_join(link::EnrolmentLink link);
  void finish_joining();
  void on_changes(views::Projector::Changes const& changes);

  // What other threads leave for the UI thread.
  struct Mail {
    std::mutex mutex;     // guards what follows
    bool closed = false;  // the machine has gone, and with it who would be woken
    std::optional<link::Status> status;
    std::optional<link::Binding> binding;
    std::optional<std::optional<StaffId>> checked;  // whose code it was, if anybody's
    std::optional<link::EnrolmentResult> joined;
    std::optional<Result<void>> kept;  // the binding is on disk
  };

  Options options_;
  Clock const& clock_;
  Random& random_;
  std::optional<files::Lock> lock_;
  std::optional<crypto::SigningKey> key_;
  Settings settings_;
  std::shared_ptr<Mail> mail_ = std::make_shared<Mail>();
  Day day_;
  bool enrolled_ = false;
  std::string name_;
  Joining joining_ = Joining::none;
  std::optional<link::Binding> new_binding_;

  Check check_ = Check::none;
  StaffId staff_;
  int wrong_codes_ = 0;
  BootTime codes_blocked_until_{};
  std::thread checking_;

  // In the order in which they may go: the link uses the keeper, the desk too.
  std::unique_ptr<views::Steward> steward_;      // used by the keeper's thread to its end
  std::shared_ptr<views::Letterbox> letterbox_;  // used by the keeper's thread only
  WallTime next_release_{};
  std::unique_ptr<views::Keeper> keeper_;
  std::unique_ptr<Loader> loader_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<link::CourierThread> link_;
  // Whom the keeper's thread tells what changed: they come later than the keeper and go before it.
  std::mutex told_mutex_;  // guards the three below
  Loader* told_loader_ = nullptr;
  link::CourierThread* told_link_ = nullptr;
  views::Steward* told_steward_ = nullptr;
};

}  // namespace sala::kiosk
