// What reports and exports of answers share: which form, of where.
#pragma once

#include "platform/base/arguments.h"
#include "sync/hq/answer_sheet.h"

namespace sala::hq {

// The newest version of the form of this code or id.
Result<FormSet> find_form(views::Queries& queries, std::string_view text);

// --session, --course and --programme, whichever is given.
Result<AnswerScope> scope_of(views::Queries& queries, Arguments const& arguments);

}  // namespace sala::hq
