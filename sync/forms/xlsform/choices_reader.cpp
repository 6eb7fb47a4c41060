#include <algorithm>
#include <set>

#include "sync/forms/xlsform/headings.h"
#include "sync/forms/xlsform/reader.h"

namespace sala::forms {

ChoiceList* Reader::list_named(std::string_view name) {
  auto found = list_places_.find(name);
  return found == list_places_.end() ? nullptr : &form_.lists[found->second];
}

void Reader::read_choices() {
  Table const& table = sheets_.choices;
  if (!sheets_.has_choices || table.rows.empty()) return;
  for (char const* column : {"list_name", "name"}) {
    if (table.find(column)) continue;
    report(Severity::error, table, 0, {}, word("There is no column “{value}”."),
           word("Put it into the first row of the sheet."), column);
    return;
  }
  if (table.rows.size() > most_choices) {
    report(Severity::error, table, 0, {}, word("There are more than {value} choices."),
           word("Ask for a name instead, or divide the list."), std::to_string(most_choices));
    return;
  }
  for (Row const& row : table.rows) read_choice(row);
  check_choices();
}

void Reader::read_choice(Row const& row) {
  Table const& table = sheets_.choices;
  std::string const& list_name = table.text(row, "list_name");
  Choice choice;
  choice.name = table.text(row, "name");
  if (list_name.empty()) {
    if (choice.name.empty() && table.text(row, "label").empty()) return;
    report(Severity::note, table, row.number, "list_name",
           word("The choice “{value}” belongs to no list and is left out."), "", choice.name);
    return;
  }
  if (choice.name.empty()) {
    report(Severity::error, table, row.number, "name", word("This choice has no name."),
           word("The name is what is stored: a short word or a number."));
    return;
  }
  choice.label = texts(table, row, "label");
  choice.media = media(table, row);
  tell_of_media(table, row, choice.media);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::string const& name = table.columns[i].name;
    bool extra = !is_known_column(name, "choices");
    if (extra && !row.values[i].empty()) choice.columns.push_back({name, row.values[i]});
  }
  ChoiceList* list = list_named(list_name);
  if (list == nullptr) {
    list = &form_.lists.emplace_back();
    list->name = list_name;
    list_places_[list_name] = form_.lists.size() - 1;
  }
  list->choices.push_back(std::move(choice));
}

void Reader::check_choices() {
  Table const& table = sheets_.choices;
  std::set<std::pair<std::string, std::string>> seen;
  for (Row const& row : table.rows) {
    std::pair key{table.text(row, "list_name"), table.text(row, "name")};
    if (key.first.empty() || key.second.empty()) continue;
    if (!seen.insert(key).second && !may_repeat_choices_) {
      report(Severity::error, table, row.number, "name",
             word("The list “{other}” has the choice “{value}” twice."),
             word("Give one of them another name; or, if it is meant, set "
                  "allow_choice_duplicates to yes in the settings."),
             key.second, key.first);
    }
    if (texts(table, row, "label").empty() && media(table, row).empty()) {
      report(Severity::note, table, row.number, "label",
             word("The choice “{value}” has no label; its name is shown."), "", key.second);
    }
  }
}

}  // namespace sala::forms
