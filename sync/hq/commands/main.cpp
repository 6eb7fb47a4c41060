#include "sync/hq/commands/main.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "platform/posix/terminal.h"
#include "sync/hq/admin.h"
#include "sync/hq/commands/local_desk.h"

namespace sala::hq {
namespace {

class StandardSink final : public Sink {
 public:
  void say(std::string_view text) override {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }
  void complain(std::string_view text) override {
    std::fwrite(text.data(), 1, text.size(), stderr);
  }
};

std::string overview() {
  std::string text =
      "sala-hq, the headquarters of Sala\n\nUsage: sala-hq COMMAND [OPTION…]\n\nCommands:\n";
  for (Command const& command : commands()) {
    std::string line = "  " + std::string(command.name);
    line.resize(11, ' ');
    text += line + std::string(command.summary) + "\n";
  }
  text +=
      "\nEvery command:\n"
      "  --data DIR  headquarters' folder; else SALA_HQ_DATA, /var/lib/sala-hq if it is there,\n"
      "              ./hq-data\n"
      "  --help      more about the command\n"
      "  --version   which version this is\n\n"
      "Ends with 0 when all is good, 1 when there was trouble, 2 when it was not understood.\n";
  return text;
}

std::string help(Command const& command) {
  std::string text = "Usage: sala-hq " + std::string(command.usage) + "\n\nIt " +
                     std::string(command.summary) + ".\n\n" + std::string(command.details);
  if (!command.details.empty()) text += "\n";
  return text + describe(command.options) + "  --data DIR  headquarters' folder\n";
}

std::string usual_folder() {
  if (char const* set = std::getenv("SALA_HQ_DATA"); set != nullptr && *set != '\0') return set;
  std::error_code error;
  bool installed = std::filesystem::exists("/var/lib/sala-hq/headquarters.key", error);
  return installed ? "/var/lib/sala-hq" : "./hq-data";
}

// Takes "--data DIR" out of the words, wherever it stands.
Result<std::string> take_folder(std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto at = words.begin() + static_cast<std::ptrdiff_t>(i);
    if (words[i].compare(0, 7, "--data=") == 0) {
      std::string path = words[i].substr(7);
      words.erase(at);
      return path;
    }
    if (words[i] != "--data") continue;
    if (i + 1 == words.size()) {
      return fail(ErrorCode::invalid, "read the command line", "--data needs a folder");
    }
    std::string path = words[i + 1];
    words.erase(at, at + 2);
    return path;
  }
  return usual_folder();
}

std::string language_of_person() {
  for (char const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    char const* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view(value).substr(0, 2) == "en" ? "en" : "th";
    }
  }
  return "th";
}

Result<int> run_command(Command const& command, DataFolder const& folder, Job& job, Sink& sink) {
  auto arguments = TRY(Arguments::parse(command.options, job.words));
  if (command.prepare != nullptr) TRY(command.prepare(arguments, job));
  if (auto const* reads = std::get_if<Reads>(&command.run)) {
    return (*reads)(folder, arguments, job, sink);
  }
  auto local = LocalDesk::open(folder);
  if (local) return run_writing((*local)->desk(), job, sink);
  if (local.error().code != ErrorCode::busy) return tl::unexpected<Error>(local.error());
  return send_to_running(folder, job, sink);
}

}  // namespace

int main(int count, char const* const* raw) {
  StandardSink sink;
  std::vector<std::string> words(raw + 1, raw + count);
  bool wants_help = std::find(words.begin(), words.end(), "--help") != words.end();
  if (std::find(words.begin(), words.end(), "--version") != words.end()) {
    sink.say(std::string(program_name) + "\n");
    return exit_good;
  }
  auto path = take_folder(words);
  if (words.empty() || !path) {
    wants_help ? sink.say(overview()) : sink.complain(overview());
    return wants_help ? exit_good : exit_usage;
  }
  Command const* command = find_command(words.front());
  if (command == nullptr) {
    if (wants_help) sink.say(overview());
    if (!wants_help) {
      sink.complain("sala-hq: there is no command '" + words.front() + "' (see sala-hq --help)\n");
    }
    return wants_help ? exit_good : exit_usage;
  }
  if (wants_help) {
    sink.say(help(*command));
    return exit_good;
  }
  Job job;
  job.command = words.front();
  job.words.assign(words.begin() + 1, words.end());
  job.language = language_of_person();
  job.coloured = is_terminal_output();
  auto code = run_command(*command, DataFolder(*path), job, sink);
  if (code) return *code;
  sink.complain("sala-hq " + job.command + ": " + code.error().message() + "\n");
  return code.error().code == ErrorCode::invalid ? exit_usage : exit_trouble;
}

}  // namespace sala::hq
