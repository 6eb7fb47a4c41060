#include "sync/hq/commands/import_forms.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>

#include "platform/base/bytes.h"
#include "sync/forms/form_json.h"
#include "tests/support/files.h"

using namespace sala;

namespace {

hq::Attachment demo(std::string const& name) {
  return {name, test::read_file(SALA_SOURCE "/assets/demo/forms/" + name)};
}

hq::FormImport plan(std::vector<hq::Attachment> const& files, std::vector<FormSet> const& known,
                    std::vector<hq::Attachment> const& pictures = {}) {
  static auto const catalogue = *Catalogue::load(SALA_SHARE "/locale");
  return hq::plan_forms(files, pictures, known, common_programme, catalogue.in("en"),
                        system_clock(), system_random());
}

}  // namespace

TEST_CASE("a form is imported once, and again only when it has changed, as the next version") {
  auto file = demo("end_of_day.csv");
  CHECK(hq::is_form(file));
  auto first = plan({file}, {});
  REQUIRE(first.drafts.size() == 1);
  auto form = std::get<FormSet>(first.drafts[0].body);
  CHECK(form.code == "end_of_day");
  CHECK(form.version == 1);
  CHECK(form.answers == AnswerKind::anonymous);
  CHECK(forms::unpack_form(form.canonical)->questions.size() == 5);
  CHECK(plan({file}, {form}).drafts.empty());
  file.bytes.replace(file.bytes.find("How was today?"), 14, "How was it?");
  auto second = plan({file}, {form});
  REQUIRE(second.drafts.size() == 1);
  CHECK(std::get<FormSet>(second.drafts[0].body).version == 2);
  CHECK(std::get<FormSet>(second.drafts[0].body).form == form.form);
}

TEST_CASE("of several forms none is imported when one of them cannot be used") {
  hq::Attachment bad{"bad.csv", "survey\n,type,name,label\n,geopoint,where,Where\n"};
  auto both = plan({demo("end_of_day.csv"), bad}, {});
  CHECK_FALSE(both.good);
  CHECK(both.drafts.empty());
  CHECK(both.told.find("Sala does not ask “geopoint”.") != std::string::npos);
  CHECK_FALSE(hq::is_form({"people.csv", "nickname,team\nบีม,ดาว\n"}));
}

TEST_CASE("a form of 300 questions in two languages fits into one event") {
  std::string csv = "survey\n,type,name,label::ไทย (th),label::English (en),relevant\n";
  for (int i = 0; i < 300; ++i) {
    auto n = std::to_string(i);
    csv +=
        ",integer,q" + n + ",คำถามข้อที่ " + n + " ถามว่าอะไร,Question number " + n + " asks what,\n";
  }
  auto made = plan({{"long.csv", csv}}, {});
  REQUIRE(made.drafts.size() == 1);
  CHECK(write_body(made.drafts[0].body).size() < max_body_bytes);
  auto form = std::get<FormSet>(made.drafts[0].body);
  CHECK(forms::unpack_form(form.canonical)->questions.size() == 300);
}

namespace {

// As a drawing program writes it, as far as an import looks: head, body, end.
std::string png(std::uint32_t width, std::uint32_t height, std::size_t size = 100) {
  using namespace std::string_literals;
  std::string bytes = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s;
  for (std::uint32_t side : {width, height}) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(side >> shift & 0xFF);
  }
  bytes.resize(std::max(size, bytes.size() + 12) - 12, 'x');
  return bytes + "\0\0\0\0IEND\xae\x42\x60\x82"s;
}

hq::Attachment pictured() {
  return {"animals.csv",
          "survey\n,type,name,label::ไทย (th),label::English (en),image::ไทย (th),image::English "
          "(en),audio\n"
          ",note,look,ดูภาพ,Look,วัว.png,cow.png,moo.mp3\n"
          ",select_one pets,pet,ตัวไหน,Which?,,,\n"
          "choices\n,list_name,name,label::ไทย (th),label::English (en),image\n"
          ",pets,dog,หมา,Dog,jr://images/dog.png\n,pets,cat,แมว,Cat,\n"
          "settings\n,form_title,form_id\n,สัตว์,animals\n"};
}

