// A picture that came with data, not with the program: an officer's, beside a question.
#pragma once

#include <string>

#include "kiosk/ui/geometry.h"

namespace sala::ui {

class Ui;

struct Photo {
  std::string name;  // no other picture has it
  std::string png;
};

// How large it is drawn within `most`: never enlarged. Nothing for what is no picture.
Size photo_size(Ui& ui, Photo const& photo, Size most);
void photo(Ui& ui, Rect box, Photo const& photo);

}  // namespace sala::ui
