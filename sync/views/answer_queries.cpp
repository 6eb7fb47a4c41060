// Answers to forms, from the rows that the projector wrote.
#include "sync/views/rows.h"

namespace sala::views {
namespace {

constexpr char answer_columns[] =
    "SELECT s.device, s.epoch, s.boot, v.seq, v.programme, v.boottime, v.wall, v.body, "
    "v.participant"
    " FROM view_answer v JOIN view_stream s ON s.no=v.stream ";

EventName name_of(db::Statement const& row) {
  DeviceId device{row.array<32>(0)};
  return {{device, static_cast<std::uint64_t>(row.integer(1))},
          static_cast<std::uint64_t>(row.integer(3))};
}

}  // namespace

Result<std::vector<AnswerRow>> Queries::answer_rows(FormId const& form,
                                                    std::optional<AnsweredForm> const& only) {
  auto snapshot = TRY(db::Transaction::begin_read(*database_));
  auto merged = TRY(merges());
  auto anchors = TRY(Anchors::open(*database_));
  std::string sql = std::string(answer_columns) + "WHERE v.form=?1 AND v.participant IS NOT NULL";
  if (only) sql += " AND v.session=?2";
  auto select = TRY(database_->prepare(sql));
  only ? select.bind(form.bytes, only->session.bytes) : select.bind(form.bytes);
  std::map<AnsweredForm, AnswerRow> last;
  while (TRY(select.step())) {
    if (only && follow(merged, ParticipantId{select.array<16>(8)}) != only->participant) continue;
    AnswerRow row;
    row.name = name_of(select);
    row.programme = ProgrammeId{select.array<16>(4)};
    auto const* known = TRY(anchors.of(row.name.stream.device, select.array<16>(2)));
    row.time =
        rules::resolve(BootTime(Micros(select.integer(5))), wall_of(select.integer(6)), *known);
    auto body = TRY(read_body(FormAnswered::kind, select.blob(7)));
    row.body = std::get<FormAnswered>(std::move(*body));
    row.body.participant = follow(merged, row.body.participant);
    AnsweredForm which{form, row.body.session, row.body.participant};
    auto [kept, fresh] = last.try_emplace(which, row);
    auto order = [](AnswerRow const& it) { return std::pair(it.time.at, it.name); };
    if (!fresh && order(kept->second) < order(row)) kept->second = std::move(row);
  }
  std::vector<AnswerRow> rows;
  rows.reserve(last.size());
  for (auto& [which, row] : last) rows.push_back(std::move(row));
  return rows;
}

Result<std::vector<AnswerRow>> Queries::answers(FormId const& form) {
  return answer_rows(form, std::nullopt);
}

Result<std::optional<AnswerRow>> Queries::answer(AnsweredForm const& which) {
  auto rows = TRY(answer_rows(which.form, which));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

Result<std::vector<AnsweredForm>> Queries::answered(ProgrammeId const& programme) {
  auto merged = TRY(merges());
  auto select =
      TRY(database_->prepare("SELECT DISTINCT form, session, participant FROM view_answer"
                             " WHERE programme=?1 AND participant IS NOT NULL"));
  select.bind(programme.bytes);
  std::vector<AnsweredForm> all;
  while (TRY(select.step())) {
    all.push_back({FormId{select.array<16>(0)}, SessionId{select.array<16>(1)},
                   follow(merged, ParticipantId{select.array<16>(2)})});
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Result<std::vector<BatchRow>> Queries::batches(FormId const& form) {
  auto select =
      TRY(database_->prepare(std::string(answer_columns) + "WHERE v.form=?1 AND v.batch IS NOT NULL"
                                                           " ORDER BY s.device, s.epoch, v.seq"));
  select.bind(form.bytes);
  std::set<BatchId> seen;
  std::vector<BatchRow> rows;
  while (TRY(select.step())) {
    auto body = TRY(read_body(FormReleased::kind, select.blob(7)));
    BatchRow row{name_of(select), ProgrammeId{select.array<16>(4)},
                 std::get<FormReleased>(std::move(*body))};
    if (seen.insert(row.body.batch).second) rows.push_back(std::move(row));
  }
  return rows;
}

Result<bool> Queries::has_batch(BatchId const& batch) {
  auto select = TRY(database_->prepare("SELECT 1 FROM view_answer WHERE batch=?1"));
  select.bind(batch.bytes);
  return select.step();
}

}  // namespace sala::views
