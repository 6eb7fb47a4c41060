// Answers to forms, from the rows that the projector wrote.
#include "sync/rules/answering.h"
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

// Of rows in the order of time: those that a later one corrects.
void drop_corrected(std::vector<AnswerRow>& rows) {
  std::map<AnsweredForm, std::vector<FormAnswered const*>> later;
  std::vector<bool> corrected(rows.size());
  for (std::size_t i = rows.size(); i-- > 0;) {
    auto const& it = rows[i].body;
    auto& others = later[{it.form, it.session, it.when, it.participant}];
    corrected[i] = std::any_of(others.begin(), others.end(), [&](auto const* other) {
      return rules::is_same_answering(it, *other);
    });
    if (!corrected[i]) others.push_back(&it);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (corrected[i]) continue;
    if (kept != i) rows[kept] = std::move(rows[i]);
    ++kept;
  }
  rows.resize(kept);
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
  std::vector<AnswerRow> rows;
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
    auto const& it = row.body;
    if (only && *only != AnsweredForm{form, it.session, it.when, it.participant}) continue;
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](AnswerRow const& a, AnswerRow const& b) {
    return std::pair(a.time.at, a.name) < std::pair(b.time.at, b.name);
  });
  drop_corrected(rows);
  return rows;
}

Result<std::vector<AnswerRow>> Queries::answers(FormId const& form) {
  return answer_rows(form, std::nullopt);
}

Result<std::optional<AnswerRow>> Queries::answer(AnsweredForm const& which) {
  auto rows = TRY(answer_rows(which.form, which));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.back());
}

Result<std::vector<AnsweredForm>> Queries::answered(ProgrammeId const& programme) {
  auto merged = TRY(merges());
  auto select =
      TRY(database_->prepare("SELECT DISTINCT form, session, moment, participant FROM view_answer"
                             " WHERE programme=?1 AND participant IS NOT NULL"));
  select.bind(programme.bytes);
  std::vector<AnsweredForm> all;
  while (TRY(select.step())) {
    all.push_back({FormId{select.array<16>(0)}, SessionId{select.array<16>(1)},
                   static_cast<FormMoment>(select.integer(2)),
                   follow(merged, ParticipantId{select.array<16>(3)})});
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
