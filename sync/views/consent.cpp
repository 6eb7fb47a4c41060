#include "sync/views/consent.h"

#include "sync/views/queries.h"

namespace sala::views {

Compose record_consent(ProgrammeId const& programme, ConsentRecorded wish) {
  return [programme,
          wish = std::move(wish)](Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto said = wish;
    said.participant = TRY(now.queries.canonical(wish.participant));
    auto before = TRY(now.queries.consent(said.participant, said.purpose));
    if (before && before->granted == said.granted) return std::vector<ledger::Draft>{};
    said.version = before ? before->version + 1 : 1;
    return std::vector<ledger::Draft>{{programme, said}};
  };
}

}  // namespace sala::views
