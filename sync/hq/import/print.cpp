#include <algorithm>

#include "sync/hq/import/plan.h"

namespace sala::importing {
namespace {

// A list longer than this hides what matters; the counts above it say how much there is.
constexpr std::size_t most_lines = 60;

char const* plural_of(Entity entity) {
  switch (entity) {
    case Entity::programme:
      return word("Programmes");
    case Entity::organisation:
      return word("Organisations");
    case Entity::venue:
      return word("Venues");
    case Entity::team:
      return word("Teams");
    case Entity::course:
      return word("Courses");
    case Entity::session:
      return word("Sessions");
    case Entity::participant:
      return word("People");
  }
  return "";
}

class Printer {
 public:
  Printer(Plan const& plan, Words const& words, Consent consent)
      : plan_(plan), words_(words), consent_(consent) {}

  std::string print() {
    counts();
    entries(Outcome::added, words_.tr("New"));
    entries(Outcome::changed, words_.tr("Changed"));
    left_out();
    problems(Severity::fatal, words_.tr("Must be mended: nothing can be imported"));
    problems(Severity::error, words_.tr("Must be mended, or these rows are left out"));
    problems(Severity::warning, words_.tr("Cells left out"));
    problems(Severity::note, words_.tr("Notes"));
    verdict();
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    out_ += text;
    out_ += '\n';
  }
  void heading(std::string_view text, std::size_t count) {
    out_ += '\n';
    line(std::string(text) + " (" + std::to_string(count) + ")");
  }

  void counts() {
    for (Entity entity : all_entities) {
      std::string parts;
      auto part = [&](Outcome outcome, std::string_view name) {
        std::size_t count = plan_.count(entity, outcome);
        if (count == 0) return;
        if (!parts.empty()) parts += " · ";
        parts += std::string(name) + " " + std::to_string(count);
      };
      part(Outcome::added, words_.tr("New"));
      part(Outcome::changed, words_.tr("Changed"));
      part(Outcome::same, words_.tr("Same"));
      if (!parts.empty()) line(std::string(words_.tr(plural_of(entity))) + ": " + parts);
    }
  }

  void entries(Outcome outcome, std::string_view title) {
    auto wanted = [&](Entry const& entry) { return entry.outcome == outcome; };
    auto count =
        static_cast<std::size_t>(std::count_if(plan_.entries.begin(), plan_.entries.end(), wanted));
    if (count == 0) return;
    heading(title, count);
    std::size_t printed = 0;
    for (Entry const& entry : plan_.entries) {
      if (!wanted(entry)) continue;
      if (++printed > most_lines) break;
      line("  " + std::string(words_.tr(plural_of(entry.entity))) + ": " + entry.label);
      for (FieldChange const& change : entry.changes) {
        line("    " + std::string(words_.tr(change.field)) + ": " +
             shown(change.before, change.words) + " → " + shown(change.after, change.words));
      }
    }
    more(count);
  }

  void left_out() {
    for (bool sensitive : {true, false}) {
      auto wanted = [&](LeftOutColumn const& column) { return column.sensitive == sensitive; };
      auto count = static_cast<std::size_t>(
          std::count_if(plan_.left_out.begin(), plan_.left_out.end(), wanted));
      if (count == 0) continue;
      heading(sensitive ? words_.tr("Left out, because Sala must not keep it")
                        : words_.tr("Columns not used"),
              count);
      for (LeftOutColumn const& column : plan_.left_out) {
        if (!wanted(column)) continue;
        line("  " + place(column.place) + "“" + column.heading +
             "”: " + std::string(words_.tr(column.why)));
      }
    }
  }

  void problems(Severity severity, std::string_view title) {
    std::size_t count = plan_.count(severity), printed = 0;
    if (count == 0) return;
    heading(title, count);
    for (Problem const& problem : plan_.problems) {
      if (problem.severity != severity) continue;
      if (++printed > most_lines) break;
      line("  " + place(problem.place) + sentence(problem, problem.what, problem.value));
      std::string mend =
          sentence(problem, problem.mend, *problem.what == '\0' ? problem.other : "");
      if (!mend.empty()) line("      → " + mend);
    }
    more(count);
  }

  void verdict() {
    out_ += '\n';
    if (plan_.count(Severity::fatal) > 0) {
      line(words_.tr("Nothing was changed. Mend the files and import them again."));
    } else if (consent_ != Consent::none && plan_.changes_anything() &&
               plan_.can_apply(consent_ == Consent::apply_without_bad_rows)) {
      line(words_.tr("All this is done."));
    } else if (plan_.count(Severity::error) > 0) {
      line(
          words_.tr("Nothing was changed. Mend the rows, or leave them out with --skip-bad-rows."));
    } else if (!plan_.changes_anything()) {
      line(words_.tr("Everything is there already. There is nothing to do."));
    } else {
      line(words_.tr("Nothing was changed yet. To do all this, say --yes."));
    }
  }

  std::string sentence(Problem const& problem, char const* message, std::string_view otherwise) {
    if (*message == '\0') return std::string(otherwise.empty() ? otherwise : words_.tr(otherwise));
    return words_.tr(message, {{"value", problem.value}, {"other", problem.other}});
  }

  std::string place(Place const& place) {
    std::string text = place.file;
    auto add = [&](std::string const& part) {
      if (part.empty()) return;
      if (!text.empty()) text += ", ";
      text += part;
    };
    if (!place.sheet.empty() && !text.starts_with(place.sheet + ".")) {
      add(words_.tr("sheet “{sheet}”", {{"sheet", place.sheet}}));
    }
    if (place.row > 0) add(words_.tr("row {row}", {{"row", std::to_string(place.row)}}));
    if (!place.column.empty()) add(words_.tr("column {column}", {{"column", place.column}}));
    return text.empty() ? text : text + ": ";
  }

  std::string shown(std::string const& text, bool is_message) {
    if (text.empty()) return "–";
    return is_message ? std::string(words_.tr(text)) : text;
  }
  void more(std::size_t count) {
    if (count <= most_lines) return;
    line("  " + words_.tr("… and {n} more", {{"n", std::to_string(count - most_lines)}}));
  }

  Plan const& plan_;
  Words const& words_;
  Consent consent_;
  std::string out_;
};

}  // namespace

std::string print_plan(Plan const& plan, Words const& words, Consent consent) {
  return Printer(plan, words, consent).print();
}

}  // namespace sala::importing
