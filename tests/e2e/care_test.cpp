// Something said in confidence at a real kiosk, on its whole way: the box, the wire, headquarters,
// the care team's own machine, and a note back. A canary shows whether anybody in between saw it.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "kiosk/machine.h"
#include "tests/support/real_headquarters.h"
#include "tests/support/relay.h"

using namespace sala;
using namespace std::chrono_literals;
using test::must;

namespace {

constexpr char canary[] = "canary-71c3-I-am-not-well";

// What this process, which the kiosk is in, tells the system's log while it lives.
class LogFile {
 public:
  explicit LogFile(std::string const& path) : before_(::dup(2)) {
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    REQUIRE(file >= 0);
    ::dup2(file, 2);
    ::close(file);
  }
  LogFile(LogFile&&) = delete;
  ~LogFile() {
    ::dup2(before_, 2);
    ::close(before_);
  }

 private:
  int before_;
};

struct Fixture {
  test::RealHeadquarters hq;
  std::string key_file = hq.folder / "khru-kaeo.key";
  std::string kiosk_folder = hq.folder / "kiosk";

  std::string care(std::vector<std::string> words, int status = 0) const {
    words.insert(words.begin(), "care");
    words.insert(words.end(), {"--key", key_file});
    return hq.command(words, status);
  }
  std::string file(std::string const& name, std::string const& text) const {
    std::ofstream(hq.folder / name) << text;
    return hq.folder / name;
  }
  std::string handed_out() const {
    return file("answers.sala", hq.command({"care-team", "hand-out"}));
  }
};

std::string public_line(std::string const& said) {
  auto from = said.find("sala-care-1:");
  REQUIRE(from != said.npos);
  return said.substr(from, said.find('\n', from) - from);
}

template <class Until>
bool refresh_until(kiosk::Machine& box, Until until) {
  for (auto end = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < end;) {
    box.refresh();
    if (until()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

kiosk::Saving answer(kiosk::Machine& box, kiosk::Answering const& answering) {
  auto ticket = box.desk().answer(answering);
  refresh_until(box, [&] { return box.desk().receipt(ticket).saving != kiosk::Saving::waiting; });
  return box.desk().receipt(ticket).saving;
}

void agree(kiosk::Machine& box, kiosk::Person const& person, bool yes) {
  auto ticket = box.desk().consent(
      {person.programme, person.set.participant, {Purpose::wellbeing, yes}, {}, {}});
  REQUIRE(refresh_until(box,
                        [&] { return box.desk().receipt(ticket).saving == kiosk::Saving::saved; }));
}

// Every file below the folder that holds the canary.
std::vector<std::string> leaks(std::string const& folder) {
  std::vector<std::string> found;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    if (test::read_file(entry.path()).find(canary) != std::string::npos) {
      found.push_back(entry.path().string());
    }
  }
  return found;
}

// Whether a core file of the process would hold the text.
bool is_in_memory(pid_t process, std::string_view text) {
  constexpr std::uint64_t piece = 1 << 20;
  constexpr std::uint64_t reserved = std::uint64_t{1} << 33;  // what a sanitizer keeps its notes in
  std::string const folder = "/proc/" + std::to_string(process);
  std::ifstream maps(folder + "/maps"), memory(folder + "/mem", std::ios::binary);
  REQUIRE(memory);
  std::string bytes(piece + text.size(), '\0');  // pieces overlap by the length of the text
  std::uint64_t searched = 0;
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t from = 0, to = 0;
    char dash = 0, readable = 0;
    std::istringstream(line) >> std::hex >> from >> dash >> to >> readable;
    if (readable != 'r' || to - from > reserved) continue;
    for (; from < to; from += piece) {
      memory.clear();
      memory.seekg(static_cast<std::streamoff>(from));
      memory.read(bytes.data(), static_cast<std::streamsize>(std::min(bytes.size(), to - from)));
      auto got = static_cast<std::size_t>(memory.gcount());
      searched += got;
      bool found = std::string_view(bytes).substr(0, got).find(text) != std::string_view::npos;
      if (found) return true;
    }
  }
  CHECK(searched > piece);
  return false;
}

std::string limits_of(pid_t process) {
  return test::read_file("/proc/" + std::to_string(process) + "/limits");
}

// A note goes back, sealed as well, to the answer that `read` shows.
void write_back(Fixture const& it, std::string const& read, std::string const& opened_at) {
  auto number = read.substr(read.find("── ") + std::string("── ").size(), 8);
  auto note =
      test::run({"/bin/sh", "-c",
                 "echo 'called, canary-note, meets Wednesday' | exec \"$0\" care note --key "
                 "\"$1\" --answer \"$2\" --followed-up \"$3\"",
                 test::binary("sala-hq"), it.key_file, number, opened_at},
                it.hq.environment);
  CHECK(note.find("canary-note") == std::string::npos);
  auto notes = it.file("notes.sala", note);
  CHECK(it.hq.command({"care-team", "take-back", notes}).find("1 note") != std::string::npos);
  CHECK(it.hq.command({"care-team", "take-back", notes}).find("0 notes") != std::string::npos);
  auto again = it.care({"open", it.handed_out()});
  CHECK(again.find("canary-note") != std::string::npos);
  CHECK(again.find("0 not followed up") != std::string::npos);
}

// Taken back at the kiosk: not shown any more, and named by the care team to be deleted everywhere.
void withdraw(Fixture const& it, kiosk::Machine& box, kiosk::Person const& person,
              kiosk::Answering const& said) {
  agree(box, person, false);
  CHECK(answer(box, said) == kiosk::Saving::refused);
  REQUIRE(refresh_until(box, [&] { return box.day().link().safe_to_switch_off; }));
  CHECK(it.hq.command({"erase", "--list"}).find("took a consent back") != std::string::npos);
  auto gone = it.care({"open", it.handed_out()});
  CHECK(gone.find(canary) == std::string::npos);
  CHECK(gone.find("1 were taken back") != std::string::npos);
  auto forget =
      test::run({"/bin/sh", "-c", "exec \"$0\" care forget --key \"$1\" \"$2\" 2>/dev/null",
                 test::binary("sala-hq"), it.key_file, it.handed_out()},
                it.hq.environment);
  CHECK(it.hq.command({"care-team", "take-back", it.file("forget.sala", forget)})
            .find("1 confidential answer is forgotten") != std::string::npos);
  CHECK(test::read_file(it.handed_out()).find("answer.sealed") == std::string::npos);
  CHECK(refresh_until(box, [&] {  // the box has done it, and said so
    return it.hq.command({"erase", "--list"}).find("forgotten on every box") != std::string::npos;
  }));
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "only the care team reads what was said in confidence") {
  hq.command({"import", SALA_SOURCE "/assets/demo/forms/care_check_in.csv", "--yes"});
  auto database = hq.open_to_read();
  auto form = must(views::Queries(database).confidential_forms()).front().form;
  auto line = public_line(care({"new-key"}));
  hq.command({"care-team", "trust", line, "--name", "ครูแก้ว"});
  test::Relay wire(std::stoi(hq.listen.substr(hq.listen.find(':') + 1)));
  std::string url = "http://127.0.0.1:" + std::to_string(wire.port());
  hq.serve({"--url", url});
  CHECK(limits_of(hq.process->pid()).find("Max core file size        0 ") != std::string::npos);
  test::run({test::binary("sala-kiosk"), "enrol", hq.invite(url), "--data", kiosk_folder});

  LogFile log(hq.folder / "kiosk.log");  // leaks() looks there, too
  kiosk::Machine::Options options;
  options.folder = kiosk_folder;
  auto box = must(kiosk::Machine::start(std::move(options)));
  REQUIRE(refresh_until(*box, [&] {
    auto const& day = box->day();
    return day.form(form) && day.can_seal() && !day.roster().people().empty();
  }));
  auto const entry = *box->day().form(form);
  auto const person = box->day().roster().people().front();
  kiosk::Answering said{
      hq.programme.programme, entry.form,
      entry.version,          {},
      person.set.participant, std::string(R"({"/data/mind":"2","/data/line":")") + canary + "\"}",
      system_clock().wall()};
  CHECK(answer(*box, said) == kiosk::Saving::refused);  // nobody agreed to it
  agree(*box, person, true);
  CHECK(answer(*box, said) == kiosk::Saving::saved);
  REQUIRE(refresh_until(*box, [&] { return box->day().link().safe_to_switch_off; }));

  // Neither the box, nor the wire, nor headquarters has it.
  auto opened_at = handed_out();
  CHECK(test::read_file(opened_at).find("answer.sealed") != std::string::npos);
  CHECK(leaks(hq.folder / "") == std::vector<std::string>{});
  CHECK(wire.heard().size() > 1000);
  CHECK(wire.heard().find(canary) == std::string::npos);
  CHECK(hq.process->everything().find(canary) == std::string::npos);
  CHECK_FALSE(is_in_memory(hq.process->pid(), canary));
  CHECK(is_in_memory(hq.process->pid(), person.set.nickname));  // who searches, finds

  // The care team has, with whom to call.
  auto read = care({"open", opened_at});
  CHECK(read.find(canary) != std::string::npos);
  CHECK(read.find(person.set.nickname) != std::string::npos);
  CHECK(read.find("not followed up") != std::string::npos);

  write_back(*this, read, opened_at);
  withdraw(*this, *box, person, said);

  // He agrees again, and tells again.
  agree(*box, person, true);
  REQUIRE(answer(*box, said) == kiosk::Saving::saved);
  REQUIRE(refresh_until(*box, [&] { return box->day().link().safe_to_switch_off; }));
  CHECK(care({"open", handed_out()}).find(canary) != std::string::npos);

  // Who is retired reads nothing new, what was before still opens.
  hq.command({"care-team", "retire", "ครูแก้ว"});
  REQUIRE(refresh_until(*box, [&] { return !box->day().can_seal(); }));
  CHECK(answer(*box, said) == kiosk::Saving::refused);
  CHECK(care({"open", handed_out()}).find(canary) != std::string::npos);
  box.reset();
  hq.end();
  hq.command({"verify"});
  CHECK(leaks(hq.folder / "") == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(Fixture, "a wrong pass-phrase, key or file opens nothing, and says so") {
  care({"new-key"});
  care({"new-key"}, 1);  // never over one that is there
  care({"open", file("nonsense", "hello\n")}, 2);
  care({"open", file("empty", "")}, 2);
  care({"open", handed_out()});
  hq.environment["SALA_PASSPHRASE"] = "some other words";
  CHECK(care({"open", handed_out()}, 1).find("pass-phrase") != std::string::npos);
  hq.command({"care-team", "trust", "sala-care-1:AAAA", "--name", "ครูแก้ว"}, 2);
  hq.command({"care-team", "retire", "ครูแก้ว"}, 1);
  hq.command({"care-team", "take-back", hq.folder / "nothing"}, 1);
}
