#include "kiosk/screens/parts.h"

#include <array>
#include <cctype>

#include "kiosk/ui/picture.h"
#include "platform/thai/date.h"

namespace sala::kiosk {

using namespace ui;

Regions regions_of(Ui const& ui, Rect box) {
  Regions regions;
  regions.bottom = box.take_bottom(ui.scale().bottom_bar());
  regions.body = box.inset(ui.scale().margin(), ui.scale().gap());
  return regions;
}

Columns columns_of(Ui const& ui, Rect box, double share, double upright_share) {
  Columns columns;
  if (ui.scale().portrait()) {
    columns.first = box.take_top(static_cast<int>(box.height * upright_share));
    box.skip_top(ui.px(24));
  } else {
    columns.first = box.take_left(static_cast<int>(box.width * share));
    box.skip_left(ui.px(48));
  }
  columns.second = box;
  return columns;
}

LearningLook look_of(Ui const& ui, Learning learning) {
  auto const& theme = ui.theme();
  switch (learning) {
    case Learning::classroom:
      return {"classroom", ui.tr("Classroom"), theme.classroom};
    case Learning::community:
      return {"community", ui.tr("Community"), theme.community};
    case Learning::exchange:
      return {"exchange", ui.tr("Exchange"), theme.exchange};
    case Learning::project:
      break;
  }
  return {"project", ui.tr("Project"), theme.project};
}

Colour team_colour(Person const& person) {
  std::string const& text = person.team_colour;
  if (text.size() != 7 || text[0] != '#') return {0, 0, 0, 0};
  std::uint32_t rgb = 0;
  for (char c : text.substr(1)) {
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return {0, 0, 0, 0};
    rgb = rgb * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return Colour::hex(rgb);
}

PersonTile tile_of(Ui const& ui, Person const& person, bool here) {
  PersonTile tile;
  tile.nickname = person.set.nickname;
  tile.name = person.set.nickname.empty() && person.short_name.empty() ? name_of(person)
                                                                       : person.short_name;
  tile.team = team_colour(person);
  tile.team_name = local(ui, person.team);
  tile.here = here;
  return tile;
}

TextLook fitted(Ui& ui, std::string_view text, TextLook look, Size room,
                std::initializer_list<Font> fonts) {
  for (Font font : fonts) {
    look.font = font;
    if (text_height(ui, text, look, room.width) <= room.height) return look;
  }
  return look.lines(std::max(1, room.height / ui.scale().line(look.font)));
}

void take_fitted(Ui& ui, Rect& rest, std::string_view text, TextLook const& look, int most,
                 std::initializer_list<Font> fonts) {
  if (text.empty()) return;
  auto fitting = fitted(ui, text, look, {rest.width, std::min(most, rest.height)}, fonts);
  int height = text_height(ui, text, fitting, rest.width);
  Rect box = rest.take_top(height);
  int narrow = box.width;
  bool lines = height > ui.scale().line(fitting.font);
  if (lines && fitting.max_lines == 0) {
    // A line may not get shorter than half: sixteen steps are finer than a letter.
    for (int width = box.width; width > box.width / 2; width -= std::max(1, box.width / 32)) {
      if (text_height(ui, text, fitting, width) > height) break;
      narrow = width;
    }
  }
  if (fitting.align == text::Align::centre) {
    box = box.middle(narrow, box.height);
  } else {
    box.width = narrow;
  }
  label(ui, box, text, fitting);
}

int noted_height(Ui& ui, int width, std::string_view text, TextLook const& look) {
  int side = ui.scale().font(look.font) * 13 / 10;
  return text_height(ui, text, look, width - side - ui.px(12));
}

void noted(Ui& ui, Rect& rest, std::string_view name, std::string_view text, TextLook const& look) {
  if (text.empty()) return;
  int side = ui.scale().font(look.font) * 13 / 10;
  int height = noted_height(ui, rest.width, text, look);
  Rect row = rest.take_top(height);
  Rect first = row;
  first.height = ui.scale().line(look.font);
  icon(ui, first.take_left(side).middle(side, side), name,
       look.colour.a == 0 ? ui.theme().ink : look.colour);
  row.skip_left(side + ui.px(12));
  label(ui, row, text, look);
}

Rect chip(Ui& ui, Rect& rest, std::string_view word, Colour colour) {
  auto look = small_text(ui).with(ui.theme().ink).bold().middle().lines(1, Shorten::never);
  int width = text_size(ui, word, look).width;
  int height = ui.scale().line(Font::small) + ui.px(8);
  int dot = ui.px(14);
  Rect box = rest.take_left(width + dot + ui.px(16 + 10 + 18));
  Rect frame{box.x, box.y + (box.height - height) / 2, box.width, height};
  ui.card(frame, height / 2, std::max(2, ui.px(2)), colour, ui.theme().card);
  Rect inner = frame;
  inner.skip_left(ui.px(16));
  Rect mark = inner.take_left(dot);
  ui.disc({static_cast<float>(mark.x) + static_cast<float>(dot) / 2,
           static_cast<float>(mark.y) + static_cast<float>(mark.height) / 2},
          static_cast<float>(dot) / 2, colour);
  inner.skip_left(ui.px(10));
  label(ui, inner, word, look);
  rest.skip_left(ui.px(12));
  return frame;
}

void plain_card(Ui& ui, Rect box) {
  ui.card(box, ui.px(16), std::max(1, ui.px(ui.theme().edge_px)), ui.theme().card_edge,
          ui.theme().card);
}

void done_badge(Ui& ui, Rect& rest, BootTime since) {
  auto const& theme = ui.theme();
  int side = std::min(ui.px(104), rest.height / 4);
  Rect badge = rest.take_top(side).take_left(side);
  float radius = static_cast<float>(side) / 2;
  ui.disc({static_cast<float>(badge.x) + radius, static_cast<float>(badge.y) + radius}, radius,
          theme.done);
  tick(ui, badge.inset(side / 5), theme.on_done, since);
}

Press touch_card(Ui& ui, Rect box, std::string_view said, TargetKind kind) {
  auto press = ui.target(box, kind, said);
  plain_card(ui, box);
  if (press.held) ui.rounded(box, ui.px(16), ui.theme().pressed);
  return press;
}

std::vector<Session const*> open_sessions(Day const& day) {
  std::vector<Session const*> result;
  for (Session const* session : day.today()) {
    bool doors = start_of(session->set) - rules::doors_open_before <= day.now();
    if (!session->set.cancelled && doors && day.now() < end_of(session->set)) {
      result.push_back(session);
    }
  }
  return result;
}

Session const* session_or_current(Day const& day, SessionId const& id) {
  Session const* given = id.is_nil() ? nullptr : day.roster().session(id);
  return given != nullptr ? given : day.current();
}

}  // namespace sala::kiosk
