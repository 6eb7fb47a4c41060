// Rows that are ticked or chosen. They grow with their text: ask for the height first.
#pragma once

#include <string_view>

#include "kiosk/ui/photo.h"
#include "kiosk/ui/ui.h"

namespace sala::ui {

struct RowText {
  std::string_view title = {};
  std::string_view note = {};    // small, below; may be empty
  Photo const* photo = nullptr;  // above; may be null
};

int row_height(Ui& ui, int width, RowText const& text);

// A purpose of consent: unticked until touched. True when it was touched; `ticked` has changed.
bool checkbox_row(Ui& ui, Rect box, RowText const& text, bool& ticked);
// One of several. True when touched; the caller keeps which one is chosen.
bool choice_row(Ui& ui, Rect box, RowText const& text, bool chosen);

}  // namespace sala::ui
