// The forms among the files of an import.
#pragma once

#include <span>

#include "sync/hq/commands/command.h"

namespace sala::hq {

bool is_form(Attachment const& file);

struct FormImport {
  std::string told;  // in words, what is new or wrong
  std::vector<ledger::Draft> drafts;
  bool good = true;  // false: at least one cannot be used, and none is taken
};

// `known` are the forms that headquarters has, in whatever version.
FormImport plan_forms(std::span<Attachment const> files, std::vector<FormSet> const& known,
                      ProgrammeId const& programme, Words const& words, Clock const& clock,
                      Random& random);

}  // namespace sala::hq
