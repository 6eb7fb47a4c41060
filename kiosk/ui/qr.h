// A QR code on the screen: black on white in every theme, as readers expect, quiet zone included.
#pragma once

#include "kiosk/ui/ui.h"
#include "platform/qr/qr_code.h"

namespace sala::ui {

// As large as whole pixels a module allow, in the middle of the box. Returns where, quiet zone
// included; empty when the box is smaller than a pixel a module.
Rect qr(Ui& ui, Rect box, QrCode const& code);

}  // namespace sala::ui
