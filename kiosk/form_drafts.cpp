#include "kiosk/form_drafts.h"

#include <algorithm>

namespace sala::kiosk {

void FormDrafts::keep(Place const& place, Draft draft) {
  if (place.participant.is_nil()) return;
  std::erase_if(drafts_, [&](auto const& it) { return draft.kept - it.second.kept > longest; });
  drafts_[place] = std::move(draft);
  if (drafts_.size() <= most) return;
  drafts_.erase(std::min_element(drafts_.begin(), drafts_.end(), [](auto const& a, auto const& b) {
    return a.second.kept < b.second.kept;
  }));
}

bool FormDrafts::has(Place const& place, BootTime now) const {
  auto found = drafts_.find(place);
  return found != drafts_.end() && now - found->second.kept <= longest;
}

std::optional<FormDrafts::Draft> FormDrafts::take(Place const& place, BootTime now) {
  bool fresh = has(place, now);
  auto node = drafts_.extract(place);
  if (!fresh) return std::nullopt;
  return std::move(node.mapped());
}

}  // namespace sala::kiosk
