// A form as plain data: what an XLSForm says, with references resolved to paths, in one canonical
// shape. form_json.h writes and reads it; blueprint.h makes it ready to be answered.
//
// Expressions are XPath over the answers, "/data/group/question" or relative to the question that
// they stand at. Labels are texts in which "${path}" stands for an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/bodies.h"

namespace sala::forms {

// The shape of the JSON; a reader refuses a higher one.
inline constexpr std::int64_t form_format = 1;

enum class QuestionType : std::uint8_t {
  text,
  integer,
  decimal,
  date,
  time,
  date_time,
  select_one,
  select_multiple,
  rank,
  range,
  note,
  acknowledge,
  calculate,
  hidden,
  signature,
  start,     // metadata: when the answering began
  end,       // metadata: when it ended
  today,     // metadata: its day
  deviceid,  // metadata
  metadata,  // of a person's own device; left empty
  group,
  repeat,
  other,  // what Sala does not ask for; only in forms that are walked, never in one in use
};

struct Pair {
  std::string name;
  std::string value;

  bool operator==(Pair const&) const = default;
};

// One text in the languages of the form, by their place in Form::languages; an empty one is not
// translated.
using Texts = std::vector<std::string>;

struct Media {
  std::string kind;  // "image", "audio", "video", "big-image"
  Texts files;

  bool operator==(Media const&) const = default;
};

struct Choice {
  std::string name;
  Texts label;
  std::vector<Media> media;
  std::vector<Pair> columns;  // the others, for choice filters

  bool operator==(Choice const&) const = default;
};

struct ChoiceList {
  std::string name;
  std::vector<Choice> choices;

  bool operator==(ChoiceList const&) const = default;
};

// A question, a group or a repeat. `parent` is the place in Form::questions of what it lies in, -1
// at the top; parents come before their children, children in the order of the form.
struct Question {
  QuestionType type = QuestionType::text;
  std::string name;
  std::int64_t parent = -1;
  std::int64_t row = 0;      // in the sheet "survey"; 0: made by the reader
  std::string written_type;  // of QuestionType::other and metadata
  Texts label, hint, guidance_hint;
  std::vector<Media> media;
  std::string appearance;
  std::string list;           // of choices
  std::string choice_filter;  // a condition on a choice; current() is the question
  std::vector<Pair> parameters;
  std::string relevant, required, read_only, constraint, calculation;
  Texts required_message, constraint_message;
  std::string default_value;          // as it stands
  std::string default_expression;     // worked out when the form or the repeat begins
  std::vector<std::string> triggers;  // paths: `calculation` runs when one of these is answered
  std::string repeat_count;

  bool operator==(Question const&) const = default;
};

struct Form {
  std::string name;     // of the root element: "data"
  std::string id;       // form_id
  std::string version;  // as its author counts
  std::string title;
  AnswerKind answers = AnswerKind::named;
  std::string style;                   // of the settings: "pages", …
  std::vector<std::string> languages;  // "ไทย (th)"; one empty name when there are no translations
  std::int64_t default_language = 0;
  std::string instance_name;  // an expression
  std::vector<Question> questions;
  std::vector<ChoiceList> lists;

  bool operator==(Form const&) const = default;
};

std::string_view to_text(QuestionType value);

// "/data/group/question"; place -1 is the root.
std::string path_of(Form const& form, std::int64_t place);
ChoiceList const* find_list(Form const& form, std::string_view name);
// Which of the form's languages is this code's: "ไทย (th)" for "th".
std::optional<std::size_t> language_of(Form const& form, std::string_view code);
// The same, or the form's default language where it does not speak that one.
std::size_t language_or_default(Form const& form, std::string_view code);
// The text in `language`, else in the default language, else in the first that has one.
std::string_view in_language(Texts const& texts, std::size_t language, Form const& form);

}  // namespace sala::forms
