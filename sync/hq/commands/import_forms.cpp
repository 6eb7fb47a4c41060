#include "sync/hq/commands/import_forms.h"

#include <algorithm>

#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"

namespace sala::hq {
namespace {

bool same(FormSet const& a, FormSet const& b) {
  return a.canonical == b.canonical && a.answers == b.answers && a.title == b.title &&
         a.withdrawn == b.withdrawn;
}

std::string told_of(FormSet const& form, bool known, bool changed, Words const& words) {
  auto version = std::to_string(form.version);
  if (!known) return words.tr("The form “{title}” is new.", {{"title", form.title.th}}) + "\n";
  if (!changed) {
    return words.tr("The form “{title}” is the same as before.", {{"title", form.title.th}}) + "\n";
  }
  return words.tr("The form “{title}” has changed: this will be version {n}.",
                  {{"title", form.title.th}, {"n", version}}) +
         "\n";
}

}  // namespace

bool is_form(Attachment const& file) { return forms::looks_like_form(file.bytes, file.name); }

FormImport plan_forms(std::span<Attachment const> files, std::vector<FormSet> const& known,
                      ProgrammeId const& programme, Words const& words, Clock const& clock,
                      Random& random) {
  FormImport out;
  for (Attachment const& file : files) {
    auto reading = forms::read_xlsform(file.bytes, file.name);
    out.told += file.name + "\n";
    for (auto const& problem : reading.problems) out.told += forms::in_words(problem, words);
    FormSet form;
    bool usable = forms::can_be_used(reading.problems);
    auto packed = forms::pack_form(reading.form);
    if (usable && packed) form.canonical = std::move(*packed);
    // The rest of the body takes less than a kilobyte.
    if (usable && (!packed || write_body(form).size() > max_body_bytes)) {
      usable = false;
      out.told += std::string(words.tr("The form is too large. Divide it.")) + "\n";
    }
    if (!usable) {
      out.good = false;
      continue;
    }
    form.code = reading.form.id;
    form.title.th = reading.form.title;
    form.answers = reading.form.answers;
    auto there = std::ranges::find(known, form.code, &FormSet::code);
    bool is_known = there != known.end();
    form.form = is_known ? there->form : new_id<FormId>(clock.wall(), random);
    form.version = is_known ? there->version + 1 : 1;
    bool changed = !is_known || !same(form, *there);
    out.told += told_of(form, is_known, changed, words);
    if (changed) out.drafts.push_back({programme, Body(form)});
  }
  if (!out.good) out.drafts.clear();
  return out;
}

}  // namespace sala::hq
