#include "sync/forms/pages.h"

#include <doctest/doctest.h>

#include <optional>

#include "platform/posix/files.h"
#include "sync/forms/xlsform/xlsform.h"
#include "tests/sync/forms/small_world.h"

using namespace sala;
using namespace sala::forms;

namespace {

struct Asked {
  explicit Asked(std::string const& csv) : Asked(read_xlsform(csv, "form.csv")) {}
  explicit Asked(Reading reading) : form(std::move(reading.form)) {
    auto made = Blueprint::make(form);
    REQUIRE(made);
    blueprint.emplace(std::move(*made));
    session.emplace(*blueprint, SessionClock{test::fixed_now()}, random);
    pager.emplace(*session);
  }
  void say(std::string_view path, std::string_view value) {
    REQUIRE(session->set(path, value));
    pager->refresh();
  }
  // "a | b c | rep?2": pages, the questions of one, and where rounds are asked for.
  std::string pages() const {
    std::string out;
    for (Page const& page : pager->pages()) {
      if (!out.empty()) out += " | ";
      std::string words;
      for (auto const& path : page.questions) words += (words.empty() ? "" : " ") + path.substr(6);
      if (page.kind == PageKind::rounds) {
        words = page.at.substr(6) + "?" + std::to_string(page.rounds);
      }
      out += words;
    }
    return out;
  }
  std::string here() const { return pager->page() == nullptr ? "(none)" : pager->page()->at; }

  Form form;
  test::FixedRandom random;
  std::optional<Blueprint> blueprint;
  std::optional<Session> session;
  std::optional<Pager> pager;
};

std::string survey(std::string const& rows) {
  return "survey\n,type,name,label,required,appearance,relevant,constraint,calculation,repeat_"
         "count,"
         "read_only,choice_filter\n" +
         rows + "choices\n,list_name,name,label\n,yn,yes,Yes\n,yn,no,No\n";
}

struct Case {
  char const* what;
  char const* rows;
  char const* pages;
};

constexpr Case cases[] = {
    {"one question a page", ",text,a,A\n,integer,b,B\n", "a | b"},
    {"what nobody sees has no page",
     ",start,s,\n,today,t,\n,calculate,c,,,,,,1+1\n,hidden,h,\n,note,n,N\n", "n"},
    {"a group is no page by itself", ",begin_group,g,G\n,text,a,A\n,text,b,B\n,end_group,,\n",
     "g/a | g/b"},
    {"a list of fields is one page",
     ",text,x,X\n,begin_group,g,G,,field-list\n,text,a,A\n,text,b,B\n,end_group,,\n,text,y,Y\n",
     "x | g/a g/b | y"},
    {"groups in a list of fields belong to it",
     ",begin_group,g,G,,field-list\n,text,a,A\n,begin_group,h,H,,field-list\n,text,b,B\n,end_group,"
     ",\n"
     ",text,c,C\n,end_group,,\n",
     "g/a g/h/b g/c"},
    {"what does not count now has no page", ",text,a,A\n,text,b,B,,,${a} = 'x'\n,text,c,C\n",
     "a | c"},
    {"an empty list of fields has no page",
     ",text,a,A\n,begin_group,g,G,,field-list,${a} = 'x'\n,text,b,B\n,end_group,,\n", "a"},
    {"a repeat asks for another round after the last",
     ",begin_repeat,r,R\n,text,a,A\n,text,b,B\n,end_repeat,,\n,text,z,Z\n",
     "r[1]/a | r[1]/b | r?1 | z"},
    {"one that the form counts does not ask",
     ",begin_repeat,r,R,,,,,,2\n,text,a,A\n,text,b,B\n,end_repeat,,\n",
     "r[1]/a | r[1]/b | r[2]/a | r[2]/b"},
    {"a round can be a list of fields",
     ",begin_repeat,r,R,,field-list,,,,2\n,text,a,A\n,text,b,B\n,end_repeat,,\n",
     "r[1]/a r[1]/b | r[2]/a r[2]/b"},
    {"a repeat that does not count now does not ask",
     ",text,a,A\n,begin_repeat,r,R,,,${a} = 'x'\n,text,b,B\n,end_repeat,,\n", "a"},
    {"a list of fields ends before a repeat and goes on after",
     ",begin_group,g,G,,field-list\n,text,a,A\n,begin_repeat,r,R\n,text,b,B\n,end_repeat,,\n,text,"
     "c,C\n"
     ",end_group,,\n",
     "g/a g/r[1]/b | g/r?1 | g/c"},
};

}  // namespace

TEST_CASE("a form is cut into pages") {
  for (Case const& it : cases) {
    INFO(it.what);
    CHECK(Asked(survey(it.rows)).pages() == it.pages);
  }
}

