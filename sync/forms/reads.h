// Which answers an expression looks at, found without evaluating it.
#pragma once

#include <set>

#include "sync/forms/blueprint.h"

namespace sala::forms {

struct Reads {
  std::set<std::int32_t> binds;
  bool sees_itself_only_once = false;  // its own answer, through once()
};

Reads reads_of(Expression const& expression, std::int32_t bind, Blueprint const& blueprint);

}  // namespace sala::forms
