#include "sync/rules/seat_policy.h"

#include <doctest/doctest.h>

#include "tests/sync/rules/seat_box.h"

using namespace sala;
using namespace sala::rules;
using namespace sala::test;

namespace {

std::string words(std::vector<Body> const& drafts) {
  std::string out;
  for (Body const& body : drafts) {
    auto it = *seat_fact(body, {}, {});
    out += out.empty() ? "" : ", ";
    out += std::string(kind_of(body)).substr(std::string(kind_of(body)).find('.') + 1);
    if (it.seats != 0) out += " " + std::to_string(it.seats);
    if (it.kind == SeatKind::given) out += " to " + std::to_string(it.to.device.bytes[31] - 1);
  }
  return out;
}

SeatFact ask(int who, int seq, std::int64_t seats) {
  return fact(SeatKind::asked, who, seq, {}, seats);
}

struct OfficeRow {
  char const* story;
  std::vector<SeatFact> facts;
  SeatedCourse course;
  std::vector<ServedBox> boxes;
  char const* drafts;
};

}  // namespace

TEST_CASE("headquarters supplies, shares, answers and withdraws, each once") {
  auto e = event;
  CourseId c = course();
  ServedBox a{stream(box_a), 30}, b{stream(box_b), 10};
  std::vector<SeatFact> shared{supply(1, 12), give(hq, 2, e(hq, 1), box_a, 7),
                               give(hq, 3, e(hq, 1), box_b, 2)};
  auto with = [&](std::vector<SeatFact> more) {
    more.insert(more.begin(), shared.begin(), shared.end());
    return more;
  };
  OfficeRow const rows[] = {
      {"a new course", {}, {c, 12}, {a, b}, "supplied 12"},
      {"without limit", {}, {c, 0}, {a, b}, ""},
      {"shares by the people expected, a reserve stays",
       {supply(1, 12)},
       {c, 12},
       {a, b},
       "given 7 to 1, given 2 to 2"},
      {"shared", shared, {c, 12}, {a, b}, ""},
      {"nobody is expected anywhere", {supply(1, 12)}, {c, 12}, {{stream(box_a), 0}}, ""},
      {"three seats stay together", {supply(1, 3)}, {c, 3}, {a, b}, "given 3 to 1"},
      {"three seats, the holder has them",
       {supply(1, 3), give(hq, 2, e(hq, 1), box_a, 3)},
       {c, 3},
       {a, b},
       ""},
      {"asked", with({ask(box_b, 1, 4)}), {c, 12}, {a, b}, "given 2 to 2"},
      {"asked for more than there is",
       with({ask(box_a, 1, 27), ask(box_b, 1, 12)}),
       {c, 12},
       {a, b},
       "given 2 to 1, given 1 to 2"},
      {"asked and answered",
       with({ask(box_b, 1, 4), give(hq, 4, e(hq, 1), box_b, 2)}),
       {c, 12},
       {a, b},
       ""},
      {"asked by a box that is not served", with({ask(box_b, 1, 4)}), {c, 12}, {a}, ""},
      {"raised", shared, {c, 15}, {a, b}, "supplied 3"},
      {"lowered by what the pool has", shared, {c, 10}, {a, b}, "withdrawn 2"},
      {"lowered below what it has", shared, {c, 4}, {a, b}, "withdrawn 3"},
      {"lowered, and no more than that at once",
       with({withdraw(4, e(hq, 1), 3)}),
       {c, 4},
       {a, b},
       ""},
      {"closed: no more shares", {supply(1, 12)}, {c, 12, false, true}, {a, b}, ""},
      {"cancelled: everybody is free again",
       with({take(box_a, 1, e(hq, 2), 1), take(box_b, 1, e(hq, 3), 2)}),
       {c, 12, true},
       {a, b},
       "released, released"},
      {"frozen seats in its hand heal what is overspent",
       {supply(1, 5), give(hq, 2, e(hq, 1), box_a, 5), give(box_a, 1, e(hq, 2), hq, 4),
        take(box_a, 2, e(hq, 2), 1), take(box_a, 3, e(hq, 2), 2)},
       {c, 5},
       {},
       "withdrawn 1"},
  };
  for (OfficeRow const& row : rows) {
    CAPTURE(row.story);
    CHECK(words(tend_office(book_of(row.facts), stream(hq), row.course, row.boxes)) == row.drafts);
  }
}

TEST_CASE("headquarters keeps the share of a box to come, and sends seats along the line") {
  auto e = event;
  SeatedCourse about{course(), 12};
  ServedBox a{stream(box_a), 30}, b{stream(box_b), 10}, unheard{{device(box_b), 0}, 10};
  CHECK(words(tend_office(book_of({supply(1, 12)}), stream(hq), about, {a, unheard})) ==
        "given 7 to 1");
  SeatBook waits =
      book_of({supply(1, 12), give(hq, 2, e(hq, 1), box_a, 7), give(hq, 3, e(hq, 1), box_b, 2),
               take(box_b, 1, e(hq, 3), 1), take(box_b, 2, e(hq, 3), 2), join(box_b, 3, 9, 5)});
  CHECK(words(tend_office(waits, stream(hq), about, {a, b})) == "given 1 to 2");
  CHECK(words(tend_office(waits, stream(hq), about, {a})) == "");
}

