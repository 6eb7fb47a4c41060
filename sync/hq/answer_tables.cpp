#include "sync/hq/answer_tables.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sync/forms/moment.h"
#include "sync/forms/xlsform/types.h"

namespace sala::hq {
namespace {

using forms::Question;
using forms::QuestionType;

// Where the answers of one repeat go, or those of the main table.
struct Sheet {
  AnswerTable table;
  std::map<std::string, std::size_t> columns;
  // Of the questions: whether a cell is a number, and their choices.
  struct Kind {
    bool number = false;
    std::vector<std::string> choices;
  };
  std::map<std::string, Kind> kinds;  // by plain path

  std::size_t column(std::string const& heading) {
    auto [found, fresh] = columns.try_emplace(heading, table.headings.size());
    if (fresh) table.headings.push_back(heading);
    return found->second;
  }
  void put(std::size_t row, std::string const& heading, Value value) {
    auto at = column(heading);
    auto& cells = table.rows[row];
    if (cells.size() <= at) cells.resize(at + 1);
    cells[at] = std::move(value);
  }
};

// "/data/group/question" → "group/question"
std::string inner_path(std::string_view path) {
  auto slash = path.find('/', 1);
  return std::string(slash == path.npos ? path : path.substr(slash + 1));
}

// "/data/friend[2]/name" → "/data/friend[2]"; "" outside of repeats.
std::string_view round_of(std::string_view path) {
  auto close = path.rfind(']');
  return close == path.npos ? std::string_view() : path.substr(0, close + 1);
}

Value value_of(std::string const& text, bool number) {
  if (!number) return text;
  double read = forms::text_to_number(text, {});
  return std::isfinite(read) ? Value(read) : Value(text);
}

std::string iso(WallTime time) {
  return forms::iso_date_time(forms::to_days(time), std::chrono::hours(7));
}

// "uuid:…" without its beginning, as Kobo writes it.
std::string bare(std::string const& uuid) {
  return uuid.starts_with("uuid:") ? uuid.substr(5) : uuid;
}

class Tables {
 public:
  Tables(AnswerSheet const& sheet, TableShape shape) : sheet_(sheet), shape_(shape) {
    auto& main = sheets_[""];
    order_.emplace_back();
    main.table.name = sheet.newest.code;
    if (is_odk()) main.column("SubmissionDate");
    for (char const* heading : {"start", "end"}) main.column(heading);
    lay_out(sheet.versions.at(sheet.newest.version));
    // Questions that only older versions ask come behind.
    for (auto version = sheet.versions.rbegin(); version != sheet.versions.rend(); ++version) {
      lay_out(version->second);
    }
    tell_apart();
  }

  std::vector<AnswerTable> fill(AnswerNames const& names);

 private:
  bool is_odk() const { return shape_ == TableShape::odk; }
  std::string heading_of(std::string_view path, std::string_view repeat) const;
  void tell_apart();
  void say_parent(Sheet& sheet, std::size_t row, std::string_view round, std::string_view outer,
                  std::size_t parent);
  void say_origin(Sheet& main, std::size_t row, Given const& given, AnswerNames const& names);
  void lay_out(forms::Form const& form);
  void add_question(forms::Form const& form, std::size_t place, std::string const& repeat);
  std::size_t row_for(std::string_view round);
  void add(Given const& given, AnswerNames const& names);

