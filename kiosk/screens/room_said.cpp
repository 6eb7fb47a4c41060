// What the room said, for all to see: a question at a time as a chart that grows when more is
// released. Nobody's name, and nothing under five (views/room_results.h).
#include <algorithm>
#include <cmath>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"
#include "sync/rules/crowd.h"

namespace sala::kiosk {

using namespace ui;

namespace {

using views::RoomQuestion;
using views::RoomStep;

// Left alone so long, the screen belongs to those who come in again.
constexpr std::chrono::minutes stays{30};
constexpr Micros grows{600'000};
// Labels up to this many bytes stand below columns; longer ones beside rows.
constexpr std::size_t short_label = 4;

class RoomSaid final : public Screen {
 public:
  RoomSaid(Context const& context, SessionId session) : context_(context), session_(session) {}

  Go draw(Ui& ui, Rect box) override {
    if (opened_ == BootTime{} || ui.touched()) opened_ = ui.now();
    if (ui.now() >= opened_ + stays) return Go::home();
    ui.draw_again_at(opened_ + stays);
    read();
    auto regions = regions_of(ui, box);
    if (questions_.empty()) {
      question(ui, regions.body, ui.tr("Nothing to show here"));
      doodle(ui, regions.body, "bench");
    } else {
      chart(ui, regions.body);
    }
    return bottom(ui, regions.bottom);
  }
  // It hangs in front of the room and nobody touches it.
  bool resets_when_idle() const override { return false; }

 private:
  struct Asked {
    LocalText form;
    RoomQuestion said;

    bool operator==(Asked const&) const = default;
  };
  void read();
  void chart(Ui& ui, Rect rest);
  void too_few(Ui& ui, Rect rest) const;
  void columns(Ui& ui, Rect rest, RoomQuestion const& said);
  void rows(Ui& ui, Rect rest, RoomQuestion const& said);
  void row(Ui& ui, Rect box, RoomStep const& step, int words, bool beside);
  std::string about(Ui const& ui, RoomQuestion const& said) const;
  Colour colour_of(Ui const& ui, RoomStep const& step) const {
    return step.count == most_ ? ui.theme().highlight : ui.theme().primary;
  }
  float share(Ui& ui, RoomStep const& step) const {
    return most_ == 0 ? 0
                      : static_cast<float>(step.count) / static_cast<float>(most_) *
                            ui.progress(grown_, grows);
  }
  Go bottom(Ui& ui, Rect box);

  Context context_;
  SessionId session_;
  std::vector<Asked> questions_;
  std::size_t at_ = 0;
  std::int64_t most_ = 0;  // of one step of the question that is on
  std::uint64_t revision_ = 0;
  bool fresh_ = true;  // a question that has not been drawn yet
  BootTime opened_{}, grown_{};
  ScrollArea scroll_;
};

void RoomSaid::read() {
  if (revision_ == context_.day.revision()) return;
  revision_ = context_.day.revision();
  std::vector<Asked> now;
  for (auto const& form : context_.day.said(session_)) {
    for (auto const& it : form.questions) now.push_back({form.title, it});
  }
  fresh_ = fresh_ || now != questions_;
  questions_ = std::move(now);
  at_ = questions_.empty() ? 0 : std::min(at_, questions_.size() - 1);
}

std::string mean_text(double mean) {
  auto tenths = std::llround(std::abs(mean) * 10);
  return (mean < 0 ? "-" : "") + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string RoomSaid::about(Ui const& ui, RoomQuestion const& said) const {
  auto n = static_cast<std::uint64_t>(said.answered);
  auto out = ui.tr_n("{n} answer", "{n} answers", n);
  if (said.has_mean) out += " · " + ui.tr("average {mean}", {{"mean", mean_text(said.mean)}});
  return out;
}

void RoomSaid::chart(Ui& ui, Rect rest) {
  auto const& [form, said] = questions_[at_];
  if (std::exchange(fresh_, false)) grown_ = ui.now();
  most_ = 0;
  for (auto const& step : said.steps) most_ = std::max(most_, step.count);
  std::string above(local(ui, form));
  if (questions_.size() > 1) {
    above += " · " + std::to_string(at_ + 1) + "/" + std::to_string(questions_.size());
  }
  paragraph(ui, rest, above, quiet_text(ui).lines(1));
  take_fitted(ui, rest, local(ui, said.label), question_text(), rest.height * 2 / 5,
              {Font::question, Font::list, Font::body});
  rest.skip_top(ui.px(4));
  if (said.answered == 0) return too_few(ui, rest);
  paragraph(ui, rest, about(ui, said), list_text().lines(2));
  rest.skip_top(ui.px(16));
  bool all_short = std::ranges::all_of(
      said.steps, [&](RoomStep const& it) { return local(ui, it.label).size() <= short_label; });
  all_short ? columns(ui, rest, said) : rows(ui, rest, said);
}

void RoomSaid::too_few(Ui& ui, Rect rest) const {
  take_fitted(ui, rest, ui.tr("Fewer than five answers yet"), list_text().bold(), rest.height / 3,
              {Font::list, Font::body});
  rest.skip_top(ui.px(8));
  auto next = hour(rules::next_release(context_.day.now()));
  paragraph(ui, rest,
            ui.tr("So that nobody can tell who said what, results come from five answers on. The "
                  "next ones can come at {time}.",
                  {{"time", next}}),
            quiet_text(ui));
  rest.skip_top(ui.px(16));
  doodle(ui, rest, "boats");
}

// Numbers: a column each, from left to right. Where they are narrow, letters are smaller, and then
// only every second or third is told its number: nothing is cut, nothing runs into its neighbour.
void RoomSaid::columns(Ui& ui, Rect rest, RoomQuestion const& said) {
  int count = static_cast<int>(said.steps.size());
  int gap = std::min(ui.px(16), rest.width / count / 4);
  int width = std::min((rest.width - gap * (count - 1)) / count, ui.px(140)), pitch = width + gap;
  auto look = list_text().bold().lines(1, Shorten::never).centred();
  if (text_size(ui, "0000", look).width > width) look.font = Font::small;
  int widest = 0;
  for (auto const& step : said.steps) {
    widest = std::max({widest, text_size(ui, local(ui, step.label), look).width,
                       text_size(ui, count_text(step.count), look).width});
  }
  int every = std::max(1, (widest + ui.px(6) + pitch - 1) / pitch);
  int line = ui.scale().line(Font::list);
  Rect labels = rest.take_bottom(line), floor = rest.take_bottom(ui.px(4));
  rest.skip_bottom(ui.px(2));
  ui.fill(floor, ui.theme().field_edge);
  int left = rest.x + (rest.width - pitch * count + gap) / 2;
  for (int i = 0; i < count; ++i) {
    auto const& step = said.steps[static_cast<std::size_t>(i)];
    int x = left + i * pitch;
    auto size = static_cast<float>(rest.height - line) * share(ui, step);
    int tall = step.count == 0 ? 0 : std::max(ui.px(6), static_cast<int>(std::lround(size)));
    Rect bar{x, rest.bottom() - tall, width, tall};
    if (tall > 0) ui.rounded(bar, std::min(ui.px(10), tall / 2), colour_of(ui, step));
    if ((count - 1 - i) % every != 0) continue;  // the highest is always told
    Rect words{x - (pitch * every - width) / 2, bar.y - line, pitch * every, line};
    if (step.count > 0) label(ui, words, count_text(step.count), look);
    words.y = labels.y;
    label(ui, words, local(ui, step.label), look);
  }
}

// Words: a row each.
void RoomSaid::rows(Ui& ui, Rect rest, RoomQuestion const& said) {
  bool beside = !ui.scale().portrait();
  int words = rest.width;
  if (beside) {
    words = 0;
    for (auto const& step : said.steps) {
      words = std::max(words, text_size(ui, local(ui, step.label), list_text()).width);
    }
    words = std::min(words + ui.px(4), rest.width * 45 / 100);
  }
  int gap = ui.px(12), height = 0;
  std::vector<int> heights;
  heights.reserve(said.steps.size());
  for (auto const& step : said.steps) {
    int text = text_height(ui, local(ui, step.label), list_text(), words);
    int bar = ui.scale().line(Font::list);
    heights.push_back(beside ? std::max(text, bar) : text + bar);
    height += heights.back() + gap;
  }
  // Few rows take all the room that there is.
  int count = static_cast<int>(said.steps.size());
  int spare = std::clamp((rest.height - height) / std::max(count, 1), 0, ui.px(40));
  auto view = scroll_.open(ui, rest, height + spare * count);
  Rect column = view.content;
  column.width -= ui.px(8);
  for (std::size_t i = 0; i < said.steps.size(); ++i) {
    Rect box = column.take_top(heights[i] + spare);
    column.skip_top(gap);
    if (box.meets(rest)) row(ui, box, said.steps[i], words, beside);
  }
}

void RoomSaid::row(Ui& ui, Rect box, RoomStep const& step, int words, bool beside) {
  auto text = local(ui, step.label);
  auto look = list_text().middle();
  if (beside) {
    label(ui, box.take_left(words), text, look);
    box.skip_left(ui.px(20));
  } else {
    label(ui, box.take_top(text_height(ui, text, list_text(), words)), text, look);
  }
  auto right = list_text().bold().middle().lines(1, Shorten::never);
  int number = text_size(ui, most_ < 1000 ? "0000" : count_text(most_), right).width;
  right.align = text::Align::end;
  label(ui, box.take_right(number), count_text(step.count), right);
  box.skip_right(ui.px(12));
  int tall = std::min(box.height, ui.px(56));
  Rect track{box.x, box.y + (box.height - tall) / 2, box.width, tall};
  ui.rounded(track, std::min(ui.px(10), tall / 2), ui.theme().tray);
  auto wide = static_cast<int>(std::lround(static_cast<float>(track.width) * share(ui, step)));
  if (step.count == 0) return;
  track.width = std::max(wide, std::min(track.width, tall));
  ui.rounded(track, std::min(ui.px(10), tall / 2), colour_of(ui, step));
}

Go RoomSaid::bottom(Ui& ui, Rect box) {
  BottomBarText text{.back = ui.tr("Close")};
  if (questions_.size() > 1) {
    text.primary = ui.tr("Next question");
    text.primary_icon = "next";
  }
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      return Go::home();
    case BottomEvent::primary:
      at_ = (at_ + 1) % questions_.size();
      fresh_ = true;
      scroll_.reset();
      return Go::stay();
    default:
      return Go::stay();
  }
}

}  // namespace

ScreenPtr room_said_screen(Context const& context, SessionId session) {
  return std::make_unique<RoomSaid>(context, session);
}

}  // namespace sala::kiosk
