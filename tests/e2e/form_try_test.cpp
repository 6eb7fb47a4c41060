// `sala-hq form try` as an officer says it: a form of each kind, answered to its thanks on a real
// kiosk in memory, by label.
#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/support/files.h"

using namespace sala;

namespace {

struct Trial {
  test::TemporaryFolder folder;

  std::string said;
  // The exit status; the story is played in Thai.
  int play(std::string const& form, std::string const& story) {
    std::ofstream(folder / "story.txt") << story;
    auto out = folder / "out.txt";
    std::string command = "env -u DISPLAY -u WAYLAND_DISPLAY '" SALA_BINARIES
                          "/sala-hq' form try '" +
                          form + "' --lang th --play '" + (folder / "story.txt") +
                          "' --pictures '" + (folder / "pictures") + "' >'" + out + "' 2>&1";
    int status = std::system(command.c_str());
    said = test::read_file(out);
    return WEXITSTATUS(status);
  }
  static std::string demo(std::string const& name) {
    return SALA_SOURCE "/assets/demo/forms/" + name + ".csv";
  }
};

}  // namespace

TEST_CASE("an anonymous form is tried to its thanks, and begins anew") {
  Trial trial;
  int status = trial.play(Trial::demo("end_of_day"),
                          "see ความรู้สึกท้ายวัน\nsee 5 คำถาม\n"
                          "press เริ่มตอบ\npress ดีมาก\npress ต่อไป\npress ต่อไป\npress ต่อไป\n"
                          "press ต่อไป\npress ส่งคำตอบ\nsee ขอบคุณ\npicture thanks\n"
                          "press เสร็จแล้ว\nsee ความรู้สึกท้ายวัน\n");
  INFO(trial.said);
  CHECK(status == 0);
  CHECK(std::filesystem::exists(trial.folder / "pictures/thanks.png"));
}

TEST_CASE("a named form is tried to its thanks") {
  Trial trial;
  std::ofstream(trial.folder / "who.csv")
      << "survey\n,type,name,label,required\n,acknowledge,ok,ตกลงไหม,yes\nsettings\n"
         ",form_title,form_id,answers\n,ลองดู,who,named\n";
  int status = trial.play(trial.folder / "who.csv",
                          "see ลองดู\nsee 1 คำถาม\npress เริ่มตอบ\npress ตกลงไหม\npress ส่งคำตอบ\n"
                          "see ขอบคุณ\n");
  INFO(trial.said);
  CHECK(status == 0);
}

TEST_CASE("a confidential form is tried to its thanks, sealed for a key that nobody has") {
  Trial trial;
  int status = trial.play(Trial::demo("care_check_in"),
                          "press เริ่มตอบ\npress ให้ทีมดูแลใจอ่านคำตอบของฉันได้\npress เริ่มตอบ\n"
                          "press อยากให้มีคนโทรหา\npress ส่งคำตอบ\nsee ขอบคุณที่เล่าให้ฟัง\n");
  INFO(trial.said);
  CHECK(status == 0);
}

TEST_CASE("a form that cannot be used is not tried, and why is said") {
  Trial trial;
  std::ofstream(trial.folder / "bad.csv")
      << "survey\n,type,name,label,relevant\n,text,a,A,${nobody} = 1\n";
  CHECK(trial.play(trial.folder / "bad.csv", "see x\n") == 1);
  CHECK(trial.said.find("nobody") != std::string::npos);
}
