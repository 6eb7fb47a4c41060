// Confidential answers: sealed at the moment when they are given, opened on the care team's own
// machine. Nobody in between (the box after it sealed, neighbours, headquarters) can read them.
//
// Inside are the form and its version, the person, and the answers; outside only that somebody told
// the care team something, padded to a size class. The event's own id is bound to what is inside:
// an answer put under another name does not open. platform/crypto/sealing.h has the format.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "platform/crypto/sealing.h"
#include "sync/model/bodies.h"

namespace sala::forms {

// What the care team needs to find and help the person, wherever it opens this.
struct Confidence {
  std::string form;  // its author's code
  std::int64_t version = 1;
  FormId form_id;
  SessionId session;
  ParticipantId participant;
  std::string nickname, name, phone;
  std::string answers;  // answers_json()
  std::int64_t began_s = 0;
  // Version of the consent that it was given under; a withdrawal of a higher one takes it back.
  std::int64_t consent = 0;

  bool operator==(Confidence const&) const = default;
};

// For every key of `readers` that is not retired. ErrorCode::refused when there is none, invalid
// when the answers are too long (about 32 KiB).
Result<AnswerSealed> seal(Confidence const& confidence, std::span<CareKeySet const> readers,
                          Random& random);
// ErrorCode::not_found when it is not for this key, invalid when it was changed.
Result<Confidence> open(AnswerSealed const& sealed, crypto::OpeningKey const& key);

// A note about an answer, for all who read now.
Result<CareNoted> seal_note(SealedId const& answer, std::string_view text, bool followed_up,
                            std::span<CareKeySet const> readers, Random& random);
Result<std::string> open_note(CareNoted const& note, crypto::OpeningKey const& key);

}  // namespace sala::forms
