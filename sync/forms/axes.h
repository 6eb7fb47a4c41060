// The axes of XPath 1.0, section 2.2.
#pragma once

#include <functional>

#include "sync/forms/expression.h"
#include "sync/forms/tree.h"

namespace sala::forms {

// Those whose first node is the nearest, not the first of the document.
bool is_backwards(Axis axis);

// Visits what lies on the axis, the nearest first, until `visit` says no; then gives false.
using Visit = std::function<bool(Node const&)>;
bool for_each_on(Node const& from, Axis axis, Visit const& visit);

}  // namespace sala::forms
