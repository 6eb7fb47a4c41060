// What events say of confidential answers: a part of bodies.h, which is what to include.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/event.h"

namespace sala {

// A reader of confidential answers: somebody of the care team. Only headquarters says who is one,
// so a kiosk seals for nobody else.
struct CareKeySet {
  static constexpr std::string_view kind = "care.key_set";
  std::string key;  // crypto::to_line()
  std::int64_t version = 1;
  std::string holder;
  bool retired = false;  // nothing new is sealed for it; what was sealed, it opens as before
};

// As crypto::Sealed, in base64url.
struct SealedLock {
  std::string key;  // of the reader: crypto::to_line()
  std::string box;

  bool operator==(SealedLock const&) const = default;
};

// A confidential answer. Everything about it, who gave it and to which form, lies inside:
// forms/confidential.h. A correction is another one.
struct AnswerSealed {
  static constexpr std::string_view kind = "answer.sealed";
  SealedId answer;
  std::vector<SealedLock> locks;
  std::string content;
};

// What the care team says about one, to itself: sealed in the same way.
struct CareNoted {
  static constexpr std::string_view kind = "care.noted";
  SealedId note;
  SealedId answer;
  bool followed_up = false;
  std::vector<SealedLock> locks;
  std::string content;
};

}  // namespace sala
