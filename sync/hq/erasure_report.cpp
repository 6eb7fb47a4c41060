#include "sync/hq/erasure_report.h"

#include <algorithm>

#include "platform/thai/date.h"
#include "sync/hq/care_requests.h"

namespace sala::hq {
namespace {

std::string time_text(WallTime at, Words const& words) {
  auto language = words.language() == "en" ? thai::Language::english : thai::Language::thai;
  return thai::short_moment(at, language);
}

// Boxes that carry or carried a programme, in the order of their names.
Result<std::vector<views::DeviceCard>> carriers(views::Queries& queries,
                                                ProgrammeId const& programme) {
  std::vector<views::DeviceCard> all;
  for (views::DeviceCard& card : TRY(queries.devices())) {
    auto bound = TRY(queries.once_bound(card.enrolled.device));
    if (std::ranges::count(bound, programme) > 0) all.push_back(std::move(card));
  }
  std::ranges::sort(all, {}, [](auto const& it) { return it.enrolled.name; });
  return all;
}

using Missing = std::vector<views::DeviceCard>;
Result<Missing> not_confirmed(views::Queries& queries, views::ErasureRow const& erasure) {
  auto all = TRY(carriers(queries, erasure.programme));
  std::erase_if(all, [&](auto const& it) { return erasure.done.contains(it.enrolled.device); });
  return all;
}

std::string state_of(views::DeviceCard const& box, std::map<DeviceId, WallTime> const& heard,
                     Words const& words) {
  // It is given nothing any more: only who has it in his hands can empty it.
  if (box.revoked) return std::string(words.tr("revoked: it cannot be told, empty it by hand"));
  auto last = heard.find(box.enrolled.device);
  if (last == heard.end()) return std::string(words.tr("not heard yet"));
  return words.tr("last heard {when}", {{"when", time_text(last->second, words)}});
}

}  // namespace

Result<std::vector<std::string>> boxes_of(views::Queries& queries, ProgrammeId const& programme) {
  auto const cards = TRY(carriers(queries, programme));
  std::vector<std::string> names;
  names.reserve(cards.size());
  for (auto const& card : cards) names.push_back(card.enrolled.name);
  return names;
}

Result<void> say_erasures(db::Database& database, Office& office, DeviceId const& headquarters,
                          Sink& sink) {
  views::Queries queries(database);
  Words const& words = sink.words();
  auto heard = TRY(office.last_heard());
  auto all = TRY(queries.erasures());
  if (all.empty()) sink.tell(word("Nobody was forgotten yet."));
  for (views::ErasureRow const& erasure : all) {
    auto missing = TRY(not_confirmed(queries, erasure));
    std::string line = time_text(erasure.at, words) + " · ";
    line += words.tr(erasure.is_person ? word("a person") : word("confidential answers"));
    line += " · ";
    line += missing.empty() ? std::string(words.tr("forgotten on every box"))
                            : words.tr_n("{n} box has not said so yet:",
                                         "{n} boxes have not said so yet:", missing.size());
    sink.say(line + "\n");
    for (auto const& box : missing) {
      sink.say("    " + box.enrolled.name + " · " + state_of(box, heard, words) + "\n");
    }
  }
  for (ProgrammeSet const& programme : TRY(waiting_for_care(database, headquarters))) {
    sink.tell(word("{programme}: somebody took a consent back or is forgotten. Give the care team "
                   "what 'sala-hq care-team hand-out' prints, and take back what 'sala-hq care "
                   "forget' gives."),
              {{"programme", programme.name.th}});
  }
  return {};
}

Result<void> say_unfinished_erasures(db::Database& database, DeviceId const& headquarters,
                                     Sink& sink) {
  views::Queries queries(database);
  bool unfinished = !TRY(waiting_for_care(database, headquarters)).empty();
  for (views::ErasureRow const& erasure : TRY(queries.erasures())) {
    unfinished = unfinished || !TRY(not_confirmed(queries, erasure)).empty();
  }
  if (unfinished) {
    sink.tell(word("Something is not forgotten everywhere yet: see sala-hq erase --list"));
  }
  return {};
}

}  // namespace sala::hq
