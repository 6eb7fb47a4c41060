#include <algorithm>

#include "sync/forms/xlsform/headings.h"
#include "sync/forms/xlsform/reader.h"

namespace sala::forms {
namespace {

constexpr std::string_view translated[] = {
    "label", "hint",  "guidance_hint", "required_message", "constraint_message",
    "image", "audio", "video",         "big-image"};

struct KindWord {
  std::string_view word;
  AnswerKind kind;
};
constexpr KindWord kind_words[] = {
    {"named", AnswerKind::named},
    {"ระบุชื่อ", AnswerKind::named},
    {"confidential", AnswerKind::confidential},
    {"ลับ", AnswerKind::confidential},
    {"เป็นความลับ", AnswerKind::confidential},
    {"anonymous", AnswerKind::anonymous},
    {"ไม่ระบุชื่อ", AnswerKind::anonymous},
    {"นิรนาม", AnswerKind::anonymous},
};

}  // namespace

void Reader::read_settings() {
  form_.name = "data";
  Table const& table = sheets_.settings;
  if (table.rows.empty()) return;
  Row const& row = table.rows.front();
  auto take = [&](std::string_view column, std::string& into) {
    if (!table.text(row, column).empty()) into = table.text(row, column);
  };
  take("name", form_.name);
  take("id", form_.id);
  take("title", form_.title);
  take("version", form_.version);
  take("style", form_.style);
  take("instance_name", form_.instance_name);
  if (!is_name(form_.name)) {
    report(Severity::error, table, row.number, "name", word("“{value}” cannot be a name."),
           word("A name begins with a letter and has no spaces: letters, digits, “_”, “-”, “.”."),
           form_.name);
    form_.name = "data";
  }
  may_repeat_choices_ = as_condition(table.text(row, "allow_choice_duplicates")) == "true()";
  std::string answers = plain(table.text(row, "answers"));
  auto const* kind = std::ranges::find(kind_words, std::string_view(answers), &KindWord::word);
  if (kind != std::end(kind_words)) {
    form_.answers = kind->kind;
  } else if (!answers.empty()) {
    report(Severity::error, table, row.number, "answers", word("“{value}” is no kind of answer."),
           word("Write named, confidential or anonymous."), answers);
  }
  for (Column const& column : table.columns) {
    if (is_known_column(column.name, "settings")) continue;
    report(Severity::note, table, 0, column.name, word("The column “{value}” is not used here."),
           "", column.heading);
  }
}

// In the order in which the sheets name them; texts without a language are in the default one.
void Reader::find_languages() {
  std::string usual;
  if (!sheets_.settings.rows.empty()) {
    usual = sheets_.settings.text(sheets_.settings.rows.front(), "default_language");
  }
  std::vector<std::string> found;
  bool any = false;
  for (Table* table : {&sheets_.survey, &sheets_.choices}) {
    for (Column& column : table->columns) {
      if (std::ranges::find(translated, column.name) == std::end(translated)) continue;
      if (column.language.empty()) column.language = usual.empty() ? "default" : usual;
      if (column.language != "default") any = true;
      if (std::ranges::find(found, column.language) == found.end())
        found.push_back(column.language);
    }
  }
  if (!any) found.assign(1, usual.empty() ? "default" : usual);
  form_.languages = found;
  if (usual.empty()) usual = "default";
  auto at = std::ranges::find(form_.languages, usual);
  form_.default_language = at == form_.languages.end() ? 0 : at - form_.languages.begin();
  if (at == form_.languages.end() && usual != "default") {
    report(Severity::note, sheets_.settings, sheets_.settings.rows.front().number,
           "default_language", word("No text is in the language “{value}”."),
           word("Write it as behind “label::”."), usual);
  }
}

Texts Reader::texts(Table const& table, Row const& row, std::string_view column) const {
  Texts out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name != column || row.values[i].empty()) continue;
    auto at = std::ranges::find(form_.languages, table.columns[i].language);
    auto place = static_cast<std::size_t>(at - form_.languages.begin());
    if (at == form_.languages.end()) place = 0;
    if (out.size() <= place) out.resize(place + 1);
    if (out[place].empty()) out[place] = row.values[i];
  }
  return out;
}

std::vector<Media> Reader::media(Table const& table, Row const& row) const {
  std::vector<Media> out;
  for (char const* kind : {"image", "big-image", "audio", "video"}) {
    auto files = texts(table, row, kind);
    if (!files.empty()) out.push_back({kind, std::move(files)});
  }
  return out;
}

// Sala shows the picture of the column "image" and nothing else: the rest is told, and left out.
void Reader::tell_of_media(Table const& table, Row const& row, std::vector<Media> const& media) {
  for (Media const& it : media) {
    if (it.kind == "image") continue;
    bool large = it.kind == "big-image";
    auto file = std::ranges::find_if(it.files, [](auto const& name) { return !name.empty(); });
    report(Severity::note, table, row.number, it.kind,
           large ? word("The larger picture “{value}” is left out: the one in “image” is shown.")
                 : word("Sala plays no sound and no film: “{value}” is left out."),
           large ? "" : word("Say in the label what a person must know of it."), *file);
  }
}

}  // namespace sala::forms
