#include "sync/hq/commands/export_answers.h"

#include "platform/posix/files.h"
#include "platform/workbook/csv_writer.h"
#include "platform/workbook/xlsx_writer.h"
#include "sync/hq/answer_tables.h"
#include "sync/hq/commands/form_scope.h"

namespace sala::hq {
namespace {

std::string csv_of(AnswerTable const& table) {
  workbook::CsvWriter out;
  for (std::string const& heading : table.headings) out.cell(heading);
  out.end_row();
  for (auto const& row : table.rows) {
    for (Value const& value : row) {
      if (auto const* number = std::get_if<double>(&value)) {
        out.number(*number);
      } else {
        auto const* text = std::get_if<std::string>(&value);
        out.cell(text == nullptr ? std::string_view() : std::string_view(*text));
      }
    }
    out.end_row();
  }
  return out.take();
}

Result<std::string> xlsx_of(std::vector<AnswerTable> tables) {
  std::vector<workbook::WrittenSheet> sheets;
  sheets.reserve(tables.size());
  for (AnswerTable& table : tables) {
    sheets.push_back({std::move(table.name), std::move(table.headings), std::move(table.rows)});
  }
  return workbook::write_xlsx(sheets);
}

Result<AnswerNames> read_names(views::Queries& queries) {
  std::map<SessionId, std::string> sessions;
  std::map<ParticipantId, std::string> people;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    for (SessionSet const& it : TRY(queries.sessions(programme.programme))) {
      sessions[it.session] = it.code.empty() ? to_text(it.session) : it.code;
    }
    for (ParticipantSet const& it : TRY(queries.participants(programme.programme))) {
      people[it.participant] = it.code.empty() ? to_text(it.participant) : it.code;
    }
  }
  auto in = [](auto names) {
    return [names = std::move(names)](auto const& id) {
      auto found = names.find(id);
      return found == names.end() ? to_text(id) : found->second;
    };
  };
  return AnswerNames{in(std::move(sessions)), in(std::move(people))};
}

// "answers.csv" and "friend" → "answers-friend.csv"
std::string beside(std::string const& path, std::string const& name) {
  auto dot = path.rfind('.');
  bool ending = dot != path.npos && path.find('/', dot) == path.npos;
  auto stem = ending ? path.substr(0, dot) : path;
  return stem + "-" + name + (ending ? path.substr(dot) : "");
}

Result<void> write_csv(std::vector<AnswerTable> const& tables, std::optional<std::string> path,
                       Sink& sink) {
  if (!path) {
    sink.say(csv_of(tables.front()));
    if (tables.size() > 1) {
      sink.complain(std::string(sink.words().tr(
                        "The rounds of repeats are not in it: say --out FILE or --format xlsx.")) +
                    "\n");
    }
    return {};
  }
  TRY(files::replace(*path, csv_of(tables.front()), files::Secret::yes));
  for (std::size_t i = 1; i < tables.size(); ++i) {
    TRY(files::replace(beside(*path, tables[i].name), csv_of(tables[i]), files::Secret::yes));
  }
  return {};
}

}  // namespace

Result<int> export_answers(DataFolder const& folder, Arguments const& arguments, Sink& sink) {
  auto format = arguments.value_or("format", "csv");
  if (format != "csv" && format != "xlsx") {
    return fail(ErrorCode::invalid, word("write the list"), "'" + format + "' is not known",
                word("say --format csv or --format xlsx"));
  }
  auto shape = arguments.value_or("shape", "kobo");
  if (shape != "kobo" && shape != "odk") {
    return fail(ErrorCode::invalid, word("write the list"), "'" + shape + "' is not known",
                word("say --shape kobo or --shape odk"));
  }
  TRY(folder.read_key());
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  views::Queries queries(database);
  auto form = TRY(find_form(queries, TRY(arguments.required("answers"))));
  auto sheet = TRY(read_answer_sheet(queries, form, TRY(scope_of(queries, arguments))));
  auto tables = answer_tables(sheet, TRY(read_names(queries)),
                              shape == "odk" ? TableShape::odk : TableShape::kobo);
  auto path = arguments.value("out");
  if (format == "csv") {
    TRY(write_csv(tables, path, sink));
    return exit_good;
  }
  auto bytes = TRY(xlsx_of(std::move(tables)));
  if (path) {
    TRY(files::replace(*path, bytes, files::Secret::yes));
  } else {
    sink.say(bytes);
  }
  return exit_good;
}

}  // namespace sala::hq