  AnswerSheet const& sheet_;
  TableShape shape_;
  std::map<std::string, Sheet> sheets_;  // by the plain path of the repeat
  std::vector<std::string> order_;
  std::map<std::string, std::size_t, std::less<>> rounds_;  // of the answers at hand: their rows
  std::string uuid_, submitted_;
  double version_ = 0;
};

// In ODK Central's tables groups end in a dash, and those around the repeat are left out.
std::string Tables::heading_of(std::string_view path, std::string_view repeat) const {
  if (!is_odk()) return inner_path(path);
  auto heading = repeat.empty() ? inner_path(path) : std::string(path.substr(repeat.size() + 1));
  std::replace(heading.begin(), heading.end(), '/', '-');
  return heading;
}

// A repeat that one version has in another group than the next: "pet~1", "pet~2", as ODK Central
// calls two of one name.
void Tables::tell_apart() {
  std::map<std::string, int> times, told;
  for (std::string const& path : order_) times[sheets_[path].table.name] += path.empty() ? 0 : 1;
  for (std::string const& path : order_) {
    if (path.empty()) continue;
    auto& name = sheets_[path].table.name;
    if (times[name] > 1) name += "~" + std::to_string(++told[name]);
  }
}

void Tables::lay_out(forms::Form const& form) {
  std::vector<std::string> repeat_of(form.questions.size());
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    Question const& question = form.questions[i];
    std::string around =
        question.parent < 0 ? "" : repeat_of[static_cast<std::size_t>(question.parent)];
    repeat_of[i] = around;
    if (question.type == QuestionType::repeat) {
      auto path = forms::path_of(form, static_cast<std::int64_t>(i));
      repeat_of[i] = path;
      auto [made, fresh] = sheets_.try_emplace(path);
      if (!fresh) continue;
      made->second.table.name = question.name;
      order_.push_back(path);
    } else if (question.type != QuestionType::group && question.type != QuestionType::note) {
      add_question(form, i, around);
    }
  }
}

void Tables::add_question(forms::Form const& form, std::size_t place, std::string const& repeat) {
  Question const& question = form.questions[place];
  auto path = forms::path_of(form, static_cast<std::int64_t>(place));
  Sheet& sheet = sheets_[repeat];
  auto [kind, fresh] = sheet.kinds.try_emplace(path);
  auto heading = heading_of(path, repeat);
  sheet.column(heading);
  bool number = question.type == QuestionType::integer || question.type == QuestionType::decimal ||
                question.type == QuestionType::range;
  kind->second.number = number;
  auto const* list = forms::find_list(form, question.list);
  if (question.type != QuestionType::select_multiple || list == nullptr) return;
  for (auto const& choice : list->choices) {
    auto& known = kind->second.choices;
    if (std::find(known.begin(), known.end(), choice.name) != known.end()) continue;
    known.push_back(choice.name);
    sheet.column(heading + "/" + choice.name);
  }
}

// The row of a round, made with those around it when it is the first answer there.
std::size_t Tables::row_for(std::string_view round) {
  if (auto known = rounds_.find(round); known != rounds_.end()) return known->second;
  auto outer = round_of(round.substr(0, round.rfind('[')));
  std::size_t parent = row_for(outer);
  Sheet& sheet = sheets_[forms::plain_path(round)];
  std::size_t row = sheet.table.rows.size();
  sheet.table.rows.emplace_back();
  say_parent(sheet, row, round, outer, parent);
  rounds_.emplace(round, row);
  return row;
}

void Tables::say_parent(Sheet& sheet, std::size_t row, std::string_view round,
                        std::string_view outer, std::size_t parent) {
  if (is_odk()) {
    auto key = [&](std::string_view path) {
      return path.empty() ? uuid_ : uuid_ + "/" + inner_path(path);
    };
    sheet.put(row, "PARENT_KEY", key(outer));
    sheet.put(row, "KEY", key(round));
    return;
  }
  sheet.put(row, "_index", static_cast<double>(row + 1));
  sheet.put(row, "_parent_table_name", sheets_[forms::plain_path(outer)].table.name);
  sheet.put(row, "_parent_index", static_cast<double>(parent + 1));
  sheet.put(row, "_submission__id", static_cast<double>(rounds_.find("")->second + 1));
  sheet.put(row, "_submission__uuid", bare(uuid_));
  sheet.put(row, "_submission__submission_time", submitted_);
  sheet.put(row, "_submission___version__", version_);
}

void Tables::say_origin(Sheet& main, std::size_t row, Given const& given,
                        AnswerNames const& names) {
  if (is_odk()) {
    main.put(row, "SubmissionDate", submitted_);
    main.put(row, "meta-instanceID", given.uuid);
    main.put(row, "KEY", given.uuid);
    for (char const* none : {"AttachmentsPresent", "AttachmentsExpected", "Edits"}) {
      main.put(row, none, 0.0);
    }
    main.put(row, "FormVersion", version_);
  } else {
    main.put(row, "_id", static_cast<double>(row + 1));
    main.put(row, "_uuid", bare(given.uuid));
    main.put(row, "_submission_time", submitted_);
    main.put(row, "__version__", version_);
    main.put(row, "_index", static_cast<double>(row + 1));
  }
  main.put(row, "_session", given.session.is_nil() ? "" : names.session(given.session));
  bool named = !given.participant.is_nil();
  main.put(row, "_moment", named ? std::string(to_text(given.when)) : "");
  main.put(row, "_participant", named ? names.participant(given.participant) : "");
}

void Tables::add(Given const& given, AnswerNames const& names) {
  Sheet& main = sheets_[""];
  std::size_t first = main.table.rows.size();
  main.table.rows.emplace_back();
  rounds_.clear();
  rounds_.emplace("", first);
  uuid_ = given.uuid;
  submitted_ = given.saved ? iso(*given.saved) : given.day;
  version_ = static_cast<double>(given.version);
  if (given.began) main.put(first, "start", iso(*given.began));
  if (given.saved) main.put(first, "end", iso(*given.saved));
  for (auto const& [path, text] : given.answers) {
    auto plain = forms::plain_path(path);
    auto round = round_of(path);
    auto found = sheets_.find(forms::plain_path(round));
    if (found == sheets_.end()) continue;
    Sheet& sheet = found->second;
    auto kind = sheet.kinds.find(plain);
    if (kind == sheet.kinds.end()) continue;
    auto row = row_for(round);
    auto heading = heading_of(plain, forms::plain_path(round));
    sheet.put(row, heading, value_of(text, kind->second.number));
    if (kind->second.choices.empty()) continue;
    auto words = forms::split_words(text);
    for (auto const& choice : kind->second.choices) {
      bool chosen = std::find(words.begin(), words.end(), choice) != words.end();
      auto column = heading;
      column.append("/").append(choice);
      sheet.put(row, column, chosen ? 1.0 : 0.0);
    }
  }
  say_origin(main, first, given, names);
}

std::vector<AnswerTable> Tables::fill(AnswerNames const& names) {
  using Headings = std::vector<char const*>;
  auto main = is_odk() ? Headings{"meta-instanceID",
                                  "KEY",
                                  "SubmitterID",
                                  "SubmitterName",
                                  "AttachmentsPresent",
                                  "AttachmentsExpected",
                                  "Status",
                                  "ReviewState",
                                  "DeviceID",
                                  "Edits",
                                  "FormVersion"}
                       : Headings{"_id",    "_uuid",   "_submission_time", "_validation_status",
                                  "_notes", "_status", "_submitted_by",    "__version__",
                                  "_tags",  "_index"};
  for (char const* added : {"_session", "_moment", "_participant"}) main.push_back(added);
  auto repeat = is_odk() ? Headings{"PARENT_KEY", "KEY"}
                         : Headings{"_index",
                                    "_parent_table_name",
                                    "_parent_index",
                                    "_submission__id",
                                    "_submission__uuid",
                                    "_submission__submission_time",
                                    "_submission__validation_status",
                                    "_submission__notes",
                                    "_submission__status",
                                    "_submission__submitted_by",
                                    "_submission___version__",
                                    "_submission__tags"};
  for (auto& [path, sheet] : sheets_) {
    for (char const* heading : path.empty() ? main : repeat) sheet.column(heading);
  }
  for (Given const& given : sheet_.given) add(given, names);
  std::vector<AnswerTable> out;
  for (std::string const& path : order_) {
    AnswerTable& table = sheets_[path].table;
    for (auto& row : table.rows) row.resize(table.headings.size());
    out.push_back(std::move(table));
  }
  return out;
}

}  // namespace

std::vector<AnswerTable> answer_tables(AnswerSheet const& sheet, AnswerNames const& names,
                                       TableShape shape) {
  return Tables(sheet, shape).fill(names);
}

}  // namespace sala::hq
