// One or several of what is offered: faces where the words begin with them, steps for likert, else
// tiles in columns or rows below each other; and putting things in an order.
#include <algorithm>
#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/question.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/faces.h"
#include "kiosk/ui/scales.h"
#include "sync/forms/xlsform/types.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct Mood {
  std::string_view emoji;
  float mood;
};
// The faces that authors put before their words, from the saddest on.
constexpr std::array moods{
    Mood{"😭", 0},        Mood{"😢", 0},        Mood{"😡", 0},         Mood{"😠", 0.05f},
    Mood{"😞", 0.1f},     Mood{"😣", 0.1f},     Mood{"☹️", 0.2f}, Mood{"☹", 0.2f},
    Mood{"🙁", 0.25f}, Mood{"😟", 0.25f},    Mood{"😕", 0.35f},     Mood{"😐", 0.5f},
    Mood{"😶", 0.5f},     Mood{"🙂", 0.75f}, Mood{"☺️", 0.8f}, Mood{"☺", 0.8f},
    Mood{"😊", 0.85f},    Mood{"😀", 0.95f},    Mood{"😃", 0.95f},     Mood{"😄", 1},
    Mood{"😁", 1},        Mood{"😍", 1}};

// The same as smileys that are drawn here; nothing unless every choice begins with one.
std::vector<Smiley> smileys_of(std::vector<forms::Offer> const& offers) {
  std::vector<Smiley> all;
  for (auto const& offer : offers) {
    auto found = std::ranges::find_if(
        moods, [&](Mood const& it) { return offer.label.starts_with(it.emoji); });
    if (found == moods.end()) return {};
    auto words = forms::trimmed(std::string_view(offer.label).substr(found->emoji.size()));
    all.push_back({std::string(words.empty() ? found->emoji : words), found->mood});
  }
  // More than seven faces cannot be told apart.
  return all.size() >= 2 && all.size() <= 7 ? all : std::vector<Smiley>{};
}

class ChoiceView : public QuestionView {
 public:
  using QuestionView::QuestionView;

  bool choose(std::size_t number) override {
    auto all = offers();
    if (number == 0 || number > all.size() || number > 9) return false;
    touch(all[number - 1].value);
    return true;
  }

 protected:
  // Thousands take longer than a frame may: kept while nothing changes.
  std::vector<forms::Offer> const& offers() {
    auto language = sheet_.session().language();
    if (known_ == sheet_.revision() && spoken_ == language) return offers_;
    offers_ = sheet_.session().offers(node());
    known_ = sheet_.revision();
    spoken_ = language;
    return offers_;
  }
  bool several() const { return question().type == forms::QuestionType::select_multiple; }
  bool is_chosen(std::string_view choice) const {
    auto said = forms::split_words(value());
    return std::ranges::find(said, choice) != said.end();
  }
  std::optional<std::size_t> chosen(std::vector<forms::Offer> const& all) const {
    auto found = std::ranges::find(all, value(), &forms::Offer::value);
    if (found == all.end()) return std::nullopt;
    return static_cast<std::size_t>(found - all.begin());
  }
  // One of several that is touched again is taken back, so that a slip of the finger need not stay.
  void touch(std::string const& choice) {
    if (!several()) return say(value() == choice ? std::string() : choice);
    std::string kept;
    bool was = false;
    for (auto word : forms::split_words(value())) {
      if (word == choice) {
        was = true;
        continue;
      }
      kept += (kept.empty() ? "" : " ") + std::string(word);
    }
    if (!was) kept += (kept.empty() ? "" : " ") + choice;
    say(kept);
  }

 private:
  std::vector<forms::Offer> offers_;
  std::uint64_t known_ = 0;
  std::size_t spoken_ = 0;
};

class SmileyView final : public ChoiceView {
 public:
  using ChoiceView::ChoiceView;
  int height(Ui& ui, int width) override { return smileys_height(ui, width, smileys_of(offers())); }
  void draw(Ui& ui, Rect box) override {
    auto all = offers();
    if (auto touched = smileys(ui, box, smileys_of(all), chosen(all))) touch(all[*touched].value);
  }
};

class LikertView final : public ChoiceView {
 public:
  using ChoiceView::ChoiceView;
  int height(Ui& ui, int width) override { return steps_height(ui, width, words()); }
  void draw(Ui& ui, Rect box) override {
    auto all = offers();
    if (auto touched = steps(ui, box, words(), chosen(all))) touch(all[*touched].value);
  }

