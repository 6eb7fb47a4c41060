#include "kiosk/ui/photo.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/ui.h"

namespace sala::ui {

Size photo_size(Ui& ui, Photo const& photo, Size most) {
  auto own = ui.paint().photo_size(photo.name, photo.png);
  if (own.width <= 0 || own.height <= 0 || most.width <= 0 || most.height <= 0) return {};
  double share = std::min({1.0, static_cast<double>(most.width) / own.width,
                           static_cast<double>(most.height) / own.height});
  auto scaled = [share](int side) {
    return std::max(1, static_cast<int>(std::floor(side * share)));
  };
  return {scaled(own.width), scaled(own.height)};
}

void photo(Ui& ui, Rect box, Photo const& photo) {
  if (box.empty() || !box.meets(ui.clip())) return;
  ui.paint().photo(ui.list(), photo.name, photo.png,
                   {static_cast<float>(box.x), static_cast<float>(box.y),
                    static_cast<float>(box.width), static_cast<float>(box.height)});
}

}  // namespace sala::ui