std::vector<hq::Attachment> three() {
  return {{hq::picture_attachment("animals.csv", "วัว.png"), png(960, 640, 100'000)},
          {hq::picture_attachment("animals.csv", "cow.png"), png(960, 640, 90'000)},
          {"dog.png", png(64, 64)}};
}

}  // namespace

TEST_CASE("pictures of questions and choices, in each language, come before the form, in pieces") {
  auto made = plan({pictured()}, {}, three());
  INFO(made.told);
  REQUIRE(made.good);
  auto form = std::get<FormSet>(made.drafts.back().body);
  REQUIRE(form.pictures.size() == 3);
  CHECK(form.pictures[0].file == "วัว.png");
  CHECK(form.pictures[0].pieces == 3);
  CHECK(form.pictures[2].file == "dog.png");
  CHECK(form.pictures[2].pieces == 1);
  REQUIRE(made.drafts.size() == 3 + 2 + 1 + 1);
  std::string cow;
  for (auto const& draft : made.drafts) {
    CHECK(write_body(draft.body).size() <= max_body_bytes);
    auto const* piece = std::get_if<PictureKept>(&draft.body);
    if (piece == nullptr || piece->picture != form.pictures[1].picture) continue;
    cow += *from_base64url(piece->bytes);
  }
  CHECK(cow == png(960, 640, 90'000));
  // What cannot be played is told, and where.
  CHECK(made.told.find("row 3, column audio") != std::string::npos);
  CHECK(made.told.find("“moo.mp3” is left out") != std::string::npos);
}

TEST_CASE("a picture that boxes have is not written again; another one makes a new version") {
  auto form = std::get<FormSet>(plan({pictured()}, {}, three()).drafts.back().body);
  CHECK(plan({pictured()}, {form}, three()).drafts.empty());
  auto changed = three();
  changed[2].bytes = png(65, 64);
  auto again = plan({pictured()}, {form}, changed);
  REQUIRE(again.drafts.size() == 2);  // the dog, and the form that shows it
  CHECK(std::get<FormSet>(again.drafts[1].body).version == 2);
}

TEST_CASE(
    "a picture that is missing, too large or no PNG is refused by name, and nothing is imported") {
  struct Row {
    std::size_t at;
    std::optional<std::string> bytes;
    char const* said;
  };
  Row const rows[] = {
      {0, std::nullopt, "row 3, column image: The picture “วัว.png” is not there."},
      {1, png(960, 640, (512 << 10) + 1), "The picture “cow.png” is too large."},
      {1, png(2049, 100), "The picture “cow.png” is too large."},
      {2, "GIF89a and more of it, long enough to be a picture of a dog", "“dog.png” is no PNG."},
      {2, png(64, 64).substr(0, 80), "“dog.png” is no PNG."},
  };
  for (Row const& row : rows) {
    CAPTURE(row.said);
    auto pictures = three();
    if (row.bytes) {
      pictures[row.at].bytes = *row.bytes;
    } else {
      pictures.erase(pictures.begin() + static_cast<std::ptrdiff_t>(row.at));
    }
    auto made = plan({pictured()}, {}, pictures);
    CHECK_FALSE(made.good);
    CHECK(made.drafts.empty());
    CHECK_MESSAGE(made.told.find(row.said) != std::string::npos, made.told);
  }
  auto largest = three();
  largest[1].bytes = png(2048, 2048, 512 << 10);
  CHECK(plan({pictured()}, {}, largest).good);
}

TEST_CASE("pictures are found beside the form's file, and in the folder that is called after it") {
  test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "animals-media");
  std::ofstream(folder / "animals.csv") << pictured().bytes;
  std::ofstream(folder / "animals-media/cow.png") << png(10, 10);
  std::ofstream(folder / "dog.png") << std::string(600 << 10, 'x');
  auto found = hq::pictures_beside(folder / "animals.csv", pictured().bytes);
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "animals.csv/cow.png");
  CHECK(found[0].bytes == png(10, 10));
  auto made = plan({pictured()}, {}, found);
  CHECK(made.told.find("“วัว.png” is not there") != std::string::npos);
  CHECK(made.told.find("“dog.png” is too large") != std::string::npos);
}
