// Labels with answers in them: "Thank you, ${/data/name}!".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sala::forms {

struct LabelPiece {
  bool is_path = false;
  std::string text;
};

std::vector<LabelPiece> label_pieces(std::string_view label);

}  // namespace sala::forms
