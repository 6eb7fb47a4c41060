// The words of the column "type".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/forms/form.h"

namespace sala::forms {

enum class RowKind : std::uint8_t { question, begin_group, begin_repeat, begin_loop, end };

struct WrittenType {
  RowKind kind = RowKind::question;
  QuestionType type = QuestionType::text;
  std::string word;          // as xlsform.org spells it: "geopoint", "select_one_from_file"
  std::string list;          // of choices, of a loop
  char const* instead = "";  // message id: what to use in place of an unsupported type
  bool or_other = false;
  RowKind ends = RowKind::begin_group;  // of RowKind::end: what it closes
};

// Nothing for a word that is none.
std::optional<WrittenType> read_type(std::string_view written);

// Whether a person sees it, so that it needs a label.
bool is_visible(QuestionType type);
bool is_select(QuestionType type);  // also ranking: what is answered with words of a list

}  // namespace sala::forms
