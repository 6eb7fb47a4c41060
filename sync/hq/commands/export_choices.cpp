#include "sync/hq/commands/export_choices.h"

#include <algorithm>

#include "platform/thai/date.h"
#include "platform/workbook/csv_writer.h"
#include "sync/hq/course_board.h"
#include "sync/hq/find.h"
#include "sync/hq/spoken.h"

namespace sala::hq {
namespace {

using workbook::CsvWriter;

std::string time_cell(rules::ResolvedTime const& time) {
  auto local = thai::to_local(time.at);
  return thai::iso_date(local.date) + " " + thai::clock_time(local.of_day, thai::Language::english);
}

void person_cells(CsvWriter& out, CourseBoard const& board, ParticipantId const& id) {
  auto found = board.people.find(id);
  ParticipantSet const person = found == board.people.end() ? ParticipantSet{} : found->second;
  out.cell(person.code).cell(person.nickname).cell(person.given_name).cell(person.surname);
}

void heading(CsvWriter& out, Words const& words, std::initializer_list<char const*> names) {
  for (char const* name : names) out.cell(words.tr(name));
}

void by_course(CsvWriter& out, CourseBoard const& board, Words const& words) {
  heading(out, words,
          {word("Slot"), word("Code"), word("Course"), word("Code"), word("Nickname"),
           word("Given name"), word("Surname"), word("Status"), word("Place in the line"),
           word("Time")});
  out.end_row();
  for (CourseEntry const& entry : board.courses) {
    auto row = [&](ParticipantId const& who, char const* state, std::string const& place,
                   rules::ResolvedTime const& since) {
      out.cell(entry.course.slot).cell(entry.course.code).cell(spoken(entry.course.title, words));
      person_cells(out, board, who);
      out.cell(words.tr(state)).cell(place).cell(time_cell(since));
      out.end_row();
    };
    for (rules::Taking const& taking : entry.takings) {
      row(taking.participant, word("Has a seat"), "", taking.time);
    }
    for (rules::Waiting const& waiting : entry.waiting) {
      bool offered = entry.is_offered_to(waiting.participant);
      row(waiting.participant, offered ? word("Is offered a seat") : word("Waits"),
          std::to_string(waiting.place), waiting.since);
    }
  }
}

void by_person(CsvWriter& out, CourseBoard const& board, Words const& words) {
  std::vector<std::string> slots;
  std::map<ParticipantId, std::map<std::string, std::string>> chosen;
  for (CourseEntry const& entry : board.courses) {
    auto const& slot = entry.course.slot;
    if (std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
    auto add = [&](ParticipantId const& who, std::string const& text) {
      std::string& cell = chosen[who][slot];
      cell += (cell.empty() ? "" : "; ") + text;
    };
    std::string const title = spoken(entry.course.title, words);
    for (auto const& taking : entry.takings) add(taking.participant, title);
    for (auto const& waiting : entry.waiting) {
      add(waiting.participant,
          words.tr("{course} (waits, place {place})",
                   {{"course", title}, {"place", std::to_string(waiting.place)}}));
    }
  }
  heading(out, words, {word("Code"), word("Nickname"), word("Given name"), word("Surname")});
  for (std::string const& slot : slots) {
    out.cell(slot.empty() ? std::string(words.tr("Course")) : slot);
  }
  out.end_row();
  for (auto const& [id, person] : board.people) {
    if (person.left && !chosen.contains(id)) continue;
    person_cells(out, board, id);
    for (std::string const& slot : slots) out.cell(chosen[id][slot]);
    out.end_row();
  }
}

// The only programme when none is named.
Result<ProgrammeSet> programme_of(views::Queries& queries, std::optional<std::string> const& name) {
  if (name) return find_programme(queries, *name);
  auto all = TRY(queries.programmes());
  if (all.size() == 1) return all.front();
  std::string known;
  for (ProgrammeSet const& programme : all) {
    known += (known.empty() ? "there are: " : ", ") +
             (programme.code.empty() ? programme.name.th : programme.code);
  }
  return fail(ErrorCode::invalid, word("write the list"), "--programme is missing",
              all.empty() ? std::string(word("import a workbook first")) : known);
}

}  // namespace

Result<int> export_choices(DataFolder const& folder, Arguments const& arguments, Sink& sink) {
  auto what = TRY(arguments.required("choices"));
  if (what != "course" && what != "person") {
    return fail(ErrorCode::invalid, word("write the list"), "'" + what + "' is not known",
                word("say --choices course or --choices person"));
  }
  auto key = TRY(folder.read_key());
  Words const& words = sink.words();
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  views::Queries queries(database);
  auto programme = TRY(programme_of(queries, arguments.value("programme")));
  auto board = TRY(
      read_course_board(database, programme, DeviceId{key.public_key()}, system_clock().wall()));
  CsvWriter out;
  what == "course" ? by_course(out, board, words) : by_person(out, board, words);
  sink.say(out.take());
  return exit_good;
}

}  // namespace sala::hq
