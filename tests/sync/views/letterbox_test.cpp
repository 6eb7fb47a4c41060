#include "sync/views/letterbox.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "tests/sync/views/hall.h"

using namespace sala;
using namespace sala::views;
using namespace std::chrono_literals;
using test::Hall;
using test::must;

namespace {

std::string said(int number) { return "answer-" + std::to_string(1000 + number); }

}  // namespace

TEST_CASE("answers leave in fives while more may come, and all when the session is over") {
  Hall hall;
  for (int i = 0; i < 9; ++i) hall.drop(said(i));
  hall.release();
  CHECK(hall.batches().empty());
  for (int i = 9; i < 17; ++i) hall.drop(said(i));
  hall.release();
  REQUIRE(hall.batches().size() == 1);
  CHECK(hall.batches()[0].body.answers.size() == 10);
  CHECK(must(hall.letterbox->waiting()) == 7);
  hall.release();
  CHECK(hall.batches().size() == 1);
  hall.end_session();
  hall.release();
  CHECK(must(hall.letterbox->waiting()) == 0);
  CHECK(hall.released().size() == 17);
  for (auto const& batch : hall.batches())
    CHECK(rules::may_show(static_cast<std::int64_t>(batch.body.answers.size())));
  CHECK(hall.batches()[0].body.session == hall.session);
  CHECK(hall.batches()[0].body.day == "2026-11-23");
}

TEST_CASE("fewer than five never leave alone, but with those of other sessions") {
  Hall hall;
  for (int i = 0; i < 3; ++i) hall.drop(said(i));
  hall.end_session();
  hall.release();
  CHECK(hall.batches().empty());
  CHECK(must(hall.letterbox->waiting()) == 3);
  hall.drop(said(3), SessionId{});
  hall.drop(said(4), SessionId{});
  hall.clock.advance(24h);
  hall.release();
  REQUIRE(hall.batches().size() == 1);
  CHECK(hall.batches()[0].body.answers.size() == 5);
  CHECK(hall.batches()[0].body.session.is_nil());
}

TEST_CASE("a power cut at any moment of a release loses no answer and counts none twice") {
  for (auto power : {Hall::Power::goes_before_writing, Hall::Power::goes_after_writing}) {
    Hall hall;
    std::multiset<std::string> given;
    for (int i = 0; i < 7; ++i) {
      hall.drop(said(i));
      given.insert(R"({"/data/q":")" + said(i) + "\"}");
    }
    hall.end_session();
    hall.release(power);
    CHECK(must(hall.letterbox->waiting()) == 7);
    hall.release();
    CHECK(hall.released() == given);
    CHECK(hall.batches().size() == 1);
    CHECK(must(hall.letterbox->waiting()) == 0);
    hall.release();
    CHECK(hall.batches().size() == 1);
  }
}

TEST_CASE("many long answers leave in several events, five or more in each") {
  Hall hall;
  std::string quotes;
  for (int i = 0; i < 1'500; ++i) quotes += R"(\")";
  for (int i = 0; i < 47; ++i) hall.drop(said(i) + (i % 3 == 0 ? quotes : ""));
  hall.end_session();
  hall.release();
  CHECK(hall.batches().size() > 1);
  CHECK(hall.released().size() == 47);
  for (auto const& batch : hall.batches())
    CHECK(rules::may_show(static_cast<std::int64_t>(batch.body.answers.size())));
}

TEST_CASE("an answer that is too long is refused, and so is one too many") {
  Hall hall;
  auto refused = hall.letterbox->drop({hall.programme, hall.form, 1, hall.session, "2026-11-23",
                                       std::string(Letterbox::longest_slip + 1, 'x')});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid);
  CHECK(must(hall.letterbox->waiting()) == 0);
}

TEST_CASE("the file holds no time and no order, and nothing of what has left") {
  // Over many seeds: is what was dropped last found last in the file, more often than by chance?
  int later_lies_higher = 0, pairs = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Hall hall(seed);
    for (int i = 0; i < 12; ++i) hall.drop(said(i));
    auto file = test::read_file(hall.path());
    std::vector<std::size_t> places;
    for (int i = 0; i < 12; ++i) {
      places.push_back(file.find(said(i)));
      REQUIRE(places.back() != file.npos);
      CHECK(file.find(said(i), places.back() + 1) == file.npos);  // and no earlier copy
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      for (std::size_t j = i + 1; j < places.size(); ++j, ++pairs) {
        later_lies_higher += places[j] > places[i];
      }
    }
    hall.end_session();
    hall.release();
    CHECK(hall.released().size() == 12);
    for (char const* ending : {"", "-journal", "-wal"}) {
      if (!std::filesystem::exists(hall.path() + ending)) continue;
      CAPTURE(ending);
      CHECK(test::read_file(hall.path() + ending).find("answer-") == std::string::npos);
    }
  }
  // 1320 pairs; of a file in order of arrival all or none.
  CHECK(later_lies_higher > pairs * 42 / 100);
  CHECK(later_lies_higher < pairs * 58 / 100);
}
