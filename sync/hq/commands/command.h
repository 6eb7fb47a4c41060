// The commands of sala-hq. Each is a file of this folder and one line in commands.cpp.
//
// A command that writes is run by whoever holds the folder's lock: this process when headquarters
// is not running, else the running one, through its admin socket. It is therefore given all that it
// needs in a Job (files read, secrets asked), and writes what it has to say to a Sink.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "platform/base/arguments.h"
#include "platform/base/catalogue.h"
#include "sync/hq/data_folder.h"
#include "sync/hq/office.h"
#include "sync/views/keeper.h"

namespace sala::hq {

inline constexpr int exit_good = 0;
inline constexpr int exit_trouble = 1;  // it was tried and did not work, or problems were found
inline constexpr int exit_usage = 2;    // the command line was not understood

struct Attachment {
  std::string name;
  std::string bytes;
};

struct Job {
  std::string command;
  std::vector<std::string> words;  // options and words behind the command's name
  std::vector<Attachment> files;
  std::string language;                        // of the person: "th", "en"
  std::map<std::string, std::string> secrets;  // pass-phrases and codes, see secrets.h
  bool coloured = false;                       // the output is a terminal
};

class Sink {
 public:
  // Speaks the language of `words`.
  explicit Sink(Words words) : words_(words) {}
  virtual ~Sink() = default;
  Words const& words() const { return words_; }
  // A line of the catalogue.
  void tell(std::string_view msgid, Fills fills = {}) { say(words_.tr(msgid, fills) + "\n"); }
  virtual void say(std::string_view text) = 0;       // standard output
  virtual void complain(std::string_view text) = 0;  // standard error

 private:
  Words words_;
};

// What a command that writes works with.
struct Desk {
  views::Keeper& keeper;
  Office& office;
  std::function<void(std::vector<ledger::Draft>, views::Done<std::vector<EventName>>)> append;
  std::string ledger_path;
  DeviceId headquarters;
  std::string url;                // how boxes reach us; empty: not known
  std::vector<std::string> pins;  // of our TLS certificate
  Catalogue const& catalogue;
  Clock const& clock;
  Random& random;
  // As Keeper::write, and boxes that wait are told; empty: headquarters does not run.
  std::function<void(views::Compose, views::Done<std::vector<EventName>>)> compose = {};
  // Staff vouch that headquarters forgot nothing (views::Steward).
  std::function<void()> vouch = {};

  // Writes what `work` finds right on the keeper's thread, and waits until it is on disk.
  Result<std::vector<EventName>> write_against(views::Compose work) const;
  // Appends all or none, and waits until it is on disk.
  Result<std::vector<EventName>> write(std::vector<ledger::Draft> drafts) const;
};

using Writes = Result<int> (*)(Desk&, Arguments const&, Job const&, Sink&);
using Reads = Result<int> (*)(DataFolder const&, Arguments const&, Job const&, Sink&);
// Before a command is run or handed over: reads files, asks for secrets.
using Prepares = Result<void> (*)(Arguments const&, Job&, Words const&);

struct Command {
  std::string_view name;
  std::string_view usage;    // "import FILE…"
  std::string_view summary;  // one line; a msgid, as the next
  std::string_view details;  // for its own --help; may be empty
  std::span<Option const> options;
  std::variant<Writes, Reads> run;
  Prepares prepare = nullptr;
  std::size_t most_words = 0;  // beside the options; more are not understood
};

std::span<Command const> commands();
Command const* find_command(std::string_view name);

// Runs a command that writes; errors are told to the sink. For the running headquarters.
int run_writing(Desk& desk, Job const& job, Sink& sink);

}  // namespace sala::hq
