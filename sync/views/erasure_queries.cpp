// Who is to be forgotten, and which boxes have done it; what people agreed to.
#include "platform/db/database.h"
#include "sync/views/rows.h"

namespace sala::views {

Result<std::vector<ErasureRow>> Queries::erasures() {
  auto select = TRY(
      database_->prepare("SELECT e.name, e.programme, e.wall, e.kind, d.device FROM view_erased e"
                         " LEFT JOIN view_erasure_done d ON d.name=e.name"
                         " ORDER BY e.wall, e.name"));
  std::vector<ErasureRow> rows;
  while (TRY(select.step())) {
    auto name = names_of(select.blob(0)).front();
    if (rows.empty() || rows.back().name != name) {
      rows.push_back({name,
                      ProgrammeId{select.array<16>(1)},
                      wall_of(select.integer(2)),
                      select.text(3) == PersonErased::kind,
                      {}});
    }
    if (!select.is_null(4)) rows.back().done.insert(DeviceId{select.array<32>(4)});
  }
  return rows;
}

Result<std::vector<ConsentRecorded>> Queries::consents_now(ProgrammeId const& programme) {
  auto merged = TRY(merges());
  std::map<std::pair<ParticipantId, Purpose>, ConsentRecorded> last;
  for (ConsentRecorded& it : TRY(consents(programme))) {
    it.participant = follow(merged, it.participant);
    auto [kept, fresh] = last.try_emplace({it.participant, it.purpose}, it);
    // Of two who became one the later word counts; of two equal ones the "no".
    auto order = [](ConsentRecorded const& a) { return std::pair(a.version, !a.granted); };
    if (!fresh && order(kept->second) < order(it)) kept->second = std::move(it);
  }
  std::vector<ConsentRecorded> all;
  all.reserve(last.size());
  for (auto& [key, it] : last) all.push_back(std::move(it));
  return all;
}

Result<std::optional<ConsentRecorded>> Queries::consent(ParticipantId const& participant,
                                                        Purpose purpose) {
  std::optional<ConsentRecorded> last;
  auto who = TRY(canonical(participant));
  for (ParticipantId const& id : TRY(merged_into(who))) {
    auto it = TRY(setting<ConsentRecorded>(consent_key(id, purpose)));
    if (!it) continue;
    it->participant = who;
    auto order = [](ConsentRecorded const& a) { return std::pair(a.version, !a.granted); };
    if (!last || order(*last) < order(*it)) last = std::move(it);
  }
  return last;
}

}  // namespace sala::views
