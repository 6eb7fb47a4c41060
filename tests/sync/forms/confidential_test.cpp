#include "sync/forms/confidential.h"

#include "tests/support/box.h"

namespace sala::test {
namespace {

using crypto::OpeningKey;

CareKeySet reader(OpeningKey const& key, char const* name, bool retired = false) {
  return {crypto::to_line(key.public_key()), 1, name, retired};
}

forms::Confidence sample() {
  forms::Confidence it;
  it.form = "care_check_in";
  it.version = 3;
  it.participant.bytes[0] = 7;
  it.nickname = "บีม";
  it.name = "ภัทรพล ใจดี";
  it.phone = "081-234-5678";
  it.answers =
      R"({"/data/mind":"2","/data/line":"เหนื่อยมาก \"ไม่ไหว\" 🌧"})";
  it.began_s = 1'795'400'000;
  return it;
}

}  // namespace

TEST_CASE("what was said in confidence comes out for every reader, and for nobody else") {
  SeededRandom random(1);
  auto first = OpeningKey::generate(random), second = OpeningKey::generate(random),
       gone = OpeningKey::generate(random);
  std::vector<CareKeySet> readers{reader(first, "ครูแก้ว"), reader(gone, "ครูนก", true),
                                  reader(second, "หมอฝน")};
  auto sealed = must(forms::seal(sample(), readers, random));
  CHECK(must(forms::open(sealed, first)) == sample());
  CHECK(must(forms::open(sealed, second)) == sample());
  CHECK(forms::open(sealed, gone).error().code == ErrorCode::not_found);
  CHECK(sealed.locks.size() == 2);
}

TEST_CASE("the event of a confidential answer shows nothing of it") {
  SeededRandom random(2);
  auto key = OpeningKey::generate(random);
  auto body = must(forms::seal(sample(), std::vector{reader(key, "ครูแก้ว")}, random));
  auto json = write_body(body);
  for (std::string_view part : {"care_check_in", "บีม", "ใจดี", "081", "mind", "เหนื่อย", "1795"}) {
    CHECK_MESSAGE(json.find(part) == json.npos, part);
  }
  // Another answer, much shorter, is as long.
  forms::Confidence little;
  little.form = "x";
  auto other = must(forms::seal(little, std::vector{reader(key, "ครูแก้ว")}, random));
  CHECK(write_body(other).size() == json.size());
}

TEST_CASE("an answer under another name, or with other readers, does not open") {
  SeededRandom random(3);
  auto key = OpeningKey::generate(random);
  auto const body = must(forms::seal(sample(), std::vector{reader(key, "ครูแก้ว")}, random));
  auto moved = body;
  moved.answer.bytes[3] ^= 1;
  CHECK(forms::open(moved, key).error().code == ErrorCode::invalid);
  auto cut = body;
  cut.content.resize(cut.content.size() / 2);
  CHECK(forms::open(cut, key).error().code == ErrorCode::invalid);
  auto mixed = body;
  mixed.locks.push_back(mixed.locks.front());
  CHECK(forms::open(mixed, key).error().code == ErrorCode::invalid);
}

TEST_CASE("without a reader nothing is sealed, and too long an answer is refused") {
  SeededRandom random(4);
  auto key = OpeningKey::generate(random);
  CHECK(forms::seal(sample(), {}, random).error().code == ErrorCode::refused);
  CHECK(forms::seal(sample(), std::vector{reader(key, "ครูนก", true)}, random).error().code ==
        ErrorCode::refused);
  CHECK(!forms::seal(sample(), std::vector{CareKeySet{"sala-care-1:xx", 1, "?", false}}, random));
  auto much = sample();
  much.answers.assign(crypto::longest_sealed, 'x');
  CHECK(forms::seal(much, std::vector{reader(key, "ครูแก้ว")}, random).error().code ==
        ErrorCode::invalid);
}

TEST_CASE("a note is the care team's own, and says truly whether somebody was spoken to") {
  SeededRandom random(5);
  auto key = OpeningKey::generate(random), stranger = OpeningKey::generate(random);
  SealedId about{{1, 2, 3}};
  auto note = must(
      forms::seal_note(about, "โทรแล้ว นัดวันพุธ", true, std::vector{reader(key, "ครูแก้ว")}, random));
  CHECK(must(forms::open_note(note, key)) == "โทรแล้ว นัดวันพุธ");
  CHECK(!forms::open_note(note, stranger));
  auto changed = note;
  changed.followed_up = false;
  CHECK(!forms::open_note(changed, key));
  auto moved = note;
  moved.answer.bytes[0] = 9;
  CHECK(!forms::open_note(moved, key));
}

}  // namespace sala::test
