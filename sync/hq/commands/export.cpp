#include "platform/thai/date.h"
#include "platform/workbook/csv_writer.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/commands/export_answers.h"
#include "sync/hq/commands/export_choices.h"
#include "sync/hq/commands/export_xapi.h"
#include "sync/hq/roll.h"
#include "sync/hq/spoken.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"session", Takes::value, "S", word("the session's code or id")},
    {"choices", Takes::value, "course|person",
     word("who chose what: a line for each seat and place in a line, or for each person")},
    {"programme", Takes::value, "P",
     word("with --choices: code, name or id; the only one when left out")},
    {"answers", Takes::value, "CODE", word("the answers to the form of this code")},
    {"shape", Takes::value, "kobo",
     word("with --answers: columns as KoboToolbox (kobo) or ODK Central (odk) names them")},
    {"course", Takes::value, "C",
     word("with --answers or --xapi: only of the sessions of this course")},
    {"xapi", Takes::nothing, "",
     word("who came, who completed what, and ratings as statements of xAPI 1.0.3, one a line")},
    {"home", Takes::value, "URL",
     word("with --xapi: below which people's accounts stand; give the same each time")},
    {"format", Takes::value, "csv",
     word("csv; answers also as xlsx, statements as json: all in one list")},
    {"out", Takes::value, "FILE",
     word("with --answers or --xapi: writes there; each repeat beside it")},
};

constexpr char const* headings[] = {
    word("Code"),     word("Nickname"),       word("Given name"),      word("Surname"),
    word("Team"),     word("Organisation"),   word("Status"),          word("Time in"),
    word("Time out"), word("Time confirmed"), word("Signature given"), word("How signed in"),
};

char const* word_of(rules::Presence presence) {
  switch (presence) {
    case rules::Presence::here:
      return word("Here");
    case rules::Presence::left:
      return word("Left");
    case rules::Presence::absent:
      break;
  }
  return word("Not here");
}

char const* word_of(SignInMethod method) {
  switch (method) {
    case SignInMethod::tile:
      return word("On the screen");
    case SignInMethod::search:
      return word("By search");
    case SignInMethod::badge:
      return word("By badge");
    case SignInMethod::walk_in:
      return word("Walked in");
    case SignInMethod::staff:
      break;
  }
  return word("By staff");
}

// "2026-11-23 08:57", Bangkok: a form that every spreadsheet takes for a time.
std::string time_cell(std::optional<rules::ResolvedTime> const& time) {
  if (!time) return {};
  auto local = thai::to_local(time->at);
  return thai::iso_date(local.date) + " " + thai::clock_time(local.of_day, thai::Language::english);
}

void write_row(workbook::CsvWriter& out, RollEntry const& entry, Words const& words) {
  auto const& person = entry.participant;
  auto const& attendance = entry.attendance;
  bool came = attendance.came.has_value();
  auto yes_no = [&](bool value) { return words.tr(value ? "Yes" : "No"); };
  out.cell(person.code).cell(person.nickname).cell(person.given_name).cell(person.surname);
  out.cell(spoken(entry.team, words)).cell(spoken(entry.organisation, words));
  out.cell(words.tr(word_of(attendance.presence)));
  out.cell(time_cell(attendance.came)).cell(time_cell(attendance.went));
  out.cell(came ? yes_no(attendance.came->confirmed) : "");
  out.cell(came ? yes_no(attendance.has_signature) : "");
  out.cell(came ? words.tr(word_of(attendance.method)) : "");
  out.end_row();
}

Result<int> run(DataFolder const& folder, Arguments const& arguments, Job const&, Sink& sink) {
  if (arguments.has("answers")) return export_answers(folder, arguments, sink);
  if (arguments.has("xapi")) return export_xapi(folder, arguments, sink);
  if (arguments.has("choices")) return export_choices(folder, arguments, sink);
  auto name = TRY(arguments.required("session"));
  if (arguments.value_or("format", "csv") != "csv") {
    return fail(ErrorCode::invalid, word("write the list"), word("only csv is known"),
                word("say --format csv"));
  }
  TRY(folder.read_key());  // says what to do when there is no headquarters here
  Words const& words = sink.words();
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  views::Queries queries(database);
  auto found = TRY(find_session(queries, name));
  auto names = TRY(read_roll_names(database, found.programme.programme));
  auto roll = TRY(read_roll(database, found, names));
  workbook::CsvWriter out;
  for (char const* heading : headings) out.cell(words.tr(heading));
  out.end_row();
  for (RollEntry const& entry : roll.entries) write_row(out, entry, words);
  sink.say(out.take());
  return exit_good;
}

}  // namespace

Command export_command() {
  return {"export",
          "export [--session S | --choices course|person | --answers CODE | --xapi] > list.csv",
          word("writes the attendance list of a session, who chose what, what was answered, or all "
               "of it as "
               "xAPI"),
          word("UTF-8 with a byte-order mark: it opens right in Excel. May run while headquarters "
               "does."),
          options,
          Reads{run}};
}

}  // namespace sala::hq
