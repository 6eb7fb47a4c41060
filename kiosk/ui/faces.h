// Faces drawn by hand, from "very bad" to "very good", to choose one of or to ride on a slider.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "kiosk/ui/ui.h"

namespace sala::ui {

// `mood` 0 is very bad, 1 very good. Drawn in ink, filled with `fill`.
void face(Ui& ui, Rect box, float mood, Colour fill);

struct Smiley {
  std::string words;
  float mood = 0.5f;
};

int smileys_height(Ui& ui, int width, std::span<Smiley const> smileys);
// One beside the other, or in rows where the width does not hold them. What was touched in this
// frame.
std::optional<std::size_t> smileys(Ui& ui, Rect box, std::span<Smiley const> smileys,
                                   std::optional<std::size_t> chosen);

}  // namespace sala::ui
