#include <algorithm>
#include <cmath>
#include <set>

#include "platform/thai/date.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/commands/form_scope.h"
#include "sync/hq/form_report.h"
#include "sync/hq/spoken.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"form", Takes::value, "CODE", word("the form's code (form_id of its settings)")},
    {"session", Takes::value, "S", word("only of this session: code or id")},
    {"course", Takes::value, "C", word("only of the sessions of this course: code or id")},
    {"programme", Takes::value, "P", word("only of this programme: code, name or id")},
    {"by", Takes::value, "WHAT",
     word("beside each other, and no more: session, course, cohort; over time: day, month")},
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

// ---- beside each other, and over time

std::string cohort_name(ProgrammeSet const& programme, Words const& words) {
  auto name = spoken(programme.name, words);
  if (programme.cohort == 0) return name;
  return name + " " + words.tr("cohort {n}", {{"n", std::to_string(programme.cohort)}});
}

// "2026-11-23 09:00 S1 Design thinking": in the order of the alphabet, and of time.
std::string session_name(SessionSet const& it, Words const& words) {
  auto local = thai::to_local(WallTime(std::chrono::seconds(it.starts_s)));
  return thai::iso_date(local.date) + " " +
         thai::clock_time(local.of_day, thai::Language::english) + " " +
         (it.code.empty() ? "" : it.code + " ") + spoken(it.title, words);
}

template <class Key>
std::string name_in(std::map<Key, std::string> const& names, Key const& key,
                    std::string_view nothing) {
  auto found = names.find(key);
  return found == names.end() ? std::string(nothing) : found->second;
}

Result<GroupOf> part_of(views::Queries& queries, std::string const& by, Words const& words) {
  if (by == "day") return GroupOf([](Given const& it) { return it.day; });
  if (by == "month") return GroupOf([](Given const& it) { return it.day.substr(0, 7); });
  std::map<SessionId, std::string> sessions, courses;
  std::map<ProgrammeId, std::string> cohorts;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    cohorts[programme.programme] = cohort_name(programme, words);
    std::map<CourseId, std::string> titles;
    for (CourseSet const& it : TRY(queries.courses(programme.programme))) {
      titles[it.course] = (it.code.empty() ? "" : it.code + " ") + spoken(it.title, words);
    }
    for (SessionSet const& it : TRY(queries.sessions(programme.programme))) {
      sessions[it.session] = session_name(it, words);
      auto title = titles.find(it.course);
      if (title != titles.end()) courses[it.session] = title->second;
    }
  }
  std::string none(words.tr(by == "course" ? word("Without a course") : word("Without a session")));
  if (by == "cohort") {
    return GroupOf([cohorts](Given const& it) { return name_in(cohorts, it.programme, ""); });
  }
  auto const& names = by == "course" ? courses : sessions;
  if (by != "course" && by != "session") {
    return fail(ErrorCode::invalid, word("write the report"), "'" + by + "' is not known",
                word("say --by session, course, cohort, day or month"));
  }
  return GroupOf([names, none](Given const& it) { return name_in(names, it.session, none); });
}

// One letter a bar: "▁▃█▅".
std::string picture_of(std::vector<Bar> const& bars) {
  static constexpr char const* levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::int64_t most = 1;
  for (Bar const& bar : bars) most = std::max(most, bar.count);
  std::string out;
  for (Bar const& bar : bars)
    out += bar.count == 0 ? "·" : levels[(bar.count * 7 + most - 1) / most];
  return out;
}

void say_parts(std::vector<GroupReport> const& parts, Words const& words, Sink& sink) {
  for (std::size_t i = 0; i < parts.front().questions.size(); ++i) {
    sink.say("\n" + parts.front().questions[i].label + "\n");
    for (GroupReport const& part : parts) {
      QuestionReport const& question = part.questions[i];
      std::string line = "  " + part.name + " · ";
      if (question.too_few) {
        line += words.tr("Fewer than five answers: not shown.");
      } else {
        line +=
            words.tr_n("{n} answer", "{n} answers", static_cast<std::uint64_t>(question.answered));
        if (question.spread) {
          line += " · " + words.tr("mean {mean}, spread {spread}",
                                   {{"mean", decimal(question.spread->mean)},
                                    {"spread", decimal(question.spread->deviation)}});
        }
        if (!question.bars.empty()) line += " · " + picture_of(question.bars);
      }
      sink.say(line + "\n");
    }
  }
}

