// On the machine of somebody of the care team, without headquarters: makes the key that opens
// confidential answers, opens them, and writes notes about them.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "platform/posix/files.h"
#include "platform/posix/terminal.h"
#include "platform/thai/date.h"
#include "sync/hq/care_bundle.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/commands/secrets.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"key", Takes::value, "FILE", word("the key of this reader, as new-key made it")},
    {"answer", Takes::value, "NUMBER", word("note: which answer it is about")},
    {"followed-up", Takes::nothing, "", word("note: the person was spoken to")},
    {"passphrase-file", Takes::value, "FILE",
     word("take the pass-phrase from the first line of FILE")},
};

constexpr std::size_t longest_note = 8'000;  // bytes
constexpr std::size_t number_digits = 8;

// What people call an answer by: the end of its id.
std::string number_of(SealedId const& id) {
  auto text = to_text(id);
  return text.substr(text.size() - number_digits);
}

Result<int> new_key(Arguments const& arguments, Job const& job, Sink& sink) {
  auto path = TRY(arguments.required("key"));
  if (std::filesystem::exists(path)) {
    return fail(ErrorCode::conflict, word("make a key"), word("there is a file of that name"),
                word("choose another name; a key that is lost opens nothing any more"));
  }
  auto key = crypto::OpeningKey::generate(system_random());
  auto line = TRY(crypto::lock_away(key, job.secrets.at(passphrase_secret), system_random()));
  TRY(files::replace(path, line + "\n", files::Secret::yes));
  sink.tell(word("The key is in {file}. Without it, or without its pass-phrase, nobody can open "
                 "what is sealed for you: keep a copy of the file in a safe place."),
            {{"file", path}});
  sink.say(show_made_up(job));
  sink.tell(word("Give this line to headquarters (it is no secret), for: sala-hq care-team trust"));
  sink.say("\n" + crypto::to_line(key.public_key()) + "\n\n");
  sink.tell(word("Its digits, to compare by telephone: {digits}"),
            {{"digits", crypto::fingerprint(key.public_key())}});
  return exit_good;
}

Result<crypto::OpeningKey> key_of(Arguments const& arguments, Job const& job) {
  auto text = TRY(files::read(TRY(arguments.required("key"))));
  auto line = std::string_view(text).substr(0, text.find_first_of("\r\n"));
  return crypto::take_out(line, job.secrets.at(passphrase_secret));
}

Result<CareBundle> bundle_of(Arguments const& arguments) {
  auto const& words = arguments.words();
  if (words.size() != 2) {
    return fail(ErrorCode::invalid, word("read the command line"),
                word("it wants the file that headquarters handed out"),
                word("see sala-hq care --help"));
  }
  return read_bundle(TRY(files::read(words[1])));
}

void show_answer(OpenedAnswer const& answer, std::string const& language, Sink& sink) {
  auto const& said = answer.said;
  auto when = thai::short_moment(WallTime(std::chrono::seconds(said.began_s)),
                                 language == "en" ? thai::Language::english : thai::Language::thai);
  std::string who = said.nickname + (said.nickname.empty() ? "" : " · ") + said.name;
  sink.say("── " + number_of(answer.id) + " · " + when + " · " + answer.title + "\n");
  sink.say("   " + who + (said.phone.empty() ? "" : " · " + said.phone) + "\n");
  for (forms::Said const& line : answer.lines) {
    sink.say("   " + line.question + ": " + line.answer + "\n");
  }
  for (std::string const& note : answer.notes) {
    sink.say("   " + sink.words().tr("Note: {text}", {{"text", note}}) + "\n");
  }
  if (answer.followed_up) sink.say("   ✓ " + std::string(sink.words().tr("followed up")) + "\n");
  sink.say("\n");
}

Result<int> open_all(Arguments const& arguments, Job const& job, Sink& sink) {
  auto bundle = TRY(bundle_of(arguments));
  auto key = TRY(key_of(arguments, job));
  auto language = arguments.value_or("lang", job.language);
  auto opened = open_bundle(bundle, key, language, system_random());
  for (OpenedAnswer const& answer : opened.answers) show_answer(answer, language, sink);
  auto open = std::ranges::count(opened.answers, false, &OpenedAnswer::followed_up);
  sink.tell(word("{n} answers; {open} not followed up yet."),
            {{"n", std::to_string(opened.answers.size())}, {"open", std::to_string(open)}});
  if (opened.for_others > 0) {
    sink.tell(word("{n} more are not for this key."), {{"n", std::to_string(opened.for_others)}});
  }
  std::size_t taken_back = 0;
  for (auto const& [programme, ids] : opened.taken_back) taken_back += ids.size();
  if (taken_back > 0) {
    sink.tell(word("{n} were taken back by who gave them and are not shown. Have them deleted: "
                   "sala-hq care forget"),
              {{"n", std::to_string(taken_back)}});
  }
  if (opened.damaged == 0) return exit_good;
  sink.tell(word("{n} could not be opened: they were changed on their way."),
            {{"n", std::to_string(opened.damaged)}});
  return exit_trouble;
}

