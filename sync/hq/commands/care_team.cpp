// Headquarters' side of confidential answers: who may read them, and carrying them to and fro. It
// can open none of them.
#include <algorithm>
#include <future>

#include "platform/posix/files.h"
#include "sync/hq/care_requests.h"
#include "sync/hq/commands/all.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"name", Takes::value, "NAME", word("trust: whose key it is")},
};

tl::unexpected<Error> no_word(std::string const& what) {
  return fail(ErrorCode::invalid, word("read the command line"),
              "'" + what + "' is none of its words", word("see sala-hq care-team --help"));
}

Result<int> show(Desk& desk, Sink& sink) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  auto readers = TRY(views::Queries(database).care_keys());
  if (readers.empty()) {
    sink.tell(word("Nobody can read confidential answers yet, so boxes do not ask for any."));
  }
  for (CareKeySet const& reader : readers) {
    auto key = crypto::read_line(reader.key);
    auto digits = key ? crypto::fingerprint(*key) : reader.key;
    sink.tell(reader.retired ? word("{name}, {digits}: reads nothing new any more")
                             : word("{name}, {digits}"),
              {{"name", reader.holder}, {"digits", digits}});
  }
  return exit_good;
}

Result<int> trust(Desk& desk, Arguments const& arguments, Sink& sink) {
  if (arguments.words().size() != 2) return no_word("trust");
  auto const& line = arguments.words()[1];
  auto key = TRY(crypto::read_line(line));
  auto name = TRY(arguments.required("name"));
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  auto readers = TRY(views::Queries(database).care_keys());
  auto known = std::ranges::find(readers, line, &CareKeySet::key);
  bool same = known != readers.end() && known->holder == name && !known->retired;
  std::int64_t version = known == readers.end() ? 1 : known->version + 1;
  if (!same) TRY(desk.write({{common_programme, CareKeySet{line, version, name, false}}}));
  sink.tell(word("{name} can read confidential answers that are given from now on. Compare these "
                 "digits with {name} by telephone: {digits}"),
            {{"name", name}, {"digits", crypto::fingerprint(key)}});
  return exit_good;
}

Result<int> retire(Desk& desk, Arguments const& arguments, Sink& sink) {
  if (arguments.words().size() != 2) return no_word("retire");
  auto const& name = arguments.words()[1];
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  std::vector<ledger::Draft> drafts;
  for (CareKeySet& reader : TRY(views::Queries(database).care_keys())) {
    if (reader.retired || (reader.holder != name && reader.key != name)) continue;
    ++reader.version;
    reader.retired = true;
    drafts.push_back({common_programme, std::move(reader)});
  }
  if (drafts.empty()) {
    return fail(ErrorCode::not_found, word("retire a key"),
                word("nobody of that name reads confidential answers"),
                word("see sala-hq care-team"));
  }
  TRY(desk.write(std::move(drafts)));
  sink.tell(word("{name} can read nothing that is given from now on. What was given before opens "
                 "with that key as ever: see to it that it is kept safe."),
            {{"name", name}});
  return exit_good;
}

Result<int> hand_out(Desk& desk, Sink& sink) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  auto bundle = TRY(bundle_for_care(database, desk.headquarters));
  sink.say(write_bundle(bundle));
  return exit_good;
}

struct Taken {
  std::uint64_t notes = 0;
  std::uint64_t forgotten = 0;
  std::vector<ledger::Draft> drafts;
  std::vector<std::pair<std::string, std::string>> dealt_with;
};

// One event has room for some 1,600 ids.
constexpr std::size_t most_forgotten = 1'000;

