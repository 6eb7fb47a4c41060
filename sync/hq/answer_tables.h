// Answers as tables, in the shape in which KoboToolbox or ODK Central exports them, so that
// existing analysis scripts work. Both: a column a question; select_multiple as one column and one
// of 1 or 0 for each choice, "question/choice"; each repeat a table of its own whose rows name
// their parent.
//
//   kobo  "group/question", also in repeats; _id to _index; _parent_index and _submission__…
//         https://support.kobotoolbox.org/export_download.html, formpack's reporting/export.py
//   odk   "group-question", in a repeat from that repeat on; SubmissionDate, meta-instanceID, KEY
//         to FormVersion; PARENT_KEY. https://docs.getodk.org/central-submissions/,
//         central-backend's lib/data/briefcase.js
//
// Columns that those always have and Sala knows nothing of (who typed it in, its review) are there
// and empty. What Sala adds stands at the end: _session, _moment, _participant (codes). Pure.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "sync/hq/answer_sheet.h"

namespace sala::hq {

using Value = std::variant<std::monostate, std::string, double>;  // nothing: an empty cell

struct AnswerTable {
  std::string name;  // the form's code; of a repeat its name, with ~1, ~2 when several have it
  std::vector<std::string> headings;
  std::vector<std::vector<Value>> rows;  // each as long as the headings
};

struct AnswerNames {
  std::function<std::string(SessionId const&)> session;          // its code
  std::function<std::string(ParticipantId const&)> participant;  // his code
};

enum class TableShape : std::uint8_t { kobo, odk };

// The main table first, then one a repeat in the order of the form.
std::vector<AnswerTable> answer_tables(AnswerSheet const& sheet, AnswerNames const& names,
                                       TableShape shape = TableShape::kobo);

}  // namespace sala::hq