// ---- before and after

// What somebody is counted under, and what tells him from others of that name.
struct Named {
  std::string name, apart;
};

Named name_of(ParticipantSet const& it, std::string const& team, std::string const& cohort,
              std::string const& by) {
  if (by == "team") return {team, cohort};
  std::string person = it.nickname.empty() ? it.given_name : it.nickname + " " + it.given_name;
  return {person + " " + it.surname, it.code.empty() ? to_text(it.participant) : it.code};
}

Result<GroupOf> grouping(views::Queries& queries, std::string const& by, Words const& words) {
  std::map<ParticipantId, Named> names;
  std::map<std::string, std::set<std::string>> alike;
  std::map<ProgrammeId, std::string> cohorts;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    auto const& cohort = cohorts[programme.programme] = cohort_name(programme, words);
    std::map<TeamId, std::string> teams;
    for (TeamSet const& team : TRY(queries.teams(programme.programme))) {
      teams[team.team] = spoken(team.name, words);
    }
    for (ParticipantSet const& it : TRY(queries.participants(programme.programme))) {
      auto team = name_in(teams, it.team, words.tr("Without a team"));
      auto const& named = names[it.participant] = name_of(it, team, cohort, by);
      alike[named.name].insert(named.apart);
    }
  }
  if (by == "cohort")
    return GroupOf([cohorts](Given const& it) { return name_in(cohorts, it.programme, ""); });
  return GroupOf([names, alike](Given const& it) {
    auto found = names.find(it.participant);
    if (found == names.end()) return to_text(it.participant);
    auto const& [name, apart] = found->second;
    return alike.at(name).size() > 1 ? name + " · " + apart : name;
  });
}

// How often each person answered.
std::map<ParticipantId, std::size_t> times_answered(AnswerSheet const& sheet) {
  std::map<ParticipantId, std::size_t> times;
  for (Given const& it : sheet.given) ++times[it.participant];
  return times;
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
  sink.say(spoken(sheet.newest.title, words) + "\n");
  auto growth = report_growth(sheet, words.language(), TRY(grouping(queries, by, words)));
  if (growth.empty()) {
    sink.say(std::string(words.tr("Nobody has answered it a second time.")) + "\n");
    return {};
  }
  auto times = times_answered(sheet);
  auto once = std::ranges::count_if(times, [](auto const& it) { return it.second == 1; });
  auto often = times.size() - static_cast<std::size_t>(once);
  sink.say(words.tr("People with a first answer and a later one: {n} · left out, with one: {once}",
                    {{"n", std::to_string(often)}, {"once", std::to_string(once)}}) +
           "\n");
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
  if (auto by = arguments.value("growth")) {
    TRY(say_growth(sheet, queries, *by, words, sink));
    return exit_good;
  }
  std::optional<GroupOf> part;
  if (auto by = arguments.value("by")) part = TRY(part_of(queries, *by, words));
  sink.say(spoken(form.title, words) + "\n");
  bool named = form.answers == AnswerKind::named;
  auto people = named ? times_answered(sheet).size() : sheet.given.size();
  std::string answered = words.tr_n("{n} person answered", "{n} people answered", people);
  if (people < sheet.given.size()) {
    answered += " · " + words.tr_n("{n} answer", "{n} answers", sheet.given.size());
  }
  sink.say(answered + "\n");
  if (sheet.given.empty()) return exit_good;
  if (part) {
    say_parts(report_by(sheet, words.language(), *part), words, sink);
    return exit_good;
  }
  for (auto const& question : report_questions(sheet, words.language())) {
    say_question(question, words, sink);
  }
  return exit_good;
}

}  // namespace

Command report_command() {
  return {"report",
          "report --form CODE [--session S | --course C | --programme P] [--by WHAT | --growth BY]",
          word("puts the answers to a form together: counts, means, distribution, texts"),
          word("Anonymous answers are shown from five on. May run while headquarters does."),
          options,
          Reads{run}};
}

}  // namespace sala::hq
