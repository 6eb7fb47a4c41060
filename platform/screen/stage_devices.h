// The two kinds of stage. For platform/screen only; others say Stage::open().
#pragma once

#include <memory>

#include "platform/screen/stage.h"

namespace sala::screen {

// Wider screens than any that is sold; keeps every product of pixels within 32 bits.
constexpr int largest_side = 8192;

std::unique_ptr<Stage> make_headless_stage(StageOptions const& options);
Result<std::unique_ptr<Stage>> make_window_stage(StageOptions const& options);

}  // namespace sala::screen
