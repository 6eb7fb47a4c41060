// How much, of a range from start to end by step: stars, numbers side by side, a slider (with a
// face where its author asks for "faces"), or a number between two buttons ("picker").
#include <algorithm>
#include <cmath>

#include "kiosk/screens/question.h"
#include "kiosk/ui/scales.h"
#include "sync/forms/scale.h"
#include "sync/forms/value.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// Numbers side by side up to here; beyond, a slider.
constexpr int most_steps = 11;
constexpr int most_stars = 10;

class ScaleView : public QuestionView {
 public:
  ScaleView(Sheet& sheet, std::string path)
      : QuestionView(sheet, std::move(path)), range_(forms::range_of(question())) {}

 protected:
  int stops() const { return range_.stops(); }
  std::string number(int stop) const { return range_.number(stop); }
  std::optional<int> chosen() const {
    if (value().empty()) return std::nullopt;
    double value_now = forms::text_to_number(value(), std::chrono::minutes(0));
    if (!std::isfinite(value_now)) return std::nullopt;
    auto stop = static_cast<int>(std::lround((value_now - range_.start) / range_.step));
    return std::clamp(stop, 0, stops() - 1);
  }
  void choose_stop(int stop) { say(number(stop)); }

 private:
  forms::Range range_;
};

class StarsView final : public ScaleView {
 public:
  using ScaleView::ScaleView;
  int height(Ui& ui, int width) override { return stars_height(ui, width, stops()); }
  void draw(Ui& ui, Rect box) override {
    auto now = chosen();
    auto touched = stars(ui, box, stops(), now ? *now + 1 : 0);
    if (!touched) return;
    // The same star again takes it back.
    if (now == *touched - 1) return say("");
    choose_stop(*touched - 1);
  }
  bool choose(std::size_t number) override {
    if (number < 1 || number > static_cast<std::size_t>(stops())) return false;
    choose_stop(static_cast<int>(number) - 1);
    return true;
  }
};

class StepsView final : public ScaleView {
 public:
  using ScaleView::ScaleView;
  int height(Ui& ui, int width) override { return steps_height(ui, width, words()); }
  void draw(Ui& ui, Rect box) override {
    auto now = chosen();
    std::optional<std::size_t> at;
    if (now) at = static_cast<std::size_t>(*now);
    auto touched = steps(ui, box, words(), at);
    if (!touched) return;
    if (at == touched) return say("");
    choose_stop(static_cast<int>(*touched));
  }
  bool choose(std::size_t key) override {
    for (int i = 0; i < stops(); ++i) {
      if (number(i) != std::to_string(key)) continue;
      choose_stop(i);
      return true;
    }
    return false;
  }

 private:
  std::vector<std::string> words() const {
    std::vector<std::string> words(static_cast<std::size_t>(stops()));
    for (int i = 0; i < stops(); ++i) words[static_cast<std::size_t>(i)] = number(i);
    return words;
  }
};

class SliderView final : public ScaleView {
 public:
  using ScaleView::ScaleView;
  bool is_narrow() const override { return faces(); }
  bool says_question() const override { return faces(); }
  int height(Ui& ui, int width) override {
    Words words(*this);
    return (faces() ? ends_height(ui, width, words) : 0) + slider_height(ui, width, words.look);
  }
  void draw(Ui& ui, Rect box) override {
    Words words(*this);
    if (faces()) draw_ends(ui, box.take_top(ends_height(ui, box.width, words)), words);
    if (auto stop = slider(ui, box, words.look)) {
      if (chosen() != stop) choose_stop(*stop);
    }
  }

 private:
  bool faces() const { return has_appearance("faces"); }
  std::string hint() const { return sheet_.session().text(node(), question().hint); }

  struct Words {
    explicit Words(SliderView const& view)
        : name(view.label()), low(view.number(0)), high(view.number(view.stops() - 1)) {
      auto now = view.chosen();
      if (now) value = view.number(*now);
      bool face = view.faces();
      if (face) read_ends(view.hint());
      look = {.label = name,
              .stops = view.stops(),
              .chosen = now,
              .value = value,
              .face = face,
              .low = face ? std::string_view() : low,
              .high = face ? std::string_view() : high};
    }
    Words(Words const&) = delete;
    // "very heavy ↔ fine": what the two ends mean.
    void read_ends(std::string const& hint) {
      constexpr std::string_view between = "↔";
      auto at = hint.find(between);
      low = forms::trimmed(std::string_view(hint).substr(0, at));
      high = at == std::string::npos
                 ? std::string()
                 : std::string(forms::trimmed(std::string_view(hint).substr(at + between.size())));
    }
    std::string name, low, high, value;
    SliderLook look;
  };
  static int ends_height(Ui& ui, int width, Words const& words);
  static void draw_ends(Ui& ui, Rect row, Words const& words);
};

TextLook end_look(Ui const& ui, text::Align align) {
  auto look = small_text(ui);
  look.align = align;
  look.down = Down::middle;
  return look;
}

TextLook name_look() { return list_text().bold().centred(); }

// What it is about between what its ends mean.
int SliderView::ends_height(Ui& ui, int width, Words const& words) {
  int side = width * 30 / 100;
  auto end = end_look(ui, text::Align::start);
  return std::max({text_height(ui, words.name, name_look(), width - 2 * side),
                   text_height(ui, words.low, end, side), text_height(ui, words.high, end, side)});
}

void SliderView::draw_ends(Ui& ui, Rect row, Words const& words) {
  int side = row.width * 30 / 100;
  ui::label(ui, row.take_left(side), words.low, end_look(ui, text::Align::start));
  ui::label(ui, row.take_right(side), words.high, end_look(ui, text::Align::end));
  ui::label(ui, row, words.name, name_look());
}

class PickerView final : public ScaleView {
 public:
  using ScaleView::ScaleView;
  int height(Ui& ui, int width) override {
    (void)width;
    return Stepper::height(ui, false);
  }
  void draw(Ui& ui, Rect box) override {
    auto now = chosen();
    auto shown = now ? number(*now) : std::string("–");
    Rect place = box.take_left(std::min(box.width, ui.px(480)));
    StepperLook const look{.value = shown,
                           .less = ui.tr("Less"),
                           .more = ui.tr("More"),
                           .can_less = now == 0 ? Enabled::no : Enabled::yes,
                           .can_more = now == stops() - 1 ? Enabled::no : Enabled::yes};
    Ui::Scope scope(ui, path_);
    int change = stepper_.draw(ui, place, look);
    if (change == 0) return;
    // The first touch says the first number, or the last.
    if (!now) return choose_stop(change > 0 ? 0 : stops() - 1);
    choose_stop(std::clamp(*now + change, 0, stops() - 1));
  }

 private:
  Stepper stepper_;
};

}  // namespace

QuestionPtr scale_view(Sheet& sheet, std::string const& path) {
  auto const& question = sheet.session().question(*sheet.session().find(path));
  if (question.type != forms::QuestionType::range) return nullptr;
  auto words = forms::split_words(question.appearance);
  auto says = [&](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
  int stops = forms::range_of(question).stops();
  if (says("rating") && stops <= most_stars) return std::make_unique<StarsView>(sheet, path);
  if (says("picker")) return std::make_unique<PickerView>(sheet, path);
  bool slides = says("faces") || stops > most_steps;
  if (slides) return std::make_unique<SliderView>(sheet, path);
  return std::make_unique<StepsView>(sheet, path);
}

}  // namespace sala::kiosk
