#include "tests/sim/fleet.h"

#include <algorithm>

#include "sync/views/projector.h"
#include "sync/views/queries.h"

namespace sala::sim {

using namespace std::chrono_literals;
using test::must;

namespace {

// After the last fault everything must be delivered within this time: an enrolled box asks for its
// binding every ten minutes, and no back-off is longer than five and a half.
constexpr Micros time_to_quiet = 30min;

std::function<bool(http::Request const&, http::Responder&)> make_impostor(
    SimHeadquarters& hq, test::SeededRandom& random, Mutation mutation) {
  auto signed_answer = [&hq](http::Request const& request, std::string body) {
    auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
    return hq::Answers(hq.key, hq.clock).json(nonce, std::move(body));
  };
  if (mutation == Mutation::acknowledge_unstored) {
    return [=, &random](http::Request const& request, http::Responder& responder) {
      if (request.path != "/v1/push" || random.below(6) != 0) return false;
      auto frame = link::decode(request.body);
      if (!frame) return false;
      link::PushAnswer answer;
      for (ledger::Run const& run : frame->events.runs) {
        answer.streams.push_back({run.stream.device, static_cast<std::int64_t>(run.stream.epoch),
                                  static_cast<std::int64_t>(run.last_seq()), "accepted"});
      }
      responder.answer(signed_answer(request, link::to_json(answer)));
      return true;
    };
  }
  if (mutation == Mutation::skip_pages) {
    return [=, &hq, &random](http::Request const& request, http::Responder& responder) {
      auto programme = request.query_value("programme");
      if (request.path != "/v1/pull" || !programme || random.below(6) != 0) return false;
      auto id = id_from_text<ProgrammeId>(*programme).value();
      auto database = hq.open_to_read();
      auto last = must(must(ledger::Reader::open(database)).last_position(id));
      responder.answer(signed_answer(request, link::encode({}, {id, last, true})));
      return true;
    };
  }
  return {};
}

}  // namespace

Fleet::Fleet(std::uint64_t seed, Mutation mutation)
    : random_(seed), network_(timeline_, random_), hq_(timeline_, network_) {
  hq_.impostor = make_impostor(hq_, random_, mutation);
  set_up();
}

void Fleet::set_up() {
  for (int i = 0; i < 2; ++i) {
    programmes_.push_back(new_id<ProgrammeId>(hq_.clock.wall(), random_));
    ProgrammeSet programme;
    programme.programme = programmes_.back();
    programme.name = {"รุ่นที่ " + std::to_string(i), ""};
    hq_.write(programmes_.back(), programme);
  }
  for (std::uint8_t i = 0; i < 2; ++i) {
    auto number = static_cast<std::uint8_t>(i + 1);
    kiosks_[i] = std::make_unique<SimKiosk>(timeline_, network_, number, hq_.device(), programmes_);
    hq_.write(common_programme, DeviceEnrolled{kiosks_[i]->device(), "kiosk", {}, programmes_});
  }
  for (int i = 0; i < 3; ++i) headquarters_writes();
  settle();
}

void Fleet::wrong(std::string what) {
  if (problems_.size() < 20) problems_.push_back(std::move(what));
}

// ---- the world's loop

void Fleet::settle() {
  for (bool any = true; any;) {
    any = hq_.run();
    for (auto& kiosk : kiosks_) any = kiosk->run() || any;
  }
}

void Fleet::pass(Micros time) {
  Micros const end = timeline_.now() + time;
  settle();
  while (timeline_.now() < end) {
    Micros next = std::min(timeline_.next(), end);
    for (auto& kiosk : kiosks_) next = std::min(next, kiosk->next_wake());
    timeline_.go_to(next);
    for (auto& kiosk : kiosks_) kiosk->wake();
    settle();
  }
}

// ---- mischief

std::vector<std::string> Fleet::live(int steps) {
  for (int i = 0; i < steps; ++i) {
    mischief();
    Micros time = one_in(60) ? Micros(90min) : Micros(static_cast<std::int64_t>(below(20'000'000)));
    pass(one_in(3) ? Micros(0) : time);
    if (i % 10 == 0) check_acknowledgements();
  }
  mend();
  Micros const mended = timeline_.now();
  while (!is_quiet() && timeline_.now() - mended < time_to_quiet) pass(5s);
  counts.quiet_after = timeline_.now() - mended;
  check_at_the_end();
  return problems_;
}

void Fleet::mischief() {
  SimKiosk& kiosk = *kiosks_[below(2)];
  switch (below(17)) {
    case 0:
    case 1:
      return headquarters_writes();
    case 16:
      return headquarters_forgets();
    case 2:
      return change_weather();
    case 3:
      return kiosk.set_connected(!one_in(3));
    case 4:
      return change_clock(kiosk);
    case 5:
      return trouble_for(hq_);
    case 6:
    case 7:
      return trouble_for(kiosk);
    case 8:
      if (kiosk.is_up()) kiosk.courier->try_now();
      return;
    default:
      return people_come(kiosk);
  }
}

void Fleet::people_come(SimKiosk& kiosk) {
  ProgrammeId programme = programmes_[below(programmes_.size())];
  for (std::uint64_t i = 0, count = 1 + below(one_in(20) ? 700 : 4); i < count; ++i) {
    SessionId session = sessions_[below(sessions_.size())];
    ParticipantId person = people_[below(people_.size())];
    switch (below(8)) {
      case 0: {
        person = new_id<ParticipantId>(kiosk.clock.wall(), random_);
        ParticipantSet walk_in;
        walk_in.participant = person;
        walk_in.nickname = "น้องใหม่";
        walk_in.walk_in = true;
        kiosk.write(programme, walk_in);
        people_.push_back(person);
        break;
      }
      case 1:
        if (kiosk.shown.empty()) break;
        kiosk.write(programme, AttendanceUndone{session, person, {*kiosk.shown.rbegin()}, {}});
        break;
      case 2:
        kiosk.write(programme, AttendanceSignedOut{session, person, {}, {}});
        break;
      default:
        kiosk.write(programme, AttendanceSignedIn{session, person, SignInMethod::tile, "", {}});
    }
  }
}

void Fleet::headquarters_writes() {
  ProgrammeId programme = programmes_[below(programmes_.size())];
  SessionSet session;
  bool known = !sessions_.empty() && one_in(3);
  session.session =
      known ? sessions_[below(sessions_.size())] : new_id<SessionId>(hq_.clock.wall(), random_);
  session.version = static_cast<std::int64_t>(1 + below(5));
  session.title = {"เช้า", "Morning"};
  if (!known) sessions_.push_back(session.session);
  hq_.write(programme, session);
  for (int i = 0; i < 5; ++i) {
    ParticipantSet person;
    person.participant = new_id<ParticipantId>(hq_.clock.wall(), random_);
    person.nickname = "บีม " + std::to_string(people_.size());
    people_.push_back(person.participant);
    hq_.write(programme, person);
  }
}

void Fleet::trouble_for(Node& node) {
  if (!node.is_up()) {
    if (&node == &hq_) remember_held();
    if (one_in(2) && node.forget_since_remembered()) {
      ++(&node == &hq_ ? counts.headquarters_restored : counts.cards_restored);
    }
    if (one_in(2)) node.reboot_clock();
    node.start();
    return;
  }
  switch (below(4)) {
    case 0:
    case 1:
      ++counts.crashes;
      return node.crash();
    case 2:
      return node.disk_is_full ? node.free_disk() : node.fill_disk();
    default:
      return node.remember_card();
  }
}

void Fleet::change_weather() {
  network_.weather = one_in(3) ? Weather{} : Weather::storm();
  if (one_in(6)) network_.weather.captive_portal = 100;
  if (one_in(6)) network_.weather.distress = 100;
}

void Fleet::change_clock(SimKiosk& kiosk) {
  constexpr WallTime in_1970{Micros(86'400'000'000)};
  constexpr WallTime in_2040{Micros(2'208'988'800'000'000)};
  switch (below(4)) {
    case 0:
      return kiosk.clock.set_wall(in_1970);
    case 1:
      return kiosk.clock.set_wall(in_2040);
    case 2:
      return kiosk.clock.lose_synchronisation();
    default:
      return kiosk.clock.set_right(one_in(2));
  }
}

void Fleet::mend() {
  network_.weather = {};
  auto mend_node = [](Node& node) {
    if (!node.is_up()) node.start();
    if (node.disk_is_full) node.free_disk();
  };
  mend_node(hq_);
  for (auto& kiosk : kiosks_) {
    mend_node(*kiosk);
    kiosk->set_connected(true);
  }
}

// ---- what must be true

bool Fleet::is_quiet() {
  auto database = hq_.open_to_read();
  auto reader = must(ledger::Reader::open(database));
  auto const erasures = must(views::Queries(database).erasures());
  for (auto& kiosk : kiosks_) {
    bool confirmed = std::ranges::all_of(
        erasures, [&](auto const& row) { return row.done.contains(kiosk->device()); });
    if (!confirmed) return false;
    auto const& status = kiosk->courier->status();
    if (!status.safe_to_switch_off || !status.up_to_date || status.trouble) return false;
    auto own = kiosk->open_to_read();
    auto here = must(ledger::Reader::open(own));
    for (ProgrammeId const& programme : must(reader.programmes())) {
      // The same number of events here and there: own ones need not have come back by pull.
      if (must(here.last_position(programme)) != must(reader.last_position(programme))) {
        return false;
      }
    }
  }
  return true;
}

void Fleet::remember_held() {
  auto database = hq_.open_to_read();
  for (auto const& stream : must(must(ledger::Reader::open(database)).streams())) {
    auto& held = once_held_[stream.stream];
    held = std::max(held, stream.last_seq);
  }
}

// No kiosk may believe that headquarters holds more than it does, or did before it was restored.
void Fleet::check_acknowledgements() {
  auto database = hq_.open_to_read();
  auto reader = must(ledger::Reader::open(database));
  for (auto& kiosk : kiosks_) {
    auto own = kiosk->open_to_read();
    for (auto const& stream : must(must(ledger::Reader::open(own)).streams())) {
      if (stream.acknowledged_seq == 0) continue;
      auto held = must(reader.stream(stream.stream));
      auto before = once_held_.find(stream.stream);
      std::uint64_t most = held ? held->last_seq : 0;
      if (before != once_held_.end()) most = std::max(most, before->second);
      if (most < stream.acknowledged_seq) {
        wrong("acknowledged further than headquarters holds: " +
              to_text(EventName{stream.stream, stream.acknowledged_seq}));
      }
    }
  }
}

// Of what was erased here or there the header is left: a headquarters that is brought back from an
// old copy may have lost an order that nobody else had got.
static bool is_same(Held const& written, Held const& held) {
  if (written.erased || held.erased) return written.header == held.header;
  return written == held;
}

void Fleet::check_delivery(Node& node, Contents const& at_headquarters) {
  for (EventName const& name : node.shown) {
    if (!at_headquarters.contains(name) && !node.card_forgot.contains(name)) {
      wrong("showed saved, never arrived: " + to_text(name));
    }
  }
  for (auto const& [name, held] : contents_by(at_headquarters, node.device())) {
    auto found = node.written.find(name);
    if (found == node.written.end()) {
      wrong("nobody wrote it: " + to_text(name));
    } else if (!is_same(found->second, held)) {
      wrong("arrived with other bytes: " + to_text(name));
    }
  }
}

void Fleet::check_whole(Node& node, std::string const& who) {
  auto database = node.open_to_read();
  auto findings = must(ledger::verify(database, {}));
  for (std::string const& problem : findings.problems) wrong(who + ": " + problem);
  auto reader = must(ledger::Reader::open(database));
  if (must(reader.quarantined()) != 0) wrong(who + " has something in quarantine");
  for (auto const& alarm : must(reader.alarms())) wrong(who + " raised an alarm: " + alarm.what);
}

void Fleet::check_at_the_end() {
  for (auto& kiosk : kiosks_) {
    auto const& status = kiosk->courier->status();
    std::string trouble = status.trouble ? std::string(link::to_text(status.trouble->situation)) +
                                               " " + status.trouble->error.message()
                                         : "no trouble";
    if (!is_quiet()) {
      wrong("stuck: " + std::to_string(status.at_headquarters) + " of " +
            std::to_string(status.saved) + " at headquarters, " +
            (status.up_to_date ? "" : "not ") + "up to date, " + trouble);
    }
    if (is_quiet() && status.saved != status.at_headquarters) wrong("the tally is wrong");
  }
  once_held_.clear();
  check_acknowledgements();
  hq_.crash();
  auto database = hq_.open_to_read();
  Contents const all = contents(database);
  std::string const views = must(views::dump(database));
  counts.at_headquarters = static_cast<std::int64_t>(all.size());
  check_confirmed();
  check_forgotten(hq_, "headquarters");
  for (auto const& [name, held] : all) counts.bodies_forgotten += held.erased ? 1 : 0;
  check_whole(hq_, "headquarters");
  check_delivery(hq_, all);
  for (auto& kiosk : kiosks_) {
    counts.saved += static_cast<int>(kiosk->shown.size());
    kiosk->crash();
    check_forgotten(*kiosk, "a kiosk");
    check_whole(*kiosk, "a kiosk");
    check_delivery(*kiosk, all);
    auto own = kiosk->open_to_read();
    if (contents(own) != all) wrong("a kiosk holds other events than headquarters");
    if (must(views::dump(own)) != views) wrong("a kiosk shows other views than headquarters");
  }
}

}  // namespace sala::sim
