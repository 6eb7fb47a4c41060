// What goes between headquarters and the care team's own machine: a text file, by USB stick or
// mail, as it may be read by anybody: what is confidential in it is sealed.
//
// First the line "sala-care 1"; then bodies of events, "<kind> <body as JSON>" a line:
// care.key_set, form.set, person.erased; and below each "programme <id>" its answer.sealed,
// care.noted and consent.recorded (of those who took it back); on the way back answers.erased, and
// "forgotten <digest>" when all that was asked for is among it.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "sync/forms/answer_words.h"
#include "sync/forms/confidential.h"
#include "sync/model/bodies.h"

namespace sala::hq {

struct CareBundle {
  struct Part {
    ProgrammeId programme;
    std::vector<AnswerSealed> answers;
    std::vector<CareNoted> notes;
    // What people say now of being read: a "no", or a "yes" that came after one.
    std::vector<ConsentRecorded> consents = {};
    std::vector<AnswersErased> forgotten = {};
    std::string dealt_with = {};  // digest_of_requests(), of what `forgotten` answers
  };
  std::vector<CareKeySet> readers;
  std::vector<FormSet> forms;
  std::vector<PersonErased> erased;
  std::vector<Part> parts;
};

std::string write_bundle(CareBundle const& bundle);
// ErrorCode::invalid for what is none; lines of a kind that is not known are passed over.
Result<CareBundle> read_bundle(std::string_view text);

// What people asked to have forgotten, in one line that is the same for the same; empty: nothing.
std::string digest_of_requests(CareBundle const& bundle, CareBundle::Part const& part);

// An answer as the care team reads it.
struct OpenedAnswer {
  SealedId id;
  ProgrammeId programme;
  forms::Confidence said;
  std::string title;               // of the form
  std::vector<forms::Said> lines;  // in the form's order; as they are kept when it is missing
  std::vector<std::string> notes;  // that this key can open
  bool followed_up = false;
};
struct Opened {
  std::vector<OpenedAnswer> answers;  // the newest first
  // Taken back by who gave them, or to be forgotten with him: not among `answers`.
  std::map<ProgrammeId, std::vector<SealedId>> taken_back;
  std::size_t for_others = 0;  // not for this key
  std::size_t damaged = 0;
};
// `language`: "th" or "en", of the questions.
Opened open_bundle(CareBundle const& bundle, crypto::OpeningKey const& key,
                   std::string_view language, Random& random);

}  // namespace sala::hq
