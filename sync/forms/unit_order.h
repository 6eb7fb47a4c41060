// The order in which the units of a form are worked out; see blueprint.h.
#pragma once

#include "sync/forms/blueprint.h"

namespace sala::forms {

struct UnitOrder {
  std::vector<Unit> order;
  std::vector<std::vector<std::uint32_t>> readers;  // by bind: places in `order`
  std::vector<std::vector<std::int32_t>> circles;   // binds that wait for one another
};

UnitOrder order_units(Blueprint const& blueprint);

}  // namespace sala::forms
