// Questionnaires for previews: read from their sheets as an officer's would be, and written into
// the scratch ledger, so that answers can be handed in.
#include "kiosk/screens/sample.h"
#include "platform/base/share.h"
#include "platform/base/verify.h"
#include "platform/posix/files.h"
#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"

namespace sala::kiosk {

Result<FormEntry> Sample::add_form(std::string_view bytes, std::string_view file_name) {
  auto reading = forms::read_xlsform(bytes, file_name);
  for (auto const& problem : reading.problems) {
    if (problem.severity != forms::Severity::error) continue;
    return fail(ErrorCode::invalid, "read the form", fill(problem.what, {{"value", problem.value}}),
                "sala-hq form check names everything that is wrong with it");
  }
  FormSet set;
  set.form.bytes[0] = 7;
  set.form.bytes[15] = static_cast<std::uint8_t>(forms_.size() + 1);
  set.code = reading.form.id;
  set.title.th = reading.form.title;
  set.answers = reading.form.answers;
  set.canonical = TRY(forms::pack_form(reading.form));
  keeper->append({{common_programme, set}}, [](auto const&) {});
  forms_.push_back(TRY(make_form_entry(set)));
  changed_ = true;
  return forms_.back();
}

FormEntry Sample::demo_form(std::string_view name) {
  auto share = find_share_folder();
  VERIFY(share);
  auto bytes = files::read(std::filesystem::path(*share) / "forms" / (std::string(name) + ".csv"));
  VERIFY(bytes);
  auto entry = add_form(*bytes, std::string(name) + ".csv");
  VERIFY(entry);
  return *entry;
}

void Sample::ask(FormEntry const& entry, FormMoment when) {
  morning().set.forms.push_back({entry.form, when});
  changed_ = true;
}

}  // namespace sala::kiosk
