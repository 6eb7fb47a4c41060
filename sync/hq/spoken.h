// A text of the workshop in the language of whoever reads; Thai where there is no English.
#pragma once

#include <string>

#include "platform/base/catalogue.h"
#include "sync/model/bodies.h"

namespace sala::hq {

inline std::string const& spoken(LocalText const& text, Words const& words) {
  return words.language() == "en" && !text.en.empty() ? text.en : text.th;
}

}  // namespace sala::hq
