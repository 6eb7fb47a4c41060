// The part of the course page that changes: a card a course. Everything that people wrote is
// escaped here; assets/web/courses.js puts it in as it is.
//
// What staff may do stands there as forms, ready to be posted to …/act (see web.h). Every form and
// every list that opens has an id, by which the script keeps it open, and what was typed in it,
// when the board is read anew.
#pragma once

#include "platform/base/catalogue.h"
#include "sync/hq/course_board.h"

namespace sala::hq {

std::string course_html(CourseBoard const& board, Words const& words, WallTime now);

}  // namespace sala::hq
