#include "sync/forms/labels.h"

namespace sala::forms {

std::vector<LabelPiece> label_pieces(std::string_view label) {
  std::vector<LabelPiece> pieces;
  while (!label.empty()) {
    auto at = label.find("${");
    auto end = at == std::string_view::npos ? at : label.find('}', at);
    if (end == std::string_view::npos) break;
    if (at > 0) pieces.push_back({false, std::string(label.substr(0, at))});
    pieces.push_back({true, std::string(label.substr(at + 2, end - at - 2))});
    label = label.substr(end + 1);
  }
  if (!label.empty()) pieces.push_back({false, std::string(label)});
  return pieces;
}

}  // namespace sala::forms
