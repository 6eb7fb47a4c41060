// What is kept here and what has arrived: the truth, in plain words, and what to do.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/staff_pages.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class StoragePage final : public StaffPage {
 public:
  explicit StoragePage(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    Rect button_box = box.take_bottom(button_height(ui));
    box.skip_bottom(ui.scale().gap());
    state(ui, box);
    auto words = ui.tr("Try to send now");
    button_box.width = std::min(button_box.width, button_width(ui, words, {.icon = "enter"}));
    if (button(ui, button_box, words, {.icon = "enter"})) context_.staff.try_link_now();
    return Go::stay();
  }

 private:
  void state(Ui& ui, Rect box);
  void verdict(Ui& ui, Rect& rest) const;
  void figures(Ui& ui, Rect& rest) const;
  void what_to_do(Ui& ui, Rect& rest) const;
  void small_print(Ui& ui, Rect& rest) const;
  std::int64_t waiting() const {
    auto const& tally = context_.day.tally();
    return std::max<std::int64_t>(0, tally.saved - tally.acknowledged);
  }

  Context context_;
  ScrollArea scroll_;
  int height_ = 0;
};

std::string_view words_of(Ui const& ui, link::Situation situation) {
  using link::Situation;
  switch (situation) {
    case Situation::no_network:
      return ui.tr("Nobody answers at the office. It keeps trying by itself.");
    case Situation::not_headquarters:
      return ui.tr(
          "The Wi-Fi here asks for a log-in page. Open it on a phone, or use a phone's hotspot.");
    case Situation::wrong_certificate:
      return ui.tr("The office could not be recognised. Call the office before you go on.");
    case Situation::refused:
    case Situation::revoked:
      return ui.tr("The office does not accept this box any more. Call the office.");
    case Situation::stopped:
      return ui.tr("The office must look at this box first. Keep it on, and call the office.");
    case Situation::server_trouble:
      return ui.tr("The office has trouble of its own. It keeps trying by itself.");
    case Situation::disk:
      return ui.tr("The memory card cannot be written");
    case Situation::none:
      break;
  }
  return ui.tr("None");
}

void StoragePage::state(Ui& ui, Rect box) {
  auto view = scroll_.open(ui, box, std::max(height_, 1));
  Rect rest = view.content;
  rest.width -= ui.px(12);
  rest.height = 1 << 20;  // as much as it takes; the next frame scrolls over it
  int top = rest.y;
  verdict(ui, rest);
  rest.skip_top(ui.px(16));
  what_to_do(ui, rest);
  figures(ui, rest);
  small_print(ui, rest);
  if (height_ == rest.y - top) return;
  height_ = rest.y - top;
  ui.animate();
}

// Green when everything has arrived; else what is still only here. Never frightening.
void StoragePage::verdict(Ui& ui, Rect& rest) const {
  auto const& theme = ui.theme();
  bool safe = context_.day.link().safe_to_switch_off && waiting() == 0;
  auto title = safe ? ui.tr("Safe to switch off") : ui.tr("Do not switch off yet");
  auto note = safe ? std::string(ui.tr("Everything has arrived at the office."))
                   : ui.tr_n("Switching off loses nothing, but {n} record is only on this box.",
                             "Switching off loses nothing, but {n} records are only on this box.",
                             static_cast<std::uint64_t>(waiting()));
  int pad = ui.px(24), side = ui.px(56);
  int width = rest.width - 2 * pad - side - ui.px(20);
  auto large = question_text();
  large.font = Font::key;
  int height = text_height(ui, title, large, width) + text_height(ui, note, body_text(), width) +
               2 * ui.px(18);
  Rect card = rest.take_top(height);
  ui.card(card, ui.px(16), std::max(3, ui.px(3)), safe ? theme.done : theme.highlight, theme.card);
  Rect words = card.inset(pad, ui.px(18));
  Rect mark = words.take_left(side);
  icon(ui, {mark.x, mark.y, side, side}, safe ? "cloud-done" : "cloud-waiting",
       safe ? theme.done_ink : theme.ink);
  words.skip_left(ui.px(20));
  paragraph(ui, words, title, large);
  paragraph(ui, words, note, body_text());
}

void figure(Ui& ui, Rect& rest, std::string_view name, std::string const& value) {
  int half = rest.width * 55 / 100;
  auto strong = body_text().bold();
  strong.align = text::Align::end;
  int height = std::max(text_height(ui, name, quiet_text(ui), half),
                        text_height(ui, value, strong, rest.width - half)) +
               ui.px(10);
  Rect row = rest.take_top(height);
  ui.fill({row.x, row.bottom() - 1, row.width, 1}, ui.theme().card_edge);
  label(ui, row.take_left(half), name, quiet_text(ui).middle());
  label(ui, row, value, strong.middle());
}

std::string when(Ui const& ui, Day const& day, WallTime time) {
  auto hours = ui.tr("{time}", {{"time", hour(time)}});
  SessionSet today;
  today.starts_s =
      std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
  return rules::is_on_day(today, day.now()) ? hours : long_date(ui, time) + " " + hours;
}

void StoragePage::figures(Ui& ui, Rect& rest) const {
  Day const& day = context_.day;
  auto const& tally = day.tally();
  auto never = std::string(ui.tr("Never yet"));
  figure(ui, rest, ui.tr("Saved here"), count_text(tally.saved));
  figure(ui, rest, ui.tr("At the office"), count_text(tally.acknowledged));
  figure(ui, rest, ui.tr("Waiting to go"), count_text(waiting()));
  if (day.link().waiting_since) {
    figure(ui, rest, ui.tr("Oldest waiting since"), when(ui, day, *day.link().waiting_since));
  }
  auto const& contact = day.link().last_contact;
  figure(ui, rest, ui.tr("Last reached the office"),
         contact ? when(ui, day, contact->wall) : never);
}

void StoragePage::what_to_do(Ui& ui, Rect& rest) const {
  auto const& trouble = context_.day.link().trouble;
  if (!trouble || trouble->situation == link::Situation::none) return;
  paragraph(ui, rest, ui.tr("What to do"), body_text().bold());
  noted(ui, rest, "warning", words_of(ui, trouble->situation), body_text());
  rest.skip_top(ui.px(12));
}

// For whoever the team calls: the cause as the log has it.
void StoragePage::small_print(Ui& ui, Rect& rest) const {
  auto const& trouble = context_.day.link().trouble;
  if (!trouble || trouble->situation == link::Situation::none) return;
  rest.skip_top(ui.px(12));
  paragraph(ui, rest, ui.tr("Last difficulty"), small_text(ui));
  paragraph(ui, rest, trouble->error.message(), small_text(ui).lines(3));
}

}  // namespace

StaffPagePtr staff_storage_page(Context const& context) {
  return std::make_unique<StoragePage>(context);
}

}  // namespace sala::kiosk
