// A person on a tile, and a grid of tiles.
#pragma once

#include <string_view>

#include "kiosk/ui/ui.h"

namespace sala::ui {

struct PersonTile {
  std::string_view nickname = {};  // large; when empty the name takes its place
  std::string_view name = {};      // "ณัฐธิดา ส."
  Colour team;                     // edge; alpha 0: none
  std::string_view team_name =
      {};             // said to the probe, so that colour never speaks alone; may be empty
  bool here = false;  // has signed in: a small tick
};

// True when clicked. `box` from TileGrid. The probe's label is "nickname · name".
bool person_tile(Ui& ui, Rect box, PersonTile const& person);

// Where `count` tiles stand in a width: as many columns as fit, equal widths, gaps of 16.
class TileGrid {
 public:
  TileGrid(Ui& ui, Rect area, int count);
  int columns() const { return columns_; }
  int height() const;          // of all rows
  Rect tile(int index) const;  // from the area's top left
  // The tiles [first, last) that a window of the area's pixels shows, for long lists.
  int first_in(Rect window) const;
  int last_in(Rect window) const;

 private:
  Rect area_;
  int count_, columns_, tile_width_, tile_height_, gap_;
};

}  // namespace sala::ui