TEST_CASE("headquarters spends nothing while it is not sure of its own past") {
  StreamId again = stream(hq, 1);
  SeatBook book = book_of({supply(1, 12)});
  CHECK(tend_office(book, again, {course(), 15}, {{stream(box_a), 9}}).empty());
  auto resumed = fact(SeatKind::resumed, hq, 1, {}, 0);
  resumed.name.stream = again;
  resumed.names = {event(hq, 1)};
  book.add(resumed);
  CHECK(words(tend_office(book, again, {course(), 15}, {{stream(box_a), 9}})) ==
        "supplied 3, given 10 to 1");
}

TEST_CASE("a box asks when it runs low, gives what it does not need, and keeps a few") {
  struct Row {
    char const* story;
    std::vector<SeatFact> facts;
    std::int64_t wanting;
    char const* drafts;
  };
  auto e = event;
  std::vector<SeatFact> shared{supply(1, 12), give(hq, 2, e(hq, 1), box_a, 5),
                               give(hq, 3, e(hq, 1), box_b, 5)};
  std::vector<SeatFact> low = shared;
  for (int i = 1; i <= 4; ++i) low.push_back(take(box_a, i, e(hq, 2), i));
  std::vector<SeatFact> emptied = shared;  // box B
  for (int i = 1; i <= 5; ++i) emptied.push_back(take(box_b, i, e(hq, 3), i));
  std::vector<SeatFact> spent = emptied;  // and headquarters' reserve
  spent.push_back(withdraw(4, e(hq, 1), 2));
  auto with = [](std::vector<SeatFact> facts, SeatFact const& more) {
    facts.push_back(more);
    return facts;
  };
  Row const rows[] = {
      {"enough", shared, 20, ""},
      {"low: in all 5 before and 3 more", low, 20, "asked 8"},
      {"low, and one is wanted", low, 1, ""},
      {"asked already", with(low, ask(box_a, 5, 8)), 20, ""},
      {"nobody wants any", shared, 0, "given 3 to 0"},
      {"nobody wants any, and another asks", with(shared, ask(box_b, 1, 9)), 0, "given 4 to 2"},
      {"wanted here, and another asks", with(shared, ask(box_b, 1, 9)), 20, ""},
      {"low, and the other has as many", with(low, ask(box_b, 1, 9)), 1, ""},
      {"somebody waits where seats are", with(shared, join(box_b, 1, 9, 5)), 0, "given 3 to 0"},
      {"somebody waits where none are", with(emptied, join(box_b, 9, 9, 5)), 20, ""},
      {"… and headquarters has none either", with(spent, join(box_b, 9, 9, 5)), 20, "given 1 to 2"},
      {"many may want them here, and a box without any asks", with(emptied, ask(box_b, 9, 9)), 20,
       "given 2 to 2"},
  };
  for (Row const& row : rows) {
    CAPTURE(row.story);
    CHECK(words(tend_box(book_of(row.facts), stream(box_a), {course(), 12},
                         {row.wanting, stream(hq)})) == row.drafts);
  }
}

TEST_CASE("of two takings of one person the box that wrote the later releases it") {
  SeatBook book = book_of({supply(1, 12), give(hq, 2, event(hq, 1), box_a, 5),
                           give(hq, 3, event(hq, 1), box_b, 5), take(box_a, 1, event(hq, 2), 1),
                           take(box_b, 1, event(hq, 3), 1)});
  SeatedCourse about{course(), 12};
  CHECK(words(tend_box(book, stream(box_b), about, {20, std::nullopt})) == "released");
  CHECK(words(tend_box(book, stream(box_a), about, {20, std::nullopt})) == "");
  CHECK(words(tend_office(book, stream(hq), about, {{stream(box_a), 1}, {stream(box_b), 1}})) ==
        "");
  // Nobody hears of box B any more: headquarters does it.
  CHECK(words(tend_office(book, stream(hq), about, {{stream(box_a), 1}})) == "released");
}

TEST_CASE("a frozen lot goes home when headquarters can be reached") {
  SeatBook book = book_of({supply(1, 5), give(hq, 2, event(hq, 1), box_a, 5),
                           give(box_a, 1, event(hq, 2), box_b, 4), take(box_a, 2, event(hq, 2), 1),
                           take(box_a, 3, event(hq, 2), 2)});
  CHECK(book.spendable(stream(box_b)) == 0);
  CHECK_FALSE(take_seat(book, stream(box_b), {course(), person(3), {}, {}, {}}));
  CHECK(words(tend_box(book, stream(box_b), {course(), 5}, {0, std::nullopt})) == "");
  CHECK(words(tend_box(book, stream(box_b), {course(), 5}, {0, stream(hq)})) == "given 4 to 0");
}

TEST_CASE("a thousand takings of a cancelled course go in more calls than one") {
  std::vector<SeatFact> facts{supply(1, 1000), give(hq, 2, event(hq, 1), box_a, 1000)};
  for (int i = 1; i <= 1000; ++i) facts.push_back(take(box_a, i, event(hq, 2), i));
  SeatBook book = book_of(facts);
  int calls = 0, seq = 3;
  for (;; ++calls) {
    auto drafts = tend_office(book, stream(hq), {course(), 1000, true}, {});
    CHECK(drafts.size() <= most_drafts);
    if (drafts.empty()) break;
    for (Body const& body : drafts) book.add(*seat_fact(body, event(hq, seq++), {}));
  }
  CHECK(calls == 5);
  CHECK(book.totals().taken == 0);
}
