// The course page over real sockets, with the whole service: what it shows, and what staff do
// there.
#include <doctest/doctest.h>

#include "tests/support/raw_socket.h"
#include "tests/sync/hq/course_office.h"
#include "tests/sync/hq/website.h"

namespace sala::test {
namespace {

using namespace std::chrono_literals;

struct Page : Website {
  Page() {
    CourseOffice office(data);
    office.write({WaitingJoined{map_course, CourseOffice::person(3), {}}});
    office.local.reset();
    start();
    come_in();
  }
  std::string path(std::string const& what = "") const {
    return "/live/courses/" + to_text(cohort_4) + what;
  }
  std::string board() {
    return std::string(ask(http::Method::get, path("/board?lang=en")).body_view());
  }
  bool board_becomes(std::string const& wanted) {
    for (int i = 0; i < 100; ++i) {
      if (board().find(wanted) != std::string::npos) return true;
      std::this_thread::sleep_for(50ms);
    }
    return false;
  }
  bool shows(std::string const& text) { return board().find(text) != std::string::npos; }
  static http::Query form(std::string const& action, CourseId const& course, int version = 1,
                          std::uint8_t who = 0, std::string const& reason = {}) {
    http::Query query{
        {"action", action}, {"course", to_text(course)}, {"version", std::to_string(version)}};
    if (who != 0) query.push_back({"participant", to_text(CourseOffice::person(who))});
    if (!reason.empty()) query.push_back({"reason", reason});
    return query;
  }
  int act(http::Query const& query) { return post(path("/act"), query).status; }
  // Bodies of headquarters' events of one kind.
  std::vector<std::string> written(std::string_view kind) const {
    std::vector<std::string> bodies;
    auto database = must(db::Database::open(data.ledger(), db::Access::read_only));
    must(must(ledger::Reader::open(database))
             .for_each([&](EventView const& event, std::int64_t) -> Result<void> {
               if (event.kind == kind) bodies.emplace_back(event.body);
               return {};
             }));
    return bodies;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Page, "the course page shows seats, boxes and lines in both languages") {
  auto page = ask(http::Method::get, path("?lang=th"));
  CHECK(page.status == 200);
  std::string html(page.body_view());
  CHECK(html.find("เล่าเรื่อง") != html.npos);
  CHECK(html.find("<bdi>โต๊ะ 1</bdi>") != html.npos);
  CHECK(html.find("ใครรออยู่ (2)") != html.npos);
  CHECK(shows("Who has a seat (2)"));
  CHECK(shows("Fewer than 5: cancel or keep it"));
  CHECK(shows("&lt;b&gt;&amp;&quot;&#39; (ทดสอบ ระบบ)"));
  CHECK_FALSE(shows("<b>&\"'"));
  // E2 has seats and a line, but its cut-off is over: nobody is offered one.
  CHECK_FALSE(shows("is offered a seat"));
  CHECK(ask(http::Method::get, "/live/courses/" + to_text(ProgrammeId{{77}})).status == 404);
  CHECK(ask(http::Method::get, path("/nothing")).status == 404);
}

TEST_CASE_FIXTURE(Page, "only staff, from our own page, in our own form, may act on a course") {
  auto release = form("release", story_course, 1, 1, "ย้ายกลุ่ม");
  auto body = http::write_query(release);
  CHECK(ask(http::Method::post, path("/act"), body).status == 403);
  CHECK(ask(http::Method::post, path("/act"), body, {{"Origin", "https://evil.example"}}).status ==
        403);
  CHECK(ask(http::Method::get, path("/act?" + body)).status == 404);
  CHECK(act({}) == 400);
  CHECK(act(form("explode", story_course)) == 400);
  CHECK(act(form("release", story_course, 1, 1)) == 400);          // no reason
  CHECK(act(form("release", story_course, 1, 1, " \t ")) == 400);  // nor this
  CHECK(act(form("release", story_course, 1, 0, "for nobody")) == 400);
  CHECK(act(form("release", story_course, 1, 1, std::string(400, 'x'))) == 400);
  CHECK(act(form("decline", story_course)) == 400);
  CHECK(act(form("decline", story_course, 1, 3)) == 400);  // no reason for this either
  CHECK(act({{"action", "keep"}, {"course", "x"}, {"version", "1"}}) == 400);
  CHECK(act({{"action", "keep"}, {"course", to_text(map_course)}, {"version", "1x"}}) == 400);
  CHECK(act(form("keep", CourseId{{99}})) == 404);
  CHECK(post("/live/courses/" + to_text(ProgrammeId{{77}}) + "/act", release).status == 404);
  cookie.clear();
  CHECK(act(release) == 401);
  CHECK(written("seat.released").empty());
}

TEST_CASE_FIXTURE(Page, "a seat given back is offered to the first; who declines passes it on") {
  CHECK(act(form("decline", story_course, 1, 3, "ไม่ว่าง")) == 204);  // nothing is offered yet
  CHECK(written("waiting.left").empty());
  CHECK(act(form("release", story_course, 1, 1, " ย้าย  กลุ่ม ")) == 204);
  CHECK(board_becomes("is offered a seat since "));
  auto released = written("seat.released");
  REQUIRE(released.size() == 1);
  CHECK(released[0].find("ย้าย กลุ่ม") != std::string::npos);
  CHECK(released[0].find(to_text(staff)) != std::string::npos);
  CHECK(shows("<bdi>&lt;b&gt;&amp;&quot;&#39; (ทดสอบ ระบบ)</bdi></b> <span>is offered"));
  CHECK(act(form("release", story_course, 1, 1, "again")) == 204);
  CHECK(written("seat.released").size() == 1);

  // Not his turn: he keeps his place.
  CHECK(act(form("decline", story_course, 1, 4, "ไม่ว่าง")) == 204);
  CHECK(written("waiting.left").empty());
  CHECK(act(form("decline", story_course, 1, 3, " โทรมาบอก  ว่าไม่ว่าง ")) == 204);
  CHECK(board_becomes("<bdi>น้ำ (น้ำฝน ศรี, ทอง)</bdi></b> <span>is offered"));
  auto left = written("waiting.left");
  REQUIRE(left.size() == 1);
  CHECK(left[0].find("\"declined\":true") != std::string::npos);
  CHECK(left[0].find(to_text(staff)) != std::string::npos);
  CHECK(left[0].find("\"reason\":\"โทรมาบอก ว่าไม่ว่าง\"") != std::string::npos);
  CHECK(act(form("decline", story_course, 1, 3, "again")) == 204);
  CHECK(written("waiting.left").size() == 1);
}

TEST_CASE_FIXTURE(Page, "a course below its minimum is kept or cancelled, by whoever is first") {
  SUBCASE("kept") {
    CHECK(act(form("keep", map_course, 2)) == 204);
    CHECK(board_becomes("Choosing has ended"));
    CHECK_FALSE(shows("cancel or keep it"));
    CHECK(act(form("cancel", map_course, 2)) == 204);  // somebody else's page, still the old one
    CHECK_FALSE(shows("Cancelled"));
    CHECK(act(form("cancel", map_course, 3)) == 204);  // it is not below its minimum any more
    CHECK_FALSE(shows("Cancelled"));
  }
  SUBCASE("cancelled: headquarters gives the seats back, so that they choose again first") {
    CHECK(act(form("cancel", map_course, 1)) == 204);  // it was changed since
    CHECK_FALSE(shows("Cancelled"));
    CHECK(act(form("cancel", map_course, 2)) == 204);
    CHECK(board_becomes("Cancelled"));
    for (int i = 0; i < 100 && written("seat.released").empty(); ++i) {
      std::this_thread::sleep_for(50ms);
    }
    auto released = written("seat.released");
    REQUIRE(released.size() == 1);
    CHECK(released[0].find(to_text(CourseOffice::person(5))) != std::string::npos);
    CHECK(act(form("release", map_course, 3, 5, "too late")) == 204);
    CHECK(act(form("keep", map_course, 3)) == 204);
    CHECK(shows("Cancelled"));
  }
  CHECK(act(form("cancel", story_course, 1)) == 204);  // it is full, and open
  auto page = board();
  CHECK(page.find("Cancel the course") == page.npos);
}

TEST_CASE_FIXTURE(Page, "who watches is told of every change") {
  RawSocket socket(service->port());
  socket.send("GET " + path("/events") + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie +
              "\r\n\r\n");
  socket.receive_until("\r\n\r\n", 10s);
  CHECK(act(form("release", story_course, 1, 2, "กลับบ้าน")) == 204);
  CHECK(socket.receive_until("event: courses", 10s).find("event: courses") != std::string::npos);
}

}  // namespace sala::test
