// Somebody who is not on the list: the least data, and look-alikes first, so that nobody is two.
#include <algorithm>
#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/walk_in_rules.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/scroll.h"
#include "platform/thai/fold.h"

namespace sala::kiosk {

using namespace ui;

namespace {

enum Input : std::size_t { nickname, given_name, surname, phone, birth_year, inputs };

class WalkInForm final : public Screen {
 public:
  WalkInForm(Context const& context, std::string const& typed, SessionId session)
      : context_(context), session_(session) {
    auto digits = phone_digits(typed);
    bool number = !digits.empty() && thai::count_code_points(typed) == digits.size();
    fields_[number ? phone : nickname].model().set_text(typed);
  }

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    if (page_ == Page::organisation) {
      organisations(ui, regions.body);
    } else {
      Rect whole{box.x, box.y, box.width, regions.bottom.y - box.y};
      if (auto go = page_ == Page::names ? names(ui, whole) : contact(ui, whole)) {
        return std::move(*go);
      }
    }
    return bottom(ui, regions.bottom);
  }

 private:
  enum class Page { names, contact, organisation };

  std::optional<Go> names(Ui& ui, Rect body);
  std::optional<Go> contact(Ui& ui, Rect body);
  void organisations(Ui& ui, Rect body);
  std::optional<Go> look_alikes(Ui& ui, Rect rest);
  Go bottom(Ui& ui, Rect box);
  Go forward(Ui& ui);
  Go finish();
  void name_fields(Ui& ui, Rect& rest);
  void field(Ui& ui, Rect box, Input input, std::string_view name);
  void find_look_alikes();
  std::string const& text(Input input) const { return fields_[input].text(); }

  Context context_;
  SessionId session_;
  Page page_ = Page::names;
  std::array<EditField, inputs> fields_{EditField(longest_name), EditField(longest_name),
                                        EditField(longest_name), EditField(longest_phone),
                                        EditField(longest_year)};
  Input focus_ = nickname;
  Keyboard keyboard_, digits_{Keyboard::Pad::digits};
  bool typing_ = true;
  ScrollArea scroll_;
  OrganisationId organisation_;
  std::string complaint_;
  std::string compared_;
  std::shared_ptr<Roster const> roster_;
  std::vector<std::size_t> alike_;
  bool alike_seen_ = false;
};

void WalkInForm::field(Ui& ui, Rect box, Input input, std::string_view name) {
  FieldLook const look{.label = name, .focused = focus_ == input ? Focused::yes : Focused::no};
  auto event = fields_[input].draw(ui, box, look);
  if (event.touched) {
    focus_ = input;
    typing_ = true;
  }
  if (event.changed) complaint_.clear();
}

// Beside each other where there is the width, else below each other.
void WalkInForm::name_fields(Ui& ui, Rect& rest) {
  std::array const names{ui.tr("Nickname"), ui.tr("Given name"), ui.tr("Surname")};
  int height = EditField::height(ui, {.label = names[0]}), gap = ui.scale().gap();
  if (ui.scale().portrait()) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      field(ui, rest.take_top(height), static_cast<Input>(i), names[i]);
      rest.skip_top(gap);
    }
    return;
  }
  Rect row = rest.take_top(height);
  int width = (row.width - 2 * gap) / 3;
  for (std::size_t i = 0; i < names.size(); ++i) {
    field(ui, row.take_left(width), static_cast<Input>(i), names[i]);
    row.skip_left(gap);
  }
  rest.skip_top(ui.px(10));
}

void WalkInForm::find_look_alikes() {
  auto const& roster = context_.day.shared_roster();
  auto key = text(nickname) + "\n" + text(given_name) + "\n" + text(surname) + "\n" + text(phone);
  if (roster == roster_ && key == compared_) return;
  roster_ = roster;
  compared_ = key;
  alike_seen_ = false;
  alike_ = roster->look_alikes(text(nickname), text(given_name), text(surname),
                               phone_digits(text(phone)));
}