TEST_CASE("an answer opens and closes pages, and the place stays") {
  Asked asked(survey(",select_one yn,a,A\n,text,b,B,,,${a} = 'yes'\n,text,c,C\n"));
  CHECK(asked.pager->progress().pages == 2);
  CHECK(asked.pager->progress().may_change);
  asked.say("/data/a", "yes");
  CHECK(asked.pages() == "a | b | c");
  CHECK(asked.here() == "/data/a");
  CHECK(asked.pager->go_on());
  CHECK(asked.here() == "/data/b");
  CHECK(asked.pager->progress().page == 2);
  CHECK_FALSE(asked.pager->progress().may_change);  // nothing ahead decides about anything
  asked.say("/data/b", "kept");
  CHECK(asked.pager->go_back());
  asked.say("/data/a", "no");
  CHECK(asked.pages() == "a | c");
  asked.say("/data/a", "yes");
  CHECK(asked.session->find("/data/b")->text == "kept");  // going back never loses an answer
}

TEST_CASE(
    "questions are counted, not pages; and a page's number is only told as a question's where it "
    "is") {
  Asked each(survey(",text,a,A\n,text,b,B\n"));
  CHECK(each.pager->progress().questions == 2);
  CHECK(each.pager->progress().one_each);

  Asked together(
      survey(",begin group,g,G,,field-list\n,text,a,A\n,note,n,N\n,text,b,B\n,text,c,C\n,end "
             "group\n,text,d,D,,,${a} = 'x'\n"));
  CHECK(together.pager->progress().pages == 1);
  CHECK(together.pager->progress().questions == 3);
  CHECK_FALSE(together.pager->progress().one_each);
  together.say("/data/g/a", "x");
  CHECK(together.pager->progress().pages == 2);
  CHECK(together.pager->progress().questions == 4);

  Asked told(survey(",note,n,N\n,text,a,A\n"));  // two pages, one question
  CHECK(told.pager->progress().questions == 1);
  CHECK_FALSE(told.pager->progress().one_each);
}

TEST_CASE("what decides through a calculation is known to decide") {
  Asked asked(survey(
      ",integer,a,A\n,calculate,twice,,,,,,2 * ${a}\n,text,b,B,,,${twice} > 10\n,text,c,C\n"));
  CHECK(asked.pager->progress().may_change);
  asked.pager->go_on();
  CHECK_FALSE(asked.pager->progress().may_change);
}

TEST_CASE("a page says what is wrong with it; what cannot be answered stops nobody") {
  Asked asked(
      survey(",integer,a,A,yes,,,. > 3\n,text,b,B,yes,,,,,,yes\n"
             ",select_one yn,c,C,yes,,,,,,,${a} = 100\n"));
  auto troubles = [&] { return troubles_of(*asked.session, *asked.pager->page()); };
  REQUIRE(troubles().size() == 1);
  CHECK(troubles()[0].violation == Violation::required);
  asked.say("/data/a", "2");
  CHECK(troubles()[0].violation == Violation::constraint);
  CHECK(asked.pager->first_trouble() == 0);
  asked.say("/data/a", "5");
  CHECK(troubles().empty());
  CHECK_FALSE(asked.pager->first_trouble());
  asked.say("/data/a", "100");  // now there is something to choose
  CHECK(asked.pager->first_trouble() == 2);
  asked.pager->go_to_page(2);
  CHECK(asked.here() == "/data/c");
}

TEST_CASE("rounds come one by one, and the last can go again") {
  Asked asked(survey(",begin_repeat,r,R\n,text,a,A\n,end_repeat,,\n,text,z,Z\n"));
  CHECK(asked.here() == "/data/r[1]/a");
  CHECK(asked.pager->go_on());
  REQUIRE(asked.pager->add_round());
  CHECK(asked.here() == "/data/r[2]/a");
  CHECK(asked.pages() == "r[1]/a | r[2]/a | r?2 | z");
  CHECK(asked.pager->go_on());
  REQUIRE(asked.pager->remove_last_round());
  CHECK(asked.pages() == "r[1]/a | r?1 | z");
  CHECK(asked.here() == "/data/r");
  REQUIRE(asked.pager->remove_last_round());
  CHECK(asked.pages() == "r?0 | z");
  REQUIRE(asked.pager->add_round());
  CHECK(asked.here() == "/data/r[1]/a");
  CHECK(asked.pager->go_to("/data/z"));
  CHECK(asked.pager->is_last());
  CHECK_FALSE(asked.pager->go_on());
}

TEST_CASE("a form in which nothing is asked has no page") {
  Asked asked(survey(",text,a,A,,,false()\n"));
  CHECK(asked.pager->page() == nullptr);
  CHECK(asked.pager->progress().pages == 0);
  CHECK_FALSE(asked.pager->go_on());
  CHECK_FALSE(asked.pager->go_back());
}

TEST_CASE("the demo forms have the pages that their authors meant") {
  struct Demo {
    char const *file, *pages;
  };
  constexpr Demo demos[] = {
      {"end_of_day", "mood | useful | heard | pace | word"},
      {"course_feedback",
       "overall | detail/clear detail/practice detail/level | best | recommend | better"},
      {"project_pulse", "project | state | people | reach | spent | next_step | visit | news"},
      {"self_assessment", "moment | how | listen | team | problem | idea | plan | tell | next"},
  };
  for (Demo const& demo : demos) {
    auto path = std::string(SALA_SOURCE "/assets/demo/forms/") + demo.file + ".csv";
    auto bytes = files::read(path);
    REQUIRE(bytes);
    CHECK(Asked(read_xlsform(*bytes, path)).pages() == demo.pages);
  }
}