 private:
  std::vector<std::string> words() {
    std::vector<std::string> words;
    for (auto const& offer : offers()) words.push_back(offer.label);
    return words;
  }
};

class TilesView final : public ChoiceView {
 public:
  using ChoiceView::ChoiceView;

  int height(Ui& ui, int width) override {
    if (offers().empty())
      return text_height(ui, ui.tr("Nothing to choose here."), body_text(), width);
    auto grid = grid_of(ui, width);
    return grid.rows * (grid.height + gap(ui)) - gap(ui);
  }

  void draw(Ui& ui, Rect box) override {
    auto const& all = offers();
    if (all.empty()) {
      ui::label(ui, box, ui.tr("Nothing to choose here."), quiet_text(ui));
      return;
    }
    auto grid = grid_of(ui, box.width);
    std::string touched;
    for (std::size_t i = 0; i < all.size(); ++i) {
      int at = static_cast<int>(i);
      Rect cell{box.x + at % grid.columns * (grid.width + gap(ui)),
                box.y + at / grid.columns * (grid.height + gap(ui)), grid.width, grid.height};
      // Of thousands only those are drawn that can be seen.
      if (!cell.meets(ui.clip())) continue;
      Ui::Scope scope(ui, i);
      bool on = is_chosen(all[i].value);
      RowText const text{.title = all[i].label, .photo = pictures_[i]};
      bool hit = several() ? checkbox_row(ui, cell, text, on) : choice_row(ui, cell, text, on);
      if (hit) touched = all[i].value;
    }
    if (!touched.empty()) touch(touched);
  }

 private:
  struct Grid {
    int columns = 1, rows = 1, width = 0, height = 0;
  };
  static int gap(Ui const& ui) { return ui.px(12); }

  // As many columns as its author asks for ("columns-3", "w4" of others is left alone), as fit, and
  // as many as few choices need.
  int columns_of(Ui const& ui, int width, std::size_t count) const {
    int fit = std::max(1, width / ui.px(ui.look().text == TextSize::large ? 420 : 340));
    if (has_appearance("minimal") || width < ui.px(560)) return 1;
    for (auto word : forms::split_words(question().appearance)) {
      if (!word.starts_with("columns-") || word.size() != 9) continue;
      return std::clamp(word[8] - '0', 1, std::max(1, width / ui.px(220)));
    }
    if (has_appearance("columns") || has_appearance("columns-pack") || shows_pictures()) return fit;
    return count <= 3 ? 1 : std::min(fit, 2);
  }

  // Measuring 5,000 choices takes longer than a frame: the measure is kept while nothing changes.
  Grid const& grid_of(Ui& ui, int width) {
    auto language = sheet_.session().language();
    bool same = measured_ == sheet_.revision() && width_ == width && language_ == language &&
                text_ == ui.look().text;
    if (same) return grid_;
    measured_ = sheet_.revision(), width_ = width, language_ = language, text_ = ui.look().text;
    auto const& all = offers();
    find_pictures(all);
    Grid grid;
    grid.columns = columns_of(ui, width, all.size());
    grid.rows = (static_cast<int>(all.size()) + grid.columns - 1) / grid.columns;
    grid.width = (width - (grid.columns - 1) * gap(ui)) / grid.columns;
    grid.height = ui.scale().target();
    for (std::size_t i = 0; i < all.size(); ++i) {
      RowText const text{.title = all[i].label, .photo = pictures_[i]};
      grid.height = std::max(grid.height, row_height(ui, grid.width, text));
    }
    return grid_ = grid;
  }

  void find_pictures(std::vector<forms::Offer> const& all) {
    pictures_.assign(all.size(), nullptr);
    auto const& form = sheet_.session().blueprint().form();
    auto const* list = forms::find_list(form, question().list);
    if (list == nullptr || sheet_.asking().entry.pictures.empty()) return;
    for (std::size_t i = 0; i < all.size(); ++i) {
      auto choice = std::ranges::find(list->choices, all[i].value, &forms::Choice::name);
      if (choice != list->choices.end()) pictures_[i] = sheet_.picture(choice->media);
    }
  }
  bool shows_pictures() const {
    return std::ranges::any_of(pictures_, [](auto const* it) { return it != nullptr; });
  }

  Grid grid_;
  std::vector<Photo const*> pictures_;  // by offer; null: none
  std::uint64_t measured_ = 0;
  int width_ = 0;
  std::size_t language_ = 0;
  TextSize text_ = TextSize::normal;
};

// Things in an order: each can go up and down, and the order as it stands can be the answer.
class RankView final : public QuestionView {
 public:
  using QuestionView::QuestionView;

