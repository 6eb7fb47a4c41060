#include "kiosk/forms.h"

#include "platform/base/log.h"
#include "sync/forms/form_json.h"

namespace sala::kiosk {
namespace {

// A form with what is made of it, in one place that does not move.
struct Ready {
  explicit Ready(forms::Form it) : form(std::move(it)) {}
  forms::Form form;
  std::optional<forms::Blueprint> blueprint;
};

}  // namespace

Result<FormEntry> make_form_entry(forms::Form form) {
  auto ready = std::make_shared<Ready>(std::move(form));
  ready->blueprint.emplace(TRY(forms::Blueprint::make(ready->form)));
  FormEntry entry;
  entry.code = ready->form.id;
  entry.title.th = ready->form.title;
  entry.answers = ready->form.answers;
  entry.blueprint = std::shared_ptr<forms::Blueprint const>(ready, &*ready->blueprint);
  return entry;
}

Result<FormEntry> make_form_entry(FormSet const& set, ReadPicture const& read) {
  auto entry = TRY(make_form_entry(TRY(forms::unpack_form(set.canonical))));
  entry.form = set.form;
  entry.version = set.version;
  entry.code = set.code;
  entry.title = set.title;
  entry.answers = set.answers;
  entry.withdrawn = set.withdrawn;
  for (PictureUse const& use : set.pictures) {
    auto png = read ? read(use) : std::string();
    if (png.empty()) continue;
    entry.pictures[use.file] =
        std::make_shared<ui::Photo const>(ui::Photo{to_text(use.picture), std::move(png)});
  }
  return entry;
}

std::shared_ptr<FormShelf const> FormShelf::of(std::vector<FormSet> const& sets,
                                               FormShelf const* before, ReadPicture const& read) {
  std::vector<FormEntry> entries;
  for (FormSet const& set : sets) {
    FormEntry const* known = before == nullptr ? nullptr : before->form(set.form);
    if (known != nullptr && known->version == set.version) {
      entries.push_back(*known);
      continue;
    }
    if (auto entry = make_form_entry(set, read)) {
      entries.push_back(std::move(*entry));
    } else {
      log(LogLevel::warning, "form " + set.code + ": " + entry.error().message());
    }
  }
  return of(std::move(entries));
}

std::shared_ptr<FormShelf const> FormShelf::of(std::vector<FormEntry> entries) {
  auto shelf = std::make_shared<FormShelf>();
  for (FormEntry& entry : entries) shelf->forms_.insert_or_assign(entry.form, std::move(entry));
  return shelf;
}

FormEntry const* FormShelf::form(FormId const& id) const {
  auto found = forms_.find(id);
  return found == forms_.end() ? nullptr : &found->second;
}

}  // namespace sala::kiosk
