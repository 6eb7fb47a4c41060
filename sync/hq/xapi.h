// What people did and said, as statements of the Experience API 1.0.3 for a learning record store.
// https://github.com/adlnet/xAPI-Spec (parts two and three)
//
//   attended   a session: from the earliest sign-in that counts
//   completed  a session that is over, by who did not leave before its end; a named form
//   rated      a question of a form that stands on a scale, with its number and what it means
//
// A person is an account: his id here, no name. Of anonymous forms only ratings, said by the
// account "anonymous" on their day, only what may be shown (views/released.h), each for itself:
// nothing ties two of one person together. Of confidential forms nothing.
//
// An id is worked out from what its statement is about: the same ledger gives the same statements,
// and a store that takes one twice keeps one.
#pragma once

#include <string>
#include <vector>

#include "sync/hq/answer_sheet.h"

namespace sala::hq {

struct XapiOptions {
  std::string home;  // the URL below which the accounts' names mean anything
  WallTime now;      // which sessions are over
};

// JSON objects, in the order of their times.
Result<std::vector<std::string>> xapi_statements(views::Queries& queries, AnswerScope const& scope,
                                                 XapiOptions const& options);

}  // namespace sala::hq
