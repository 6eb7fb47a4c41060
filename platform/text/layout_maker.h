// Turns text into a TextBlock with Pango. For platform/text only.
#pragma once

#include <string>
#include <string_view>

#include "platform/text/edit_layout.h"
#include "platform/text/mark_spacing.h"
#include "platform/text/pango_internal.h"
#include "platform/text/text_block.h"
#include "platform/text/text_style.h"

namespace sala::text {

class LayoutMaker {
 public:
  explicit LayoutMaker(FontContext& fonts) : fonts_(fonts), spacing_(fonts) {}

  TextBlock block(std::string_view text, TextStyle const& style, int width_px);
  EditLayout edit_layout(std::string_view text, TextStyle const& style, int width_px);

 private:
  enum class Names { whole, may_break };
  Owned<PangoLayout> lay_out(std::string_view text, TextStyle const& style, int width_px);
  void set_breaks(PangoLayout* layout, std::string_view text, Names names);
  TextBlock collect(PangoLayout* layout, TextStyle const& style);
  struct Line {
    std::string_view text;        // of the whole layout
    int size_px, x, baseline_px;  // x in Pango's units
  };
  void collect_run(TextBlock& block, PangoLayoutRun* run, Line const& line);

  FontContext& fonts_;
  MarkSpacing spacing_;
};

}  // namespace sala::text
