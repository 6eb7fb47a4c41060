// Questionnaires for previews: read from their sheets as an officer's would be, and written into
// the scratch ledger, so that answers can be handed in.
#include "kiosk/screens/sample.h"
#include "platform/base/share.h"
#include "platform/base/verify.h"
#include "platform/crypto/sealing.h"
#include "platform/posix/files.h"
#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"

namespace sala::kiosk {

Result<FormEntry> Sample::add_form(std::string_view bytes, std::string_view file_name,
                                   forms::FindPicture const& find) {
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
  std::map<PictureId, std::string> files;
  for (auto const& name : forms::pictures_of(reading.form)) {
    auto png = find ? find(name) : std::nullopt;
    if (!png) continue;
    std::vector<PictureKept> pieces;
    set.pictures.push_back(forms::keep_picture(name, *png, pieces));
    files[set.pictures.back().picture] = std::move(*png);
  }
  keeper->append({{common_programme, set}}, [](auto const&) {});
  auto read = [&](PictureUse const& use) { return files[use.picture]; };
  forms_.push_back(TRY(make_form_entry(set, read)));
  changed_ = true;
  return forms_.back();
}

void Sample::keep_secrets() {
  auto key = crypto::to_line(crypto::OpeningKey::generate(system_random()).public_key());
  keeper->append({{common_programme, CareKeySet{std::move(key), 1, "?", false}}},
                 [](auto const&) {});
  day.set_can_seal(true);
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
