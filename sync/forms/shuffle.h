// The order into which a seed shuffles choices: the generator of Park and Miller and the walk from
// the end, as the ODK specification names them, so that a seed gives the same order everywhere.
#pragma once

#include "sync/forms/value.h"

namespace sala::forms {

void shuffle(Nodes& nodes, double seed);

}  // namespace sala::forms
