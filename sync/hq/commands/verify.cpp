#include <algorithm>
#include <filesystem>
#include <iterator>

#include "sync/hq/commands/all.h"
#include "sync/ledger/reader.h"
#include "sync/views/projector.h"

namespace sala::hq {
namespace {

constexpr std::int64_t tell_every = 50'000;

// The copy in which the views are worked out anew, gone at the end whatever happens.
struct ScratchCopy {
  std::string path;
  ~ScratchCopy() {
    std::error_code ignored;
    for (char const* end : {"", "-wal", "-shm", "-journal"}) {
      std::filesystem::remove(path + end, ignored);
    }
  }
};

// Lines that are in one text and not in the other, at most `most` of each.
std::vector<std::string> differences(std::string_view kept, std::string_view fresh) {
  constexpr std::size_t most = 5;
  auto lines = [](std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
      auto end = text.find('\n');
      out.push_back(text.substr(0, end));
      text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  auto kept_lines = lines(kept);
  auto fresh_lines = lines(fresh);
  std::vector<std::string_view> only_kept;
  std::vector<std::string_view> only_fresh;
  std::set_difference(kept_lines.begin(), kept_lines.end(), fresh_lines.begin(), fresh_lines.end(),
                      std::back_inserter(only_kept));
  std::set_difference(fresh_lines.begin(), fresh_lines.end(), kept_lines.begin(), kept_lines.end(),
                      std::back_inserter(only_fresh));
  std::vector<std::string> out;
  auto short_line = [](std::string_view line) { return std::string(line.substr(0, 160)); };
  for (std::size_t i = 0; i < only_kept.size() && i < most; ++i) {
    out.push_back("shown, but no event says so: " + short_line(only_kept[i]));
  }
  for (std::size_t i = 0; i < only_fresh.size() && i < most; ++i) {
    out.push_back("an event says so, but it is not shown: " + short_line(only_fresh[i]));
  }
  return out;
}

Result<std::vector<std::string>> compare_views(db::Database& database, DataFolder const& folder,
                                               DeviceId const& self, Sink& sink) {
  ScratchCopy copy{folder.path() + "/verify-scratch.db"};
  std::filesystem::remove(copy.path);
  TRY(database.exec("PRAGMA query_only=OFF"));  // it forbids writing to other files, too
  auto make = TRY(database.prepare("VACUUM INTO ?1"));
  TRY(make.bind(copy.path).run());
  auto scratch = TRY(db::Database::open(copy.path, db::Access::read_write_unsafe));
  std::string kept = TRY(views::dump(scratch));
  TRY(views::rebuild(scratch, self, [&](std::int64_t done) {
    if (done % tell_every == 0) sink.complain("  " + std::to_string(done) + " events read again\n");
  }));
  std::string fresh = TRY(views::dump(scratch));
  return kept == fresh ? std::vector<std::string>{} : differences(kept, fresh);
}

Result<int> run(DataFolder const& folder, Arguments const&, Job const&, Sink& sink) {
  auto key = TRY(folder.read_key());
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  std::vector<std::string> problems;
  sink.say("The file itself …\n");
  if (auto state = TRY(database.integrity()); state != "ok") {
    problems.push_back("the file is damaged: " + state);
  }
  sink.say("Every chain and signature …\n");
  auto findings = TRY(ledger::verify(database, [&](std::int64_t done) {
    if (done % tell_every == 0) sink.complain("  " + std::to_string(done) + " events checked\n");
  }));
  problems.insert(problems.end(), findings.problems.begin(), findings.problems.end());
  sink.say("Everything shown, worked out anew …\n");
  auto differ = TRY(compare_views(database, folder, DeviceId{key.public_key()}, sink));
  problems.insert(problems.end(), differ.begin(), differ.end());
  for (std::string const& problem : problems) sink.say("PROBLEM " + problem + "\n");
  sink.say(std::to_string(findings.events) + " events in " + std::to_string(findings.streams) +
           " streams: " +
           (problems.empty() ? "all is whole.\n"
                             : std::to_string(problems.size()) +
                                   " problems. Stop headquarters, keep a copy of the folder, and "
                                   "bring the ledger back from a copy; the boxes send again what "
                                   "is newer.\n"));
  return problems.empty() ? exit_good : exit_trouble;
}

}  // namespace

Command verify_command() {
  return {
      "verify",
      "verify",
      "checks every chain, every signature and everything shown, from scratch",
      "Needs as much free space as the ledger takes. May run while headquarters does. Ends with\n"
      "1 when something is wrong.\n",
      {},
      Reads{run}};
}

}  // namespace sala::hq
