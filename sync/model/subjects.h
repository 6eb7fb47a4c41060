// Whom or what an event is about, as far as the law lets them ask for it to be forgotten.
#pragma once

#include <string_view>
#include <vector>

#include "sync/model/bodies.h"

namespace sala {

// A person, or a confidential answer. Both ids are random enough never to be the same.
using Subject = ByteArray<16>;

// The people that the body names, or the confidential answer that it is or speaks of. What orders
// an erasure, or confirms it, is about nobody: it stays.
std::vector<Subject> subjects_of(Body const& body);

// Whether an event is about `candidate`. Of a kind that this version does not know, or a body that
// nobody can read: whether it mentions it.
bool is_about(std::string_view kind, std::string_view body, Subject const& candidate);

}  // namespace sala