  int height(Ui& ui, int width) override {
    auto all = in_order();
    int height = 0;
    for (auto const& it : all) height += row_height(ui, width, it.label) + gap(ui);
    return height + button_height(ui);
  }

  void draw(Ui& ui, Rect box) override {
    auto all = in_order();
    std::optional<std::pair<std::size_t, std::size_t>> swap;
    for (std::size_t i = 0; i < all.size(); ++i) {
      Ui::Scope scope(ui, i);
      Rect row = box.take_top(row_height(ui, box.width, all[i].label));
      box.skip_top(gap(ui));
      int step = draw_row(ui, row, all[i].label, i, all.size());
      if (step < 0) swap = {i, i - 1};
      if (step > 0) swap = {i, i + 1};
    }
    bool said = !value().empty();
    ButtonLook const look{.kind = said ? ButtonKind::quiet : ButtonKind::secondary,
                          .icon = "check"};
    auto words = said ? ui.tr("This is your order") : ui.tr("The order is right as it is");
    int width = std::min(box.width, button_width(ui, words, look));
    bool right = button(ui, box.take_top(button_height(ui)).take_left(width), words, look);
    if (swap) std::swap(all[swap->first], all[swap->second]);
    if (!swap && !right) return;
    std::string order;
    for (auto const& it : all) order += (order.empty() ? "" : " ") + it.value;
    say(order);
  }

 private:
  static int gap(Ui const& ui) { return ui.px(12); }
  static int side(Ui const& ui) { return ui.scale().target(); }
  static int words_width(Ui const& ui, int width) { return width - 2 * side(ui) - ui.px(96 + 16); }
  static int row_height(Ui& ui, int width, std::string const& words) {
    return std::max(side(ui),
                    text_height(ui, words, list_text(), words_width(ui, width)) + ui.px(16));
  }

  std::vector<forms::Offer> in_order() const {
    auto all = sheet_.session().offers(node());
    auto said = forms::split_words(value());
    auto place = [&](forms::Offer const& it) {
      return std::ranges::find(said, it.value) - said.begin();
    };
    std::ranges::stable_sort(all, {}, place);
    return all;
  }

  // -1: up, 1: down.
  int draw_row(Ui& ui, Rect row, std::string const& words, std::size_t at, std::size_t count) {
    auto const& theme = ui.theme();
    bool said = !value().empty();
    ui.card(row, ui.px(16), ui.edge(said ? 2 : 1), said ? theme.link : theme.card_edge, theme.card);
    Rect rest = row;
    auto look = list_text().bold().centred().lines(1, Shorten::never);
    look.colour = said ? theme.link : theme.quiet;
    label_in(ui, rest.take_left(ui.px(88)), row, std::to_string(at + 1), look);
    Rect down = rest.take_right(side(ui)).middle(side(ui), side(ui));
    rest.skip_right(ui.px(16));
    Rect up = rest.take_right(side(ui)).middle(side(ui), side(ui));
    label_in(ui, rest, row, words, list_text().middle());
    auto first = at == 0 ? Enabled::no : Enabled::yes;
    auto last = at + 1 == count ? Enabled::no : Enabled::yes;
    int step = 0;
    if (icon_button(ui, up, "up", ui.tr("Up: {what}", {{"what", words}}), first)) step = -1;
    if (icon_button(ui, down, "down", ui.tr("Down: {what}", {{"what", words}}), last)) step = 1;
    return step;
  }
};

}  // namespace

QuestionPtr choice_view(Sheet& sheet, std::string const& path) {
  auto const& node = *sheet.session().find(path);
  auto const& question = sheet.session().question(node);
  bool one = question.type == forms::QuestionType::select_one;
  if (!one && question.type != forms::QuestionType::select_multiple) return nullptr;
  auto words = forms::split_words(question.appearance);
  if (one && std::ranges::find(words, "likert") != words.end()) {
    auto offers = sheet.session().offers(node);
    if (!smileys_of(offers).empty()) return std::make_unique<SmileyView>(sheet, path);
    // Beyond this many, words side by side are too small to read.
    if (!offers.empty() && offers.size() <= 11) return std::make_unique<LikertView>(sheet, path);
  }
  return std::make_unique<TilesView>(sheet, path);
}

QuestionPtr rank_view(Sheet& sheet, std::string const& path) {
  auto type = sheet.session().question(*sheet.session().find(path)).type;
  if (type != forms::QuestionType::rank) return nullptr;
  return std::make_unique<RankView>(sheet, path);
}

}  // namespace sala::kiosk
