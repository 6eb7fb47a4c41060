// The boxes of a simulated fleet: the real ledger, keeper, courier and headquarters, each on SQLite
// files of its own, with clocks and a network that the simulation owns.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/hq/api.h"
#include "sync/link/courier.h"
#include "sync/views/steward.h"
#include "tests/sim/network.h"

namespace sala::sim {

// An event as a node holds it: a hash over its header, and one over all its bytes.
struct Held {
  Hash header{}, whole{};
  bool erased = false;  // the body is gone, the header still tells which one it was
  bool operator==(Held const&) const = default;
};
using Contents = std::map<EventName, Held>;
Contents contents(db::Database& database);
Contents contents_by(Contents const& all, DeviceId const& device);

// A process with a ledger on a disk; the process may die, the disk stays.
class Node {
 public:
  Node(Timeline& timeline, std::uint8_t number);
  virtual ~Node() = default;

  DeviceId device() const { return DeviceId{key.public_key()}; }
  bool is_up() const { return keeper != nullptr; }
  std::string path() const;
  // A fresh read-only connection.
  db::Database open_to_read() const;

  // The process dies with whatever it had not committed.
  void crash();
  virtual void start() = 0;
  // Also the kernel starts anew, with whatever the clock says.
  void reboot_clock();
  // Does all that can be done at this moment; true when there was something.
  virtual bool run() = 0;

  // As the steward and the staff write.
  virtual void write(views::Compose compose, views::Done<std::vector<EventName>> done);

  // What the disk refuses from now on: growth, or nothing.
  void fill_disk();
  void free_disk();
  // The memory card as it is now, and back to it while the process is down.
  void remember_card();
  bool forget_since_remembered();

  crypto::SigningKey key;
  SimClock clock;
  test::SeededRandom random;
  std::unique_ptr<views::Steward> steward;  // when `tends_seats`; outlives the keeper
  std::unique_ptr<views::Keeper> keeper;
  std::optional<views::Steward::Role> tends_seats;  // from the next start on
  Contents written;                                 // all that this node ever committed of its own
  std::set<EventName> shown;                        // of it, what showed "saved"
  std::set<EventName> card_forgot;                  // of it, what was lost with a card that lied
  bool disk_is_full = false;

 protected:
  void open_keeper(std::optional<DeviceId> headquarters,
                   std::function<void(views::Projector::Changes const&)> on_change);
  virtual void let_go() = 0;  // of all that stands on the keeper
  void note_written();

 private:
  test::TemporaryFolder folder_;
  int card_ = 0;  // the folder's file in use: a restored card is another file
  std::optional<std::string> remembered_;
};

class SimHeadquarters final : public Node {
 public:
  SimHeadquarters(Timeline& timeline, SimNetwork& network);
  ~SimHeadquarters() override { let_go(); }

  void start() override;
  bool run() override;
  // Nothing happens when the process is down or the disk refuses.
  void write(ProgrammeId const& programme, Body body);
  void write(views::Compose compose, views::Done<std::vector<EventName>> done) override;

  std::unique_ptr<hq::Api> api;
  // Asked before each request; true: it was dealt with. For showing that the checks can fail.
  std::function<bool(http::Request const&, http::Responder&)> impostor;

 private:
  void let_go() override;
  SimNetwork& network_;
  std::optional<hq::Office> office_;
};

class SimKiosk final : public Node {
 public:
  SimKiosk(Timeline& timeline, SimNetwork& network, std::uint8_t number, DeviceId headquarters,
           std::vector<ProgrammeId> programmes);
  ~SimKiosk() override { let_go(); }

  void start() override;
  bool run() override;
  using Node::write;
  void write(ProgrammeId const& programme, Body body);
  // The network had its turn: the courier has the next.
  void wake() { woken_ = true; }
  // When the courier wants its turn, in the world's time.
  Micros next_wake() const;
  void set_connected(bool connected);

  std::unique_ptr<link::Courier> courier;

 private:
  void let_go() override;
  SimNetwork& network_;
  link::Binding binding_;
  bool connected_ = true;
  bool woken_ = false;
  std::optional<db::Database> reads_;
  std::optional<ledger::Reader> reader_;
  std::unique_ptr<SimTransport> transport_;
};

}  // namespace sala::sim
