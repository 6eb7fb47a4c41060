// The forms among the files of an import.
#pragma once

#include <span>

#include "sync/forms/pictures.h"
#include "sync/hq/commands/command.h"

namespace sala::hq {

bool is_form(Attachment const& file);

struct FormImport {
  std::string told;  // in words, what is new or wrong
  std::vector<ledger::Draft> drafts;
  bool good = true;  // false: at least one cannot be used, and none is taken
};

// A picture that lies beside the form's file, named for both: "feedback.xlsx/dog.png".
std::string picture_attachment(std::string_view form, std::string_view picture);
// Of the form in the file at `path`: beside it or in "<its name>-media", as ODK has them. What is
// not there, or longer than can be taken, is left for plan_forms() to refuse by name.
std::vector<Attachment> pictures_beside(std::string const& path, std::string_view form_bytes);

// Finds the pictures of one form among these; also those that were named for themselves.
forms::FindPicture pictures_among(std::span<Attachment const> pictures, std::string const& form);

// `known` are the forms that headquarters has, in whatever version.
FormImport plan_forms(std::span<Attachment const> files, std::span<Attachment const> pictures,
                      std::vector<FormSet> const& known, ProgrammeId const& programme,
                      Words const& words, Clock const& clock, Random& random);

}  // namespace sala::hq
