// The forms of the box's programmes, read and ready to be answered. Immutable; made on the loader's
// thread, read by the screens, shared by pointer. Who answers a form keeps its FormEntry: a newer
// version takes nothing away from him.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/ui/photo.h"
#include "sync/forms/blueprint.h"
#include "sync/model/bodies.h"

namespace sala::kiosk {

struct FormEntry {
  FormId form;
  std::int64_t version = 1;
  std::string code;
  LocalText title;
  AnswerKind answers = AnswerKind::named;
  bool withdrawn = false;                             // asked no more
  std::shared_ptr<forms::Blueprint const> blueprint;  // keeps its Form alive
  // By the name that the form gives them; one that did not come whole is left out.
  std::map<std::string, std::shared_ptr<ui::Photo const>, std::less<>> pictures;
};

// A picture's PNG file; empty: it is not here.
using ReadPicture = std::function<std::string(PictureUse const&)>;

// Reads the whole form: milliseconds for a large one.
Result<FormEntry> make_form_entry(FormSet const& set, ReadPicture const& read = {});
// The same from what is no event: previews, `sala-hq form try`.
Result<FormEntry> make_form_entry(forms::Form form);

class FormShelf {
 public:
  // Of each form the newest version of `sets`; an entry of `before` is taken over where it is the
  // same. One that cannot be read is left out and told in the log.
  static std::shared_ptr<FormShelf const> of(std::vector<FormSet> const& sets,
                                             FormShelf const* before = nullptr,
                                             ReadPicture const& read = {});
  static std::shared_ptr<FormShelf const> of(std::vector<FormEntry> entries);

  FormEntry const* form(FormId const& id) const;
  std::map<FormId, FormEntry> const& all() const { return forms_; }

 private:
  std::map<FormId, FormEntry> forms_;
};

}  // namespace sala::kiosk