// People who are on the list after all. One touch, and nothing more need be typed.
std::optional<Go> WalkInForm::look_alikes(Ui& ui, Rect rest) {
  find_look_alikes();
  int chip_height = ui.scale().target(), gap = ui.scale().gap();
  auto asks = ui.tr("Are you one of these people?");
  if (alike_.empty() || rest.height < chip_height) {
    if (complaint_.empty() && rest.height >= ui.scale().line(Font::body)) {
      paragraph(ui, rest, ui.tr("Only what the organisers need. Nothing else."),
                quiet_text(ui).lines(1));
    }
    return std::nullopt;
  }
  if (rest.height >= chip_height + ui.scale().line(Font::body)) {
    paragraph(ui, rest, asks, body_text().bold().lines(1));
  } else {
    Rect beside = rest.take_left(rest.width / 4);
    beside.height = chip_height;
    label(ui, beside, asks,
          fitted(ui, asks, body_text().bold().middle(), {beside.width, chip_height},
                 {Font::body, Font::small}));
    rest.skip_left(gap);
  }
  alike_seen_ = true;
  int columns = std::max(1, (rest.width + gap) / (ui.px(288) + gap));
  int width = (rest.width - (columns - 1) * gap) / columns;
  int rows = std::max(1, (rest.height + gap) / (chip_height + gap));
  auto count = std::min(alike_.size(), static_cast<std::size_t>(rows * columns));
  for (std::size_t i = 0; i < count; ++i) {
    Person const& person = roster_->people()[alike_[i]];
    int column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
    Rect box{rest.x + column * (width + gap), rest.y + row * (chip_height + gap), width,
             chip_height};
    auto said = std::string(name_of(person)) + " · " + person.short_name;
    Ui::Scope scope(ui, i);
    bool touched = touch_card(ui, box, said, TargetKind::tile).clicked;
    label(ui, box.inset(ui.px(16), 0), said, body_text().middle().lines(1));
    if (touched) {
      auto const& id = person.set.participant;
      return Go::push(confirm_screen(context_, id, SignInMethod::search, session_));
    }
  }
  return std::nullopt;
}

std::optional<Go> WalkInForm::names(Ui& ui, Rect body) {
  if (typing_) {
    auto event =
        keyboard_.draw(ui, body.take_bottom(keyboard_.height(ui)), fields_[focus_].model());
    if (event.hidden) typing_ = false;
    if (event.entered && focus_ < surname) {
      focus_ = static_cast<Input>(focus_ + 1);
    } else if (event.entered) {
      typing_ = false;
    }
  }
  Rect rest = body.inset(ui.scale().margin(), ui.px(12));
  if (!typing_ || ui.scale().portrait()) question(ui, rest, ui.tr("Add yourself"));
  name_fields(ui, rest);
  if (!complaint_.empty()) {
    noted(ui, rest, "warning", complaint_, body_text().with(ui.theme().stop_ink).lines(1));
    rest.skip_top(ui.px(4));
    return std::nullopt;
  }
  return look_alikes(ui, rest);
}

std::optional<Go> WalkInForm::contact(Ui& ui, Rect body) {
  if (focus_ < phone) focus_ = phone;
  Rect pad;
  Rect rest = body.inset(ui.scale().margin(), ui.scale().gap());
  if (ui.scale().portrait()) {
    pad = body.take_bottom(digits_.height(ui));
    rest.height -= pad.height;
  } else {
    pad = body.take_right(body.width * 45 / 100);
    rest.width -= pad.width;
  }
  question(ui, rest, ui.tr("How can we reach you?"));
  int height = EditField::height(ui, {.label = "x"});
  auto optional = std::string(" · ") + std::string(ui.tr("Optional"));
  field(ui, rest.take_top(height), phone, std::string(ui.tr("Phone")) + optional);
  rest.skip_top(ui.scale().gap());
  field(ui, rest.take_top(height), birth_year, std::string(ui.tr("Year of birth")) + optional);
  rest.skip_top(ui.px(8));
  ui.fill(pad, ui.theme().tray);
  auto event = digits_.draw(ui, pad.middle(pad.width, std::min(pad.height, digits_.height(ui))),
                            fields_[focus_].model());
  if (event.entered) focus_ = focus_ == phone ? birth_year : phone;
  if (!complaint_.empty()) {
    noted(ui, rest, "warning", complaint_, body_text().with(ui.theme().stop_ink).lines(2));
    return std::nullopt;
  }
  auto year = read_birth_year(text(birth_year), context_.day.now());
  auto hint = year && !year->empty()
                  ? ui.tr("Born in {year}", {{"year", year_in_both(*year)}})
                  : std::string(ui.tr("A year like 2548 or 2005; both are understood."));
  paragraph(ui, rest, hint, quiet_text(ui).lines(2));
  return std::nullopt;
}

