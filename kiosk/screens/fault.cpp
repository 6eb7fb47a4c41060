// The quiet fault screen: what happened, that nothing kept before is lost, and what to do.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// Each kind of failure in words that a person in a queue can use.
std::string_view words_of(Ui const& ui, ErrorCode code) {
  switch (code) {
    case ErrorCode::disk_full:
      return ui.tr("The memory card is full. What was saved before is safe; please tell the team.");
    case ErrorCode::disk:
      return ui.tr("This could not be saved. What was saved before is safe; please tell the team.");
    case ErrorCode::busy:
      return ui.tr("A little busy now. Nothing is lost; please try again in a moment.");
    case ErrorCode::refused:
      return ui.tr("That is not possible on this box. Nothing is lost; please ask the team.");
    case ErrorCode::invalid:
      return ui.tr("That did not look right. Nothing is lost; please check and try again.");
    case ErrorCode::not_found:
      return ui.tr("We could not find that. Nothing is lost; please choose again.");
    case ErrorCode::conflict:
      return ui.tr("Somebody changed this just now. Nothing is lost; please look again.");
    case ErrorCode::unreachable:
      return ui.tr("There is no internet now. Nothing is lost; it will go later by itself.");
    case ErrorCode::internal:
      break;
  }
  return ui.tr("Something went wrong on our side. What was saved is safe; please try again.");
}

class Fault final : public Screen {
 public:
  Fault(Context const& context, Error error) : context_(context), error_(std::move(error)) {}

  // It stays until somebody has read it: a screen that heals itself hides a dying card.
  bool resets_when_idle() const override { return false; }

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    auto columns = columns_of(ui, regions.body, 0.56, 0.55);
    doodle(ui, columns.second, "storm");
    Rect rest = columns.first;
    rest.skip_top(rest.height / 12);
    bool disk = error_.code == ErrorCode::disk || error_.code == ErrorCode::disk_full;
    question(ui, rest, disk ? ui.tr("This box needs a short rest") : ui.tr("This did not work"));
    paragraph(ui, rest, words_of(ui, error_.code), list_text());
    rest.skip_top(ui.px(20));
    noted(ui, rest, "pen", ui.tr("Until then, sign the paper list."), list_text().bold());
    auto event = bottom_bar(ui, regions.bottom, {.primary = ui.tr("Try again")});
    return event == BottomEvent::primary ? Go::home() : Go::stay();
  }

 private:
  Context context_;
  Error error_;
};

}  // namespace

ScreenPtr fault_screen(Context const& context, Error error) {
  return std::make_unique<Fault>(context, std::move(error));
}

}  // namespace sala::kiosk
