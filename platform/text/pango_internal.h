// What FontContext keeps of Pango and fontconfig. For platform/text only.
#pragma once

#include <fontconfig/fontconfig.h>
#include <pango/pangoft2.h>

#include <memory>
#include <unordered_map>
#include <vector>

#include "platform/text/font_context.h"

namespace sala::text {

struct ObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, ObjectUnref>;

struct FontContext::Pango {
  Owned<PangoFontMap> map;
  Owned<PangoContext> context;
  std::vector<Owned<PangoFont>> fonts;  // by number; sizes × faces, a few dozen
  std::unordered_map<PangoFont*, std::uint32_t> numbers;

  std::uint32_t number_of(PangoFont* font);
};

}  // namespace sala::text