void WalkInForm::organisations(Ui& ui, Rect body) {
  question(ui, body, ui.tr("Which organisation are you from?"));
  auto const& all = context_.day.roster().organisations();
  int columns = ui.scale().portrait() ? 1 : 2, gap = ui.scale().gap();
  int width = (body.width - (columns - 1) * gap) / columns;
  int height = 0;
  std::vector<RowText> rows;
  rows.reserve(all.size() + 1);
  for (auto const& it : all) rows.push_back({local(ui, it.name), {}});
  rows.push_back({ui.tr("No organisation"), {}});
  for (auto const& row : rows) height = std::max(height, row_height(ui, width, row));
  int lines = (static_cast<int>(rows.size()) + columns - 1) / columns;
  auto view = scroll_.open(ui, body, lines * (height + gap));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    int at = static_cast<int>(i);
    Rect box{view.content.x + at % columns * (width + gap),
             view.content.y + at / columns * (height + gap), width, height};
    OrganisationId id = i < all.size() ? all[i].organisation : OrganisationId{};
    Ui::Scope scope(ui, i);
    if (choice_row(ui, box, rows[i], organisation_ == id)) organisation_ = id;
  }
}

Go WalkInForm::finish() {
  Session const* session = session_or_current(context_.day, session_);
  if (session == nullptr) return Go::replace(sessions_screen(context_));
  WalkIn person;
  person.programme = session->programme;
  person.nickname = text(nickname);
  person.given_name = text(given_name);
  person.surname = text(surname);
  person.phone = phone_digits(text(phone));
  person.birth_year = *read_birth_year(text(birth_year), context_.day.now());
  person.organisation = organisation_;
  return Go::push(consent_screen(context_, std::move(person), session->set.session));
}

Go WalkInForm::forward(Ui& ui) {
  complaint_.clear();
  if (page_ == Page::names) {
    bool nobody = thai::tidy(text(nickname)).empty() && thai::tidy(text(given_name)).empty();
    if (nobody) {
      complaint_ = ui.tr("Please fill in: {field}", {{"field", ui.tr("Nickname")}});
      focus_ = nickname;
    } else if (!alike_.empty() && !alike_seen_) {
      typing_ = false;  // large letters left no room above the keyboard: now there is
    } else {
      page_ = Page::contact;
      focus_ = phone;
    }
    return Go::stay();
  }
  if (page_ == Page::contact) {
    if (!looks_like_phone(text(phone))) {
      complaint_ = ui.tr("This does not look like a phone number");
      focus_ = phone;
      return Go::stay();
    }
    if (!read_birth_year(text(birth_year), context_.day.now())) {
      complaint_ = ui.tr("This does not look like a year of birth");
      focus_ = birth_year;
      return Go::stay();
    }
    if (!context_.day.roster().organisations().empty()) {
      page_ = Page::organisation;
      return Go::stay();
    }
  }
  return finish();
}

Go WalkInForm::bottom(Ui& ui, Rect box) {
  BottomBarText const text{.back = ui.tr("Back"), .primary = ui.tr("Next")};
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      complaint_.clear();
      if (page_ == Page::names) return Go::back();
      page_ = page_ == Page::contact ? Page::names : Page::contact;
      focus_ = page_ == Page::names ? nickname : phone;
      return Go::stay();
    case BottomEvent::primary:
      return forward(ui);
    case BottomEvent::extra:
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

}  // namespace

ScreenPtr walk_in_screen(Context const& context, std::string const& typed, SessionId session) {
  return std::make_unique<WalkInForm>(context, typed, session);
}

}  // namespace sala::kiosk