// Whose answers they are only this key can tell; headquarters is told their numbers alone, in one
// heap.
Result<int> forget(Arguments const& arguments, Job const& job, Sink& sink) {
  auto bundle = TRY(bundle_of(arguments));
  auto key = TRY(key_of(arguments, job));
  auto opened = open_bundle(bundle, key, job.language, system_random());
  bool all = opened.for_others == 0 && opened.damaged == 0;
  CareBundle out;
  std::size_t count = 0;
  for (CareBundle::Part const& part : bundle.parts) {
    CareBundle::Part answer{part.programme, {}, {}};
    auto& ids = opened.taken_back[part.programme];
    count += ids.size();
    if (!ids.empty()) answer.forgotten.push_back({std::move(ids)});
    if (all) answer.dealt_with = digest_of_requests(bundle, part);
    out.parts.push_back(std::move(answer));
  }
  sink.say(write_bundle(out));
  auto n = static_cast<std::uint64_t>(count);
  sink.complain(
      sink.words().tr_n("{n} answer is to be forgotten.", "{n} answers are to be forgotten.", n) +
      "\n");
  if (!all) {
    sink.complain(std::string(sink.words().tr(
                      "Some are not for this key: have the other readers do the same.")) +
                  "\n");
  }
  return exit_good;
}

// The first line that is typed, or all of what is piped in.
std::string typed_note(Sink& sink) {
  if (has_terminal()) {
    sink.complain(std::string(sink.words().tr("The note (one line, may be empty)")) + ": ");
    std::string line;
    std::getline(std::cin, line);
    return line;
  }
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

Result<int> note(Arguments const& arguments, Job const& job, Sink& sink) {
  auto bundle = TRY(bundle_of(arguments));
  auto wanted = TRY(arguments.required("answer"));
  auto key = TRY(key_of(arguments, job));
  auto opened = open_bundle(bundle, key, job.language, system_random());
  auto found = std::ranges::find_if(
      opened.answers, [&](OpenedAnswer const& it) { return number_of(it.id) == wanted; });
  if (found == opened.answers.end()) {
    return fail(ErrorCode::not_found, word("write a note"),
                word("there is no answer of that number"),
                word("'sala-hq care open' shows the numbers"));
  }
  auto text = typed_note(sink);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  if (text.size() > longest_note || !is_utf8(text)) {
    return fail(ErrorCode::invalid, word("write a note"), word("it is too long, or no text"),
                word("write at most 2,500 letters, in UTF-8"));
  }
  CareBundle out;
  CareBundle::Part part{found->programme, {}, {}};
  part.notes.push_back(TRY(forms::seal_note(found->id, text, arguments.has("followed-up"),
                                            bundle.readers, system_random())));
  out.parts.push_back(std::move(part));
  sink.say(write_bundle(out));
  return exit_good;
}

Result<int> run(DataFolder const&, Arguments const& arguments, Job const& job, Sink& sink) {
  std::string what = arguments.words().empty() ? "" : arguments.words().front();
  if (what == "new-key" && arguments.words().size() == 1) return new_key(arguments, job, sink);
  if (what == "open") return open_all(arguments, job, sink);
  if (what == "note") return note(arguments, job, sink);
  if (what == "forget") return forget(arguments, job, sink);
  return fail(ErrorCode::invalid, word("read the command line"),
              word("say what to do: new-key, open, note or forget"),
              word("see sala-hq care --help"));
}

Result<void> prepare(Arguments const& arguments, Job& job, Words const& words) {
  std::string what = arguments.words().empty() ? "" : arguments.words().front();
  if (what == "new-key") return get_passphrase(arguments, job, words);
  if (what == "open" || what == "note" || what == "forget")
    return ask_passphrase(arguments, job, words);
  return {};
}

}  // namespace

Command care_command() {
  return {"care",
          "care new-key --key FILE | care open --key FILE ANSWERS | care note … > NOTES |"
          " care forget … > FORGET",
          word("opens confidential answers, on the machine of the care team"),
          word("new-key     makes a key under a pass-phrase: nobody else ever has it\n"
               "open        shows what is in ANSWERS, the file that headquarters handed out\n"
               "note        --answer NUMBER [--followed-up] ANSWERS: a note about one of them,\n"
               "            sealed for the care team, to be given back to headquarters:\n"
               "            sala-hq care note … > notes.sala\n"
               "forget      ANSWERS: names the answers of those who took their consent back or\n"
               "            are to be forgotten, for headquarters to delete them everywhere:\n"
               "            sala-hq care forget … > forget.sala\n"),
          options,
          Reads{run},
          prepare,
          2};
}

}  // namespace sala::hq
