#include "sync/forms/answer_words.h"

#include <doctest/doctest.h>

#include "sync/forms/xlsform/xlsform.h"
#include "tests/support/files.h"
#include "tests/sync/forms/small_world.h"

using namespace sala;
using namespace sala::forms;

namespace {

// "question: answer; question: answer"
std::string in_words(std::string const& csv, std::string_view answers, std::string_view code) {
  auto reading = read_xlsform(csv, "form.csv");
  auto blueprint = Blueprint::make(reading.form);
  REQUIRE(blueprint);
  test::FixedRandom random;
  auto said = forms::in_words(*blueprint, answers, code, random);
  REQUIRE(said);
  std::string words;
  for (Said const& line : *said) {
    words += (words.empty() ? "" : "; ") + line.question + ": " + line.answer;
  }
  return words;
}

}  // namespace

TEST_CASE("answers are read in the words of the form, in either language") {
  auto const csv = test::read_file(SALA_SOURCE "/assets/demo/forms/care_check_in.csv");
  char const* answers = R"({"/data/how/mind":"2","/data/how/call":"OK"})";
  CHECK(in_words(csv, answers, "th") == "จิตใจ: 2; อยากให้มีคนโทรหา: ✓");
  CHECK(in_words(csv, answers, "en") == "Mind: 2; Please contact me: ✓");
}

TEST_CASE("of a choice its label is read, and what is not offered any more stays as it was kept") {
  std::string const csv =
      "survey\n,type,name,label\n,select_multiple food,eats,Eats\n,text,more,\n"
      "choices\n,list_name,name,label\n,food,rice,Rice\n,food,egg,Egg\n"
      "settings\n,form_id,answers\n,lunch,named\n";
  CHECK(in_words(csv, R"({"/data/eats":"egg tofu","/data/more":"OK","/data/gone":"1"})", "en") ==
        "Eats: Egg, tofu; more: OK; /data/gone: 1");
}
