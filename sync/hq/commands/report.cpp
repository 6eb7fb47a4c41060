#include <algorithm>
#include <cmath>

#include "sync/hq/commands/all.h"
#include "sync/hq/commands/form_scope.h"
#include "sync/hq/form_report.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"form", Takes::value, "CODE", word("the form's code (form_id of its settings)")},
    {"session", Takes::value, "S", word("only of this session: code or id")},
    {"course", Takes::value, "C", word("only of the sessions of this course: code or id")},
    {"programme", Takes::value, "P", word("only of this programme: code, name or id")},
    {"growth", Takes::value, "BY",
     word("first and last answers beside each other, by person, team or cohort, and no more")},
};

constexpr std::int64_t widest_bar = 30;

std::string decimal(double number) {
  auto tenths = std::llround(number * 10);
  std::string sign = tenths < 0 ? "-" : "";
  tenths = std::llabs(tenths);
  return sign + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string bar_of(std::int64_t count, std::int64_t most) {
  std::string out;
  auto width = most == 0 ? 0 : (count * widest_bar + most - 1) / most;
  for (std::int64_t i = 0; i < width; ++i) out += "█";
  return out.empty() ? out : out + " ";
}

void say_question(QuestionReport const& question, Words const& words, Sink& sink) {
  sink.say("\n" + question.label + "\n");
  if (question.too_few) {
    sink.say("  " + std::string(words.tr("Fewer than five answers: not shown.")) + "\n");
    return;
  }
  std::string line =
      words.tr_n("{n} answer", "{n} answers", static_cast<std::uint64_t>(question.answered));
  if (question.spread) {
    auto const& it = *question.spread;
    line += " · " + words.tr("mean {mean}, spread {spread}, from {low} to {high}",
                             {{"mean", decimal(it.mean)},
                              {"spread", decimal(it.deviation)},
                              {"low", forms::to_text(it.low)},
                              {"high", forms::to_text(it.high)}});
  }
  sink.say("  " + line + "\n");
  std::int64_t most = 0;
  for (Bar const& bar : question.bars) most = std::max(most, bar.count);
  for (Bar const& bar : question.bars) {
    sink.say("  " + bar_of(bar.count, most) + std::to_string(bar.count) + "  " + bar.label + "\n");
  }
  for (std::string text : question.texts) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    sink.say("  – " + text + "\n");
  }
}

Result<GroupOf> grouping(views::Queries& queries, std::string const& by, Words const& words) {
  std::map<ParticipantId, std::string> names;
  std::map<ProgrammeId, std::string> cohorts;
  std::string nobody(words.tr("Without a team"));
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    cohorts[programme.programme] = spoken(programme.name, words);
    std::map<TeamId, std::string> teams;
    for (TeamSet const& team : TRY(queries.teams(programme.programme))) {
      teams[team.team] = spoken(team.name, words);
    }
    for (ParticipantSet const& it : TRY(queries.participants(programme.programme))) {
      auto team = teams.find(it.team);
      std::string person = it.nickname.empty() ? it.given_name : it.nickname + " " + it.given_name;
      names[it.participant] = by == "person"        ? person + " " + it.surname
                              : team == teams.end() ? nobody
                                                    : team->second;
    }
  }
  if (by == "cohort")
    return GroupOf([cohorts](Given const& it) { return cohorts.at(it.programme); });
  return GroupOf([names](Given const& it) {
    auto found = names.find(it.participant);
    return found == names.end() ? to_text(it.participant) : found->second;
  });
}

Result<void> say_growth(AnswerSheet const& sheet, views::Queries& queries, std::string const& by,
                        Words const& words, Sink& sink) {
  if (by != "person" && by != "team" && by != "cohort") {
    return fail(ErrorCode::invalid, word("write the report"), "'" + by + "' is not known",
                word("say --growth person, team or cohort"));
  }
  if (sheet.newest.answers != AnswerKind::named) {
    return fail(ErrorCode::refused, word("write the report"), word("the form is anonymous"),
                word("only named forms know who answered twice"));
  }
  auto growth = report_growth(sheet, words.language(), TRY(grouping(queries, by, words)));
  if (growth.empty()) {
    sink.say(std::string(words.tr("Nobody has answered it a second time.")) + "\n");
  }
  for (Growth const& question : growth) {
    sink.say("\n" + question.label + "\n");
    for (auto const& group : question.groups) {
      double change = group.after - group.before;
      sink.say("  " + decimal(group.before) + " → " + decimal(group.after) + "  (" +
               (change > 0 ? "+" : "") + decimal(change) + ")  " + group.name);
      if (by != "person") {
        sink.say(", " +
                 words.tr_n("{n} person", "{n} people", static_cast<std::uint64_t>(group.people)));
      }
      sink.say("\n");
    }
  }
  return {};
}

Result<int> run(DataFolder const& folder, Arguments const& arguments, Job const&, Sink& sink) {
  auto code = TRY(arguments.required("form"));
  TRY(folder.read_key());
  Words const& words = sink.words();
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  views::Queries queries(database);
  auto form = TRY(find_form(queries, code));
  auto sheet = TRY(read_answer_sheet(queries, form, TRY(scope_of(queries, arguments))));
  sink.say(spoken(form.title, words) + "\n");
  if (auto by = arguments.value("growth")) {
    TRY(say_growth(sheet, queries, *by, words, sink));
    return exit_good;
  }
  sink.say(words.tr_n("{n} person answered", "{n} people answered", sheet.given.size()) + "\n");
  if (sheet.given.empty()) return exit_good;
  for (auto const& question : report_questions(sheet, words.language())) {
    say_question(question, words, sink);
  }
  return exit_good;
}

}  // namespace

Command report_command() {
  return {"report",
          "report --form CODE [--session S | --course C | --programme P] [--growth BY]",
          word("puts the answers to a form together: counts, means, distribution, texts"),
          word("Anonymous answers are shown from five on. May run while headquarters does."),
          options,
          Reads{run}};
}

}  // namespace sala::hq
