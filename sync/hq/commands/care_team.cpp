// Headquarters' side of confidential answers: who may read them, and carrying them to and fro. It
// can open none of them.
#include <algorithm>

#include "platform/posix/files.h"
#include "sync/hq/care_bundle.h"
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
  views::Queries queries(database);
  CareBundle bundle;
  bundle.readers = TRY(queries.care_keys());
  bundle.forms = TRY(queries.confidential_forms());
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    CareBundle::Part part{programme.programme, {}, {}};
    part.answers = TRY(queries.sealed_answers(programme.programme));
    part.notes = TRY(queries.care_notes(programme.programme));
    if (!part.answers.empty()) bundle.parts.push_back(std::move(part));
  }
  sink.say(write_bundle(bundle));
  return exit_good;
}

Result<int> take_back(Desk& desk, Job const& job, Sink& sink) {
  std::uint64_t taken = 0;
  for (Attachment const& file : job.files) {
    auto bundle = TRY(read_bundle(file.bytes));
    auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
    views::Queries queries(database);
    std::vector<ledger::Draft> drafts;
    for (CareBundle::Part& part : bundle.parts) {
      auto known = TRY(queries.care_notes(part.programme));
      auto answers = TRY(queries.sealed_answers(part.programme));
      for (CareNoted& note : part.notes) {
        bool old = std::ranges::find(known, note.note, &CareNoted::note) != known.end();
        bool about =
            std::ranges::find(answers, note.answer, &AnswerSealed::answer) != answers.end();
        if (old || !about) continue;
        drafts.push_back({part.programme, std::move(note)});
        ++taken;
      }
    }
    if (!drafts.empty()) TRY(desk.write(std::move(drafts)));
  }
  sink.say(sink.words().tr_n("{n} note is kept.", "{n} notes are kept.", taken) + "\n");
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
               "take-back   keeps the notes of the care team, sealed as they are\n"),
          options,
          Writes{run},
          prepare,
          2};
}

}  // namespace sala::hq
