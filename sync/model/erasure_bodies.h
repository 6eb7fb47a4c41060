// What events say of forgetting: a part of bodies.h, which is what to include. The ledger erases
// what they name wherever they arrive, before and after them: ledger/erasure.h.
#pragma once

#include <string_view>
#include <vector>

#include "sync/model/event.h"

namespace sala {

// A person is forgotten: every event about him loses its body, on every box. Written in the
// programme that he belongs to.
struct PersonErased {
  static constexpr std::string_view kind = "person.erased";
  std::vector<ParticipantId> people;  // he, and everybody who was merged into him
};

// Confidential answers are forgotten, with what the care team noted about them. Their event hides
// whose they are: only the care team can name them (sala-hq care forget).
struct AnswersErased {
  static constexpr std::string_view kind = "answers.erased";
  std::vector<SealedId> answers;
};

// This box holds nothing of it any more, neither in its tables nor in what its file had left over.
struct ErasureDone {
  static constexpr std::string_view kind = "erasure.done";
  std::vector<EventName> erasures;
};

}  // namespace sala
