#include <algorithm>
#include <filesystem>
#include <iterator>

#include "platform/base/explain.h"
#include "sync/hq/commands/all.h"
#include "sync/ledger/reader.h"
#include "sync/views/projector.h"

namespace sala::hq {
namespace {

constexpr std::int64_t tell_every = 50'000;

void tell_progress(Sink& sink, std::int64_t done) {
  if (done % tell_every != 0) return;
  auto n = static_cast<std::uint64_t>(done);
  sink.complain("  " + sink.words().tr_n("{n} event", "{n} events", n) + "\n");
}

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
std::vector<std::string> differences(std::string_view kept, std::string_view fresh,
                                     Words const& words) {
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
    out.push_back(
        words.tr("shown, but no event says so: {what}", {{"what", short_line(only_kept[i])}}));
  }
  for (std::size_t i = 0; i < only_fresh.size() && i < most; ++i) {
    out.push_back(words.tr("an event says so, but it is not shown: {what}",
                           {{"what", short_line(only_fresh[i])}}));
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
  TRY(views::rebuild(scratch, self, [&](std::int64_t done) { tell_progress(sink, done); }));
  std::string fresh = TRY(views::dump(scratch));
  return kept == fresh ? std::vector<std::string>{} : differences(kept, fresh, sink.words());
}

Result<int> run(DataFolder const& folder, Arguments const&, Job const&, Sink& sink) {
  auto key = TRY(folder.read_key());
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  std::vector<std::string> problems;
  sink.tell(word("The file itself …"));
  if (auto state = TRY(database.integrity()); state != "ok") {
    problems.push_back(sink.words().tr("the file is damaged: {what}", {{"what", state}}));
  }
  sink.tell(word("Every chain and signature …"));
  auto findings =
      TRY(ledger::verify(database, [&](std::int64_t done) { tell_progress(sink, done); }));
  problems.insert(problems.end(), findings.problems.begin(), findings.problems.end());
  sink.tell(word("Everything shown, worked out anew …"));
  auto differ = TRY(compare_views(database, folder, DeviceId{key.public_key()}, sink));
  problems.insert(problems.end(), differ.begin(), differ.end());
  for (std::string const& problem : problems) {
    sink.tell(word("PROBLEM {what}"), {{"what", in_words(sink.words(), problem)}});
  }
  auto events = std::to_string(findings.events);
  auto streams = std::to_string(findings.streams);
  if (problems.empty()) {
    sink.tell(word("{events} events in {streams} streams: all is whole."),
              {{"events", events}, {"streams", streams}});
    return exit_good;
  }
  sink.tell(
      word("{events} events in {streams} streams: {count} problems. Stop headquarters, keep a "
           "copy of the folder, and bring the ledger back from a copy; the boxes send again "
           "what is newer."),
      {{"events", events}, {"streams", streams}, {"count", std::to_string(problems.size())}});
  return exit_trouble;
}

}  // namespace

Command verify_command() {
  return {"verify",
          "verify",
          word("checks every chain, every signature and everything shown, from scratch"),
          word("Needs as much free space as the ledger takes. May run while headquarters does. "
               "Ends with 1 when something is wrong."),
          {},
          Reads{run}};
}

}  // namespace sala::hq
