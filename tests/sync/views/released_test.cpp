#include "sync/views/released.h"

#include <doctest/doctest.h>

#include <map>

#include "sync/views/projector.h"
#include "tests/support/box.h"

using namespace sala;
using test::must;

namespace {

FormId const form{{5}};
ProgrammeId const programme{{1}};

struct Box : test::Box {
  std::unique_ptr<views::Projector> projector;
  std::uint8_t batches = 0;

  Box() : test::Box(1) {
    projector =
        must(views::Projector::open(ledger->database(), DeviceId{test::test_key(1).public_key()}));
    ledger->observe(*projector);
  }
  // A batch of `size` in which so many say something.
  void release(std::uint8_t session, std::size_t size, std::size_t say) {
    std::vector<std::string> answers(size, R"({"/data/mood":"3"})");
    for (std::size_t i = 0; i < say; ++i) answers[i] = R"({"/data/mood":"3","/data/word":"x"})";
    write(programme, FormReleased{form, 1, SessionId{{session}}, BatchId{{++batches}}, "2026-11-23",
                                  std::move(answers)});
  }
  // How many answers to the question are shown, in each session.
  std::map<int, int> shown(std::string const& path) {
    views::Queries queries(*reads);
    std::map<int, int> counts;
    for (auto const& it : must(views::released_answers(queries, form)).list) {
      for (auto const& [at, value] : it.answers) counts[it.session.bytes[0]] += at == path ? 1 : 0;
    }
    return counts;
  }
};

}  // namespace

TEST_CASE("a question that few of a batch answered waits until five did") {
  Box box;
  box.release(7, 5, 2);
  CHECK(box.shown("/data/mood")[7] == 5);
  CHECK(box.shown("/data/word")[7] == 0);
  box.release(7, 5, 2);
  CHECK(box.shown("/data/word")[7] == 0);
  box.release(7, 5, 3);
  CHECK(box.shown("/data/word")[7] == 7);
  box.release(7, 5, 1);
  CHECK(box.shown("/data/mood")[7] == 20);
  CHECK(box.shown("/data/word")[7] == 7);
}

TEST_CASE("what one session hides, no sum over sessions gives away") {
  Box box;
  box.release(7, 5, 5);
  box.release(8, 5, 1);
  auto words = box.shown("/data/word");
  CHECK(words[7] == 5);
  CHECK(words[8] == 0);
}

TEST_CASE("whatever is released in whatever order, two published counts are five apart or equal") {
  test::SeededRandom random(3);
  for (int round = 0; round < 30; ++round) {
    Box box;
    std::map<int, int> before;
    for (int i = 0; i < 12; ++i) {
      auto size = 5 + random.below(4);
      box.release(static_cast<std::uint8_t>(1 + random.below(3)), size, random.below(size + 1));
      auto now = box.shown("/data/word");
      int difference = 0;
      for (auto const& [session, count] : now) {
        int grown = count - before[session];
        REQUIRE((grown == 0 || grown >= 5));
        difference += grown;
      }
      REQUIRE((difference == 0 || difference >= 5));
      before = now;
    }
  }
}
