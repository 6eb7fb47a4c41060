#include "kiosk/ui/person.h"

#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

TextLook nickname_look() {
  TextLook look;
  look.font = Font::key;
  return look.bold().lines(1);
}

TextLook name_look(Ui const& ui) { return small_text(ui).lines(1); }

int tile_height(Ui const& ui) {
  return ui.scale().line(Font::key) + ui.scale().line(Font::small) + 2 * ui.px(14);
}

}  // namespace

bool person_tile(Ui& ui, Rect box, PersonTile const& person) {
  auto const& theme = ui.theme();
  std::string said(person.nickname);
  if (!person.name.empty()) said += (said.empty() ? "" : " · ") + std::string(person.name);
  auto press = ui.target(box, TargetKind::tile, said);
  ui.card(box, ui.px(16), ui.edge(), theme.card_edge, theme.card);
  if (press.held) ui.rounded(box, ui.px(16), theme.pressed);
  if (person.team.a > 0) {
    int inset = ui.px(10);
    ui.rounded({box.x + inset, box.y + inset, ui.px(8), box.height - 2 * inset}, ui.px(4),
               person.team);
  }
  Rect rest = box.inset(ui.px(28), ui.px(14));
  rest.width += ui.px(12);
  if (person.here) {
    int side = ui.px(36);
    Rect corner = rest.take_right(side);
    Rect badge{corner.x, box.y + ui.px(14), side, side};
    ui.disc({static_cast<float>(badge.x) + static_cast<float>(side) / 2,
             static_cast<float>(badge.y) + static_cast<float>(side) / 2},
            static_cast<float>(side) / 2, theme.done);
    icon(ui, badge.inset(ui.px(8)), "check", theme.on_done);
    rest.skip_right(ui.px(8));
  }
  auto large = person.nickname.empty() ? person.name : person.nickname;
  label_in(ui, rest.take_top(ui.scale().line(Font::key)), box, large, nickname_look());
  if (!person.nickname.empty()) {
    label_in(ui, rest.take_top(ui.scale().line(Font::small)), box, person.name, name_look(ui));
  }
  return press.clicked;
}

TileGrid::TileGrid(Ui& ui, Rect area, int count)
    : area_(area), count_(count), tile_height_(tile_height(ui)), gap_(ui.scale().gap()) {
  int least = ui.px(ui.look().text == TextSize::large ? 264 : 216);
  columns_ = std::max(1, (area.width + gap_) / (least + gap_));
  tile_width_ = (area.width - (columns_ - 1) * gap_) / columns_;
}

int TileGrid::height() const {
  int rows = (count_ + columns_ - 1) / columns_;
  return rows == 0 ? 0 : rows * tile_height_ + (rows - 1) * gap_;
}

Rect TileGrid::tile(int index) const {
  int column = index % columns_, row = index / columns_;
  return {column * (tile_width_ + gap_), row * (tile_height_ + gap_), tile_width_, tile_height_};
}

int TileGrid::first_in(Rect window) const {
  int row = std::max(0, window.y) / (tile_height_ + gap_);
  return std::min(count_, row * columns_);
}

int TileGrid::last_in(Rect window) const {
  int rows = (std::max(0, window.bottom()) + tile_height_ + gap_ - 1) / (tile_height_ + gap_);
  return std::min(count_, rows * columns_);
}

}  // namespace sala::ui
