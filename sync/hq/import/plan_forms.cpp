// The forms of a session or a programme: "end_of_day @ end; checkin @ any time".
#include <algorithm>

#include "platform/thai/fold.h"
#include "sync/hq/import/nearness.h"
#include "sync/hq/import/planner.h"
#include "sync/hq/import/values.h"

namespace sala::importing {
namespace {

constexpr char const* moment_mend =
    word("Write the form's code and when it is asked: code@sign-in, code@end or code@any time.");

}  // namespace

void Planner::read_forms(Row& row, std::vector<FormUse>& into) const {
  // Before text(), to which "ไม่มี" says nothing, as in every other column.
  std::string none = name_key(row.cell(Field::forms).text);
  if (none == "none" || none == name_key("ไม่มี")) return into.clear();
  std::string written = row.text(Field::forms);
  if (written.empty()) return;
  std::vector<FormUse> uses;
  for (std::string const& part : list_of(written)) {
    auto at = part.find('@');
    std::string code = thai::tidy(part.substr(0, at));
    FormUse use;
    if (at != part.npos) {
      auto when = form_moment_of(thai::tidy(part.substr(at + 1)));
      if (!when) {
        return row.report(Severity::error, Field::forms, word("“{value}” is not understood here."),
                          moment_mend, part);
      }
      use.when = *when;
    }
    auto same = [&](FormSet const& form) { return name_key(form.code) == name_key(code); };
    auto form = std::find_if(forms_.begin(), forms_.end(), same);
    if (form == forms_.end()) {
      std::vector<std::string> codes;
      for (FormSet const& each : forms_) codes.push_back(each.code);
      auto near = nearest(code, codes);
      return row.report(Severity::error, Field::forms,
                        near ? word("“{value}” is not known. Is it “{other}”?")
                             : word("The form “{value}” is not known."),
                        word("Import the form first: sala-hq import FORM. Its code is the form_id "
                             "of its settings."),
                        code, near.value_or(""));
    }
    use.form = form->form;
    if (std::find(uses.begin(), uses.end(), use) == uses.end()) uses.push_back(use);
  }
  into = std::move(uses);
}

}  // namespace sala::importing
