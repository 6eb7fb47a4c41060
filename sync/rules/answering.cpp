#include "sync/rules/answering.h"

#include "platform/thai/date.h"
#include "sync/rules/schedule.h"

namespace sala::rules {
namespace {

std::chrono::year_month_day day_of(FormAnswered const& it) {
  return thai::to_local(WallTime(std::chrono::seconds(it.began_s)), local_offset).date;
}

}  // namespace

bool is_same_answering(FormAnswered const& a, FormAnswered const& b) {
  if (a.form != b.form || a.session != b.session || a.participant != b.participant) return false;
  return a.when == b.when && (!a.session.is_nil() || day_of(a) == day_of(b));
}

}  // namespace sala::rules
