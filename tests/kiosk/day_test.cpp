#include "kiosk/day.h"

#include <doctest/doctest.h>

#include "tests/kiosk/screenless.h"

using namespace sala;
using namespace sala::kiosk;
using test::must;
using Kiosk = test::ScreenlessKiosk;

namespace {

ProgrammeId const programme{{1}};
SessionId const session{{7}};

ParticipantSet person(std::uint8_t number, std::string nickname, std::string given = "",
                      std::string surname = "", std::string code = "") {
  ParticipantSet set;
  set.participant.bytes.fill(number);
  set.nickname = std::move(nickname);
  set.given_name = std::move(given);
  set.surname = std::move(surname);
  set.code = std::move(code);
  return set;
}

SessionSet morning() {
  SessionSet set;
  set.session = session;
  set.title.th = "เปิดค่าย";
  set.starts_s = 1'795'400'000;
  set.ends_s = set.starts_s + 10'800;
  return set;
}

std::vector<std::string> names(Roster const& roster) {
  std::vector<std::string> all;
  for (Person const& it : roster.people()) all.push_back(it.calls_himself);
  return all;
}

}  // namespace

TEST_CASE("people stand in the order of the Thai dictionary, by what they call themselves") {
  auto roster = Roster::of(
      {to_person(person(1, "แก้ว"), programme), to_person(person(2, "กบ"), programme),
       to_person(person(3, "เก่ง"), programme), to_person(person(4, "", "ก้อง"), programme),
       to_person(person(5, "Beam"), programme)},
      {}, {});
  CHECK(names(*roster) == std::vector<std::string>{"กบ", "ก้อง", "เก่ง", "แก้ว", "Beam"});
}

TEST_CASE("a tile has the given name and the surname's first consonant") {
  CHECK(to_person(person(1, "บีม", "ณัฐธิดา", "แสงดี"), programme).short_name == "ณัฐธิดา ส.");
  CHECK(to_person(person(1, "บีม", "Ada", "Lovelace"), programme).short_name == "Ada L.");
  CHECK(to_person(person(1, "บีม", "ณัฐธิดา"), programme).short_name == "ณัฐธิดา");
}

TEST_CASE("a badge leads to one person, or to nobody when two carry it") {
  auto roster = Roster::of({to_person(person(1, "ก", "", "", "S-1"), programme),
                            to_person(person(2, "ข", "", "", "S-2"), programme),
                            to_person(person(3, "ค", "", "", "S-2"), programme)},
                           {}, {});
  REQUIRE(roster->by_code("S-1") != nullptr);
  CHECK(roster->by_code("S-1")->calls_himself == "ก");
  CHECK(roster->by_code("S-2") == nullptr);
  CHECK(roster->by_code("") == nullptr);
}

TEST_CASE("who may be meant is shown before a walk-in is added") {
  auto roster = Roster::of({to_person(person(1, "บีม", "ณัฐธิดา", "แสงดี"), programme),
                            to_person(person(2, "บีม", "กิตติ", "ใจงาม"), programme),
                            to_person(person(3, "ต้น", "ธนา", "ทองดี"), programme)},
                           {}, {});
  CHECK(roster->look_alikes("บีม", "", "", "").size() == 2);
  auto closer = roster->look_alikes("บีม", "ณัฐธิดา", "", "");
  REQUIRE(!closer.empty());
  CHECK(roster->people()[closer[0]].set.given_name == "ณัฐธิดา");
  CHECK(roster->look_alikes("ฟ้า", "สมศรี", "", "").empty());
}

