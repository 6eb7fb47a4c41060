#include "tests/bench/workshop.h"

#include <algorithm>

#include "tests/bench/people.h"
#include "tests/support/loopback.h"

namespace sala::bench {

using test::or_stop;

std::vector<ledger::Draft> workshop_events(std::size_t people) {
  ProgrammeSet programme;
  programme.programme = workshop_programme;
  programme.code = "YSI4";
  programme.name = {"นักพัฒนาสังคมรุ่นเยาว์ รุ่น 4", "Young Social Innovators 4"};
  SessionSet session;
  session.session = workshop_session;
  session.code = "S1";
  session.title = {"เปิดค่าย: รู้จักกันและกัน", "Opening: getting to know each other"};
  auto now =
      std::chrono::duration_cast<std::chrono::seconds>(system_clock().wall().time_since_epoch());
  session.starts_s = now.count() - 60;
  session.ends_s = now.count() + 6 * 3600;
  std::vector<ledger::Draft> drafts{{workshop_programme, programme}, {workshop_programme, session}};
  for (ParticipantSet& person : thai_people(people)) {
    drafts.push_back({workshop_programme, std::move(person)});
  }
  return drafts;
}

void write(hq::DataFolder const& folder, std::vector<ledger::Draft> const& drafts) {
  constexpr std::size_t a_commit = 500;
  auto key = or_stop(folder.read_key());
  views::Keeper::Options options;
  options.database_path = folder.ledger();
  options.program = "bench";
  options.headquarters = DeviceId{key.public_key()};
  auto keeper = or_stop(views::Keeper::start(options, key, system_clock(), system_random()));
  for (std::size_t at = 0; at < drafts.size(); at += a_commit) {
    auto end = std::min(at + a_commit, drafts.size());
    auto difference = [](std::size_t place) { return static_cast<std::ptrdiff_t>(place); };
    std::vector<ledger::Draft> part(drafts.begin() + difference(at),
                                    drafts.begin() + difference(end));
    std::atomic<bool> done{false};
    keeper->append(std::move(part), [&](Result<std::vector<EventName>> const& names) {
      or_stop(without_value(names));
      done = true;
      done.notify_one();
    });
    done.wait(false);
  }
}

void add_staff(hq::DataFolder const& folder) {
  auto key = or_stop(folder.read_key());
  StaffSet staff;
  staff.staff = new_id<StaffId>(system_clock().wall(), system_random());
  staff.name = staff_name;
  write(folder, {{common_programme, staff}});
  auto office = or_stop(hq::Office::open(folder.office(), db::Access::read_write, key,
                                         system_clock(), system_random()));
  or_stop(office.set_passphrase(staff.staff, or_stop(crypto::hash_passphrase(staff_passphrase))));
}

}  // namespace sala::bench
