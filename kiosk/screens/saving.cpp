#include "kiosk/screens/saving.h"

#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// A commit takes milliseconds. After this long something is wrong with the card, and says so.
constexpr Micros patience{5'000'000};

}  // namespace

std::optional<Go> UntilSaved::draw(Context const& context, Ui& ui, Rect box, Ticket ticket,
                                   std::string_view advice) {
  auto receipt = context.desk.receipt(ticket);
  switch (receipt.saving) {
    case Saving::saved:
      return std::nullopt;
    case Saving::refused:
      return Go::replace(fault_screen(context, receipt.error));
    case Saving::unknown:
      return Go::replace(fault_screen(context, {ErrorCode::internal, "save", "no receipt", {}}));
    case Saving::waiting:
      break;
  }
  if (since_ == BootTime{}) since_ = ui.now();
  bool late = ui.now() - since_ > patience;
  if (!late) ui.draw_again_at(since_ + patience + Micros{1});
  auto regions = regions_of(ui, box);
  auto columns = columns_of(ui, regions.body, 0.5, 0.45);
  doodle(ui, columns.second, "boats");
  Rect rest = columns.first;
  rest.skip_top(rest.height / 5);
  take_fitted(ui, rest, ui.tr("Saving…"), welcome_text(), rest.height / 2,
              {Font::welcome, Font::question});
  if (!late) return Go::stay();
  paragraph(ui, rest, ui.tr("This takes longer than usual. Please tell the team."), list_text());
  if (!advice.empty()) paragraph(ui, rest, advice, list_text());
  auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Start over")});
  return event == BottomEvent::back ? Go::home() : Go::stay();
}

}  // namespace sala::kiosk
