#include "sync/hq/commands/main.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "platform/base/explain.h"
#include "platform/base/person.h"
#include "platform/base/share.h"
#include "platform/posix/terminal.h"
#include "sync/hq/admin.h"
#include "sync/hq/commands/local_desk.h"

namespace sala::hq {
namespace {

constexpr Option common_options[] = {
    {"data", Takes::value, "DIR",
     word("headquarters' folder; else SALA_HQ_DATA, /var/lib/sala-hq if it is there, ./hq-data")},
    {"lang", Takes::value, "th|en", word("what to speak; else as the system does, else Thai")},
    {"help", Takes::nothing, "", word("more about the command")},
    {"version", Takes::nothing, "", word("which version this is")},
};

class StandardSink final : public Sink {
 public:
  using Sink::Sink;
  void say(std::string_view text) override { std::cout << text << std::flush; }
  void complain(std::string_view text) override { std::cerr << text << std::flush; }
};

std::string overview(Words const& words) {
  std::string text = std::string(words.tr("sala-hq, the headquarters of Sala")) + "\n\n" +
                     std::string(words.tr("Usage: sala-hq COMMAND [OPTION…]")) + "\n\n";
  for (Command const& command : commands()) {
    std::string line = "  " + std::string(command.name);
    line.resize(13, ' ');
    text += line + std::string(words.tr(command.summary)) + "\n";
  }
  auto speak = [&](std::string_view msgid) { return words.tr(msgid); };
  return text + "\n" + std::string(words.tr("Every command:")) + "\n" +
         describe(common_options, speak) + "\n" +
         std::string(words.tr("Ends with 0 when all is good, 1 when there was trouble, 2 when it "
                              "was not understood.")) +
         "\n";
}

std::string help(Command const& command, Words const& words) {
  std::string text = words.tr("Usage: sala-hq {usage}", {{"usage", command.usage}}) + "\n\n" +
                     std::string(words.tr(command.summary)) + "\n\n";
  if (!command.details.empty()) text += std::string(words.tr(command.details)) + "\n\n";
  auto speak = [&](std::string_view msgid) { return words.tr(msgid); };
  return text + describe(command.options, speak) + (command.options.empty() ? "" : "\n") +
         std::string(words.tr("Every command:")) + "\n" + describe(common_options, speak);
}

std::string usual_folder() {
  if (char const* set = std::getenv("SALA_HQ_DATA"); set != nullptr && *set != '\0') return set;
  std::error_code error;
  bool installed = std::filesystem::exists("/var/lib/sala-hq/headquarters.key", error);
  return installed ? "/var/lib/sala-hq" : "./hq-data";
}

Result<int> run_command(Command const& command, DataFolder const& folder, Job& job, Sink& sink) {
  auto arguments = TRY(Arguments::parse(command.options, job.words));
  if (arguments.words().size() > command.most_words) {
    return fail(ErrorCode::invalid, "read the command line",
                "'" + arguments.words()[command.most_words] + "' is one word too many",
                "see --help");
  }
  if (command.prepare != nullptr) TRY(command.prepare(arguments, job, sink.words()));
  if (auto const* reads = std::get_if<Reads>(&command.run)) {
    return (*reads)(folder, arguments, job, sink);
  }
  auto local = LocalDesk::open(folder);
  if (local) return run_writing((*local)->desk(), job, sink);
  if (local.error().code != ErrorCode::busy) return tl::unexpected<Error>(local.error());
  return send_to_running(folder, job, sink);
}

// What stands before and beside the command.
struct Invocation {
  std::vector<std::string> words;
  std::string folder = usual_folder();
  bool wants_help = false;
};

Result<Invocation> read_invocation(std::vector<std::string> words) {
  Invocation out;
  auto asks = [](std::string const& word) { return word == "--help" || word == "-h"; };
  out.wants_help = std::any_of(words.begin(), words.end(), asks);
  if (auto folder = TRY(take_option("--data", words))) out.folder = *folder;
  if (!words.empty() && words.front() == "help") {  // sala-hq help import
    out.wants_help = true;
    words.erase(words.begin());
  }
  out.words = std::move(words);
  return out;
}

std::string names_of_commands() {
  std::string names;
  for (Command const& command : commands()) {
    names += (names.empty() ? "" : ", ") + std::string(command.name);
  }
  return names;
}

int complain(Sink& sink, std::string const& who, Error const& error) {
  sink.complain(who + ": " + explain(sink.words(), error) + "\n");
  return error.code == ErrorCode::invalid ? exit_usage : exit_trouble;
}

int run(Invocation const& asked, Sink& sink) {
  if (asked.words.empty() || asked.words.front().starts_with("-")) {
    auto text = overview(sink.words());
    asked.wants_help ? sink.say(text) : sink.complain(text);
    return asked.wants_help ? exit_good : exit_usage;
  }
  Command const* command = find_command(asked.words.front());
  if (command == nullptr) {
    auto error = fail(ErrorCode::invalid, "read the command line",
                      "there is no command '" + asked.words.front() + "'",
                      "there are: " + names_of_commands());
    return complain(sink, "sala-hq", error.value());
  }
  if (asked.wants_help) {
    sink.say(help(*command, sink.words()));
    return exit_good;
  }
  Job job;
  job.command = asked.words.front();
  job.words.assign(asked.words.begin() + 1, asked.words.end());
  job.language = sink.words().language();
  job.coloured = is_terminal_output();
  auto code = run_command(*command, DataFolder(asked.folder), job, sink);
  return code ? *code : complain(sink, "sala-hq " + job.command, code.error());
}

}  // namespace

int main(int count, char const* const* raw) {
  std::vector<std::string> words(raw + 1, raw + count);
  if (std::find(words.begin(), words.end(), "--version") != words.end()) {
    std::cout << program_name << std::endl;
    return exit_good;
  }
  auto catalogue = find_share_folder().and_then([](std::filesystem::path const& share) {
    return Catalogue::load((share / "locale").string());
  });
  if (!catalogue) {  // not installed whole: there are no words
    std::cerr << "sala-hq: " << catalogue.error().message() << std::endl;
    return exit_trouble;
  }
  auto spoken = chosen_words(*catalogue, words);
  StandardSink sink(spoken ? *spoken : usual_words(*catalogue));
  if (!spoken) return complain(sink, "sala-hq", spoken.error());
  auto asked = read_invocation(std::move(words));
  return asked ? run(*asked, sink) : complain(sink, "sala-hq", asked.error());
}

}  // namespace sala::hq
