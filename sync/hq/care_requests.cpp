#include "sync/hq/care_requests.h"

#include "platform/db/database.h"
#include "sync/ledger/erasure.h"
#include "sync/ledger/reader.h"

namespace sala::hq {
namespace {

// A "yes" that was never taken back asks for nothing. Of people who were merged each id stands by
// itself: answers were sealed under the one of their day.
Result<std::vector<ConsentRecorded>> requests(views::Queries& queries,
                                              ProgrammeId const& programme) {
  std::vector<ConsentRecorded> all;
  for (ConsentRecorded& now : TRY(queries.consents_now(programme))) {
    if (now.purpose != Purpose::wellbeing) continue;
    auto ids = TRY(queries.merged_into(now.participant));
    bool matters = now.version > 1 || (ids.size() > 1 && !now.granted);
    if (!matters) continue;
    for (ParticipantId const& id : ids) {
      auto request = now;
      request.participant = id;
      request.guardian_name.clear();
      request.guardian_relation.clear();
      all.push_back(std::move(request));
    }
  }
  return all;
}

}  // namespace

Result<CareBundle> bundle_for_care(db::Database& database, DeviceId const& headquarters) {
  views::Queries queries(database);
  CareBundle bundle;
  bundle.readers = TRY(queries.care_keys());
  bundle.forms = TRY(queries.confidential_forms());
  for (auto const& body : TRY(ledger::bodies_of(database, headquarters, PersonErased::kind))) {
    auto read = TRY(read_body(PersonErased::kind, body));
    if (read) bundle.erased.push_back(std::get<PersonErased>(std::move(*read)));
  }
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    CareBundle::Part part{programme.programme, {}, {}};
    part.answers = TRY(queries.sealed_answers(programme.programme));
    part.notes = TRY(queries.care_notes(programme.programme));
    part.consents = TRY(requests(queries, programme.programme));
    if (!part.answers.empty()) bundle.parts.push_back(std::move(part));
  }
  return bundle;
}

std::string dealt_with_key(ProgrammeId const& programme) {
  return "care.dealt_with." + to_text(programme);
}

Result<std::vector<ProgrammeSet>> waiting_for_care(db::Database& database,
                                                   DeviceId const& headquarters) {
  auto bundle = TRY(bundle_for_care(database, headquarters));
  auto reader = TRY(ledger::Reader::open(database));
  std::vector<ProgrammeSet> waiting;
  for (ProgrammeSet& programme : TRY(views::Queries(database).programmes())) {
    for (CareBundle::Part const& part : bundle.parts) {
      if (part.programme != programme.programme) continue;
      auto digest = digest_of_requests(bundle, part);
      auto done = TRY(reader.meta(dealt_with_key(part.programme)));
      if (!digest.empty() && done.value_or("") != digest) waiting.push_back(programme);
    }
  }
  return waiting;
}

}  // namespace sala::hq