void take_forgotten(CareBundle::Part const& part, std::vector<AnswerSealed> const& answers,
                    Taken& taken) {
  AnswersErased body;
  auto write = [&] {
    if (!body.answers.empty()) taken.drafts.push_back({part.programme, std::exchange(body, {})});
  };
  for (AnswersErased const& forgotten : part.forgotten) {
    for (SealedId const& id : forgotten.answers) {
      if (std::ranges::find(answers, id, &AnswerSealed::answer) == answers.end()) continue;
      body.answers.push_back(id);
      ++taken.forgotten;
      if (body.answers.size() == most_forgotten) write();
    }
  }
  write();
  if (part.dealt_with.empty()) return;
  taken.dealt_with.emplace_back(dealt_with_key(part.programme), part.dealt_with);
}

Result<Taken> read_back(Desk& desk, CareBundle& bundle) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  Taken taken;
  for (CareBundle::Part& part : bundle.parts) {
    auto known = TRY(queries.care_notes(part.programme));
    auto answers = TRY(queries.sealed_answers(part.programme));
    for (CareNoted& note : part.notes) {
      bool old = std::ranges::find(known, note.note, &CareNoted::note) != known.end();
      bool about = std::ranges::find(answers, note.answer, &AnswerSealed::answer) != answers.end();
      if (old || !about) continue;
      taken.drafts.push_back({part.programme, std::move(note)});
      ++taken.notes;
    }
    take_forgotten(part, answers, taken);
  }
  return taken;
}

Result<void> keep_dealt_with(Desk& desk, Taken const& taken) {
  std::promise<Result<void>> promise;
  desk.keeper.with_ledger(
      [&](ledger::Ledger& ledger) -> Result<void> {
        for (auto const& [key, value] : taken.dealt_with) TRY(ledger.set_meta(key, value));
        return {};
      },
      [&](Result<void> done) { promise.set_value(std::move(done)); });
  return promise.get_future().get();
}

Result<int> take_back(Desk& desk, Job const& job, Sink& sink) {
  std::uint64_t notes = 0, forgotten = 0;
  for (Attachment const& file : job.files) {
    auto bundle = TRY(read_bundle(file.bytes));
    auto taken = TRY(read_back(desk, bundle));
    if (!taken.drafts.empty()) TRY(desk.write(std::move(taken.drafts)));
    TRY(keep_dealt_with(desk, taken));
    notes += taken.notes;
    forgotten += taken.forgotten;
  }
  sink.say(sink.words().tr_n("{n} note is kept.", "{n} notes are kept.", notes) + "\n");
  if (forgotten > 0) {
    sink.say(sink.words().tr_n("{n} confidential answer is forgotten, on every box as it comes.",
                               "{n} confidential answers are forgotten, on every box as it comes.",
                               forgotten) +
             "\n");
  }
  return exit_good;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const& job, Sink& sink) {
  std::string what = arguments.words().empty() ? "show" : arguments.words().front();
  if (what == "show") return show(desk, sink);
  if (what == "trust") return trust(desk, arguments, sink);
  if (what == "retire") return retire(desk, arguments, sink);
  if (what == "hand-out") return hand_out(desk, sink);
  if (what == "take-back") return take_back(desk, job, sink);
  return no_word(what);
}

Result<void> prepare(Arguments const& arguments, Job& job, Words const&) {
  auto const& words = arguments.words();
  if (words.empty() || words.front() != "take-back") return {};
  if (words.size() != 2) return no_word("take-back");
  job.files.push_back({words[1], TRY(files::read(words[1]))});
  return {};
}

}  // namespace

Command care_team_command() {
  return {"care-team",
          "care-team [show | trust LINE --name NAME | retire NAME | hand-out | take-back FILE]",
          word("says who may read confidential answers, and carries them there"),
          word("trust       LINE is what 'sala-hq care new-key' printed on the reader's machine\n"
               "retire      nothing new is sealed for that person\n"
               "hand-out    prints all confidential answers, sealed as they are:\n"
               "            sala-hq care-team hand-out > answers.sala\n"
               "take-back   keeps the notes of the care team, sealed as they are, and forgets what "
               "it says\n"
               "            is to be forgotten (sala-hq care forget)\n"),
          options,
          Writes{run},
          prepare,
          2};
}

}  // namespace sala::hq