TEST_CASE("a sign-in is on the day as soon as it is on disk, and its undo too") {
  Kiosk kiosk;
  kiosk.write({{programme, morning()}, {programme, person(1, "บีม")}});
  REQUIRE(kiosk.until([&] { return kiosk.day.roster().people().size() == 1; }));
  REQUIRE(kiosk.day.current() != nullptr);
  ParticipantId beam = kiosk.day.roster().people()[0].set.participant;

  Receipt receipt = kiosk.saved(kiosk.desk->sign_in(programme, session, beam, SignInMethod::tile));
  CHECK(kiosk.until([&] { return kiosk.day.is_here(session, beam); }));
  CHECK(kiosk.day.came(session) == 1);
  CHECK(kiosk.day.missing(*kiosk.day.current()) == 0);
  REQUIRE(kiosk.day.arrivals(session).size() == 1);

  kiosk.saved(kiosk.desk->undo(programme, session, beam, receipt.names));
  CHECK(kiosk.until([&] { return !kiosk.day.is_here(session, beam); }));
  CHECK(kiosk.day.came(session) == 0);
}

TEST_CASE("a sign-out closes what is open, and a later sign-in opens again") {
  Kiosk kiosk;
  kiosk.write({{programme, morning()}, {programme, person(1, "บีม")}});
  ParticipantId beam = person(1, "").participant;
  kiosk.saved(kiosk.desk->sign_in(programme, session, beam, SignInMethod::tile));
  REQUIRE(kiosk.until([&] { return kiosk.day.is_here(session, beam); }));
  kiosk.saved(kiosk.desk->sign_out(programme, session, beam, kiosk.day.attendance(session, beam)));
  CHECK(kiosk.until(
      [&] { return kiosk.day.attendance(session, beam).presence == rules::Presence::left; }));
  kiosk.saved(kiosk.desk->sign_in(programme, session, beam, SignInMethod::badge));
  CHECK(kiosk.until([&] { return kiosk.day.is_here(session, beam); }));
}

TEST_CASE("a walk-in is a person, consents and a sign-in, all at once") {
  Kiosk kiosk;
  kiosk.write({{programme, morning()}});
  WalkIn walk_in;
  walk_in.programme = programme;
  walk_in.nickname = "  ฟ้า ";
  walk_in.given_name = "สมศรี";
  walk_in.consents = {{Purpose::attendance, true}, {Purpose::photos, false}};
  Receipt receipt = kiosk.saved(kiosk.desk->walk_in(walk_in, session));
  CHECK(receipt.names.size() == 4);
  REQUIRE(kiosk.until([&] { return kiosk.day.roster().people().size() == 1; }));
  CHECK(kiosk.day.roster().people()[0].calls_himself == "ฟ้า");
  CHECK(kiosk.day.roster().people()[0].set.walk_in);
  CHECK(kiosk.until([&] { return kiosk.day.is_here(session, receipt.participant); }));
  auto database = must(db::Database::open(kiosk.folder / "ledger.db", db::Access::read_only));
  CHECK(must(views::Queries(database).consents(programme)).size() == 2);
}

TEST_CASE("when the disk is full the receipt says so, and nothing is half there") {
  Kiosk kiosk;
  kiosk.write({{programme, morning()}, {programme, person(1, "บีม")}});
  kiosk.keeper->with_ledger([](ledger::Ledger& it) { return it.database().limit_size(1); },
                            [](auto) {});
  WalkIn large;
  large.programme = programme;
  large.nickname = std::string(40'000, 'x');
  Saving saving = Saving::waiting;
  Ticket ticket = 0;
  for (int i = 0; i < 30 && saving != Saving::refused; ++i) {
    ticket = kiosk.desk->walk_in(large, session);
    kiosk.until([&] { return kiosk.desk->receipt(ticket).saving != Saving::waiting; });
    saving = kiosk.desk->receipt(ticket).saving;
  }
  REQUIRE(saving == Saving::refused);
  CHECK(kiosk.desk->receipt(ticket).error.code == ErrorCode::disk_full);
  auto database = must(db::Database::open(kiosk.folder / "ledger.db", db::Access::read_only));
  CHECK(must(ledger::verify(database, {})).problems.empty());
}
