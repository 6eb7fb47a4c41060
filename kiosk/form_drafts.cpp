#include "kiosk/form_drafts.h"

#include <algorithm>

namespace sala::kiosk {

void FormDrafts::keep(FormId const& form, SessionId const& session,
                      ParticipantId const& participant, Draft draft) {
  if (participant.is_nil()) return;
  std::erase_if(drafts_, [&](auto const& it) { return draft.kept - it.second.kept > longest; });
  drafts_[{participant, form, session}] = std::move(draft);
  if (drafts_.size() <= most) return;
  drafts_.erase(std::min_element(drafts_.begin(), drafts_.end(), [](auto const& a, auto const& b) {
    return a.second.kept < b.second.kept;
  }));
}

bool FormDrafts::has(FormId const& form, SessionId const& session, ParticipantId const& participant,
                     BootTime now) const {
  auto found = drafts_.find({participant, form, session});
  return found != drafts_.end() && now - found->second.kept <= longest;
}

std::optional<FormDrafts::Draft> FormDrafts::take(FormId const& form, SessionId const& session,
                                                  ParticipantId const& participant, BootTime now) {
  bool fresh = has(form, session, participant, now);
  auto node = drafts_.extract({participant, form, session});
  if (!fresh) return std::nullopt;
  return std::move(node.mapped());
}

}  // namespace sala::kiosk
