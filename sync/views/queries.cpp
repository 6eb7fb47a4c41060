#include "sync/views/queries.h"

#include <algorithm>

#include "platform/db/database.h"
#include "sync/views/rows.h"

namespace sala::views {
namespace {

constexpr char fact_columns[] =
    "SELECT f.participant, s.device, s.epoch, s.boot, f.seq, f.kind, f.boottime, f.wall, f.method,"
    " f.flags, f.names FROM view_fact f JOIN view_stream s ON s.no=f.stream ";

Result<rules::Fact> fact_of(db::Statement const& row, Anchors& anchors) {
  rules::Fact fact;
  DeviceId device{row.array<32>(1)};
  fact.name = {{device, static_cast<std::uint64_t>(row.integer(2))},
               static_cast<std::uint64_t>(row.integer(4))};
  fact.kind = static_cast<rules::FactKind>(row.integer(5));
  fact.method = static_cast<SignInMethod>(row.integer(8));
  fact.has_signature = (row.integer(9) & 1) != 0;
  fact.by_staff = (row.integer(9) & 2) != 0;
  fact.names = names_of(row.blob(10));
  auto const* known = TRY(anchors.of(device, row.array<16>(3)));
  fact.time = rules::resolve(BootTime(Micros(row.integer(6))), wall_of(row.integer(7)), *known);
  return fact;
}

}  // namespace

template <class T>
Result<std::vector<T>> Queries::settings(ProgrammeId const& programme) {
  auto select = TRY(database_->prepare(
      "SELECT body FROM view_setting WHERE programme=?1 AND kind=?2 ORDER BY key"));
  select.bind(programme.bytes, T::kind);
  std::vector<T> all;
  while (TRY(select.step())) {
    auto body = TRY(read_body(T::kind, select.blob(0)));
    if (body) all.push_back(std::get<T>(std::move(*body)));
  }
  return all;
}

template <class T>
Result<std::optional<T>> Queries::setting(ByteSpan key) {
  auto select = TRY(database_->prepare("SELECT body FROM view_setting WHERE kind=?1 AND key=?2"));
  select.bind(T::kind, key);
  if (!TRY(select.step())) return std::nullopt;
  auto body = TRY(read_body(T::kind, select.blob(0)));
  if (!body) return std::nullopt;
  return std::get<T>(std::move(*body));
}

template Result<std::optional<ConsentRecorded>> Queries::setting(ByteSpan);

Result<std::vector<OrganisationSet>> Queries::organisations() {
  return settings<OrganisationSet>(common_programme);
}
Result<std::vector<VenueSet>> Queries::venues() { return settings<VenueSet>(common_programme); }
Result<std::vector<StaffSet>> Queries::staff() { return settings<StaffSet>(common_programme); }
Result<std::vector<TeamSet>> Queries::teams(ProgrammeId const& programme) {
  return settings<TeamSet>(programme);
}
Result<std::vector<CourseSet>> Queries::courses(ProgrammeId const& programme) {
  return settings<CourseSet>(programme);
}
Result<std::vector<FormSet>> Queries::forms(ProgrammeId const& programme) {
  auto all = TRY(settings<FormSet>(programme));
  std::map<FormId, FormSet> newest;
  for (FormSet& it : all) {
    auto& kept = newest.try_emplace(it.form, it).first->second;
    if (kept.version < it.version) kept = std::move(it);
  }
  std::vector<FormSet> out;
  out.reserve(newest.size());
  for (auto& [id, form] : newest) out.push_back(std::move(form));
  return out;
}
Result<std::optional<FormSet>> Queries::form(FormId const& id, std::int64_t version) {
  return setting<FormSet>(form_key(id, version));
}
Result<std::string> Queries::picture(PictureUse const& use) {
  std::string file;
  for (std::int64_t piece = 1; piece <= use.pieces; ++piece) {
    auto kept = TRY(setting<PictureKept>(picture_key(use.picture, piece)));
    auto bytes = kept ? from_base64url(kept->bytes) : std::nullopt;
    if (!bytes) return std::string();
    file += *bytes;
  }
  return file;
}
Result<std::vector<FormSet>> Queries::confidential_forms() {
  auto all = TRY(settings<FormSet>(common_programme));
  std::erase_if(all, [](FormSet const& it) { return it.answers != AnswerKind::confidential; });
  return all;
}
Result<std::vector<CareKeySet>> Queries::care_keys() {
  return settings<CareKeySet>(common_programme);
}
Result<std::vector<AnswerSealed>> Queries::sealed_answers(ProgrammeId const& programme) {
  return settings<AnswerSealed>(programme);
}
Result<std::vector<CareNoted>> Queries::care_notes(ProgrammeId const& programme) {
  return settings<CareNoted>(programme);
}
Result<std::vector<SessionSet>> Queries::sessions(ProgrammeId const& programme) {
  return settings<SessionSet>(programme);
}
Result<std::vector<SessionSet>> Queries::sessions_of(ProgrammeId const& programme,
                                                     CourseId const& course) {
  // Sessions are headquarters', who writes an id in one way only: where it is not in the body's
  // bytes, the session belongs to another course.
  auto select =
      TRY(database_->prepare("SELECT body FROM view_setting WHERE programme=?1 AND"
                             " kind=?2 AND instr(body, ?3)>0 ORDER BY key"));
  auto const id = to_text(course);
  select.bind(programme.bytes, SessionSet::kind, as_bytes(id));
  std::vector<SessionSet> all;
  while (TRY(select.step())) {
    auto body = TRY(read_body(SessionSet::kind, select.blob(0)));
    if (!body) continue;
    auto session = std::get<SessionSet>(std::move(*body));
    if (session.course == course) all.push_back(std::move(session));
  }
  return all;
}
Result<std::vector<ConsentRecorded>> Queries::consents(ProgrammeId const& programme) {
  return settings<ConsentRecorded>(programme);
}

Result<std::vector<DeviceCard>> Queries::devices() {
  std::vector<DeviceCard> cards;
  for (DeviceEnrolled& enrolled : TRY(settings<DeviceEnrolled>(common_programme))) {
    DeviceCard card;
    auto revoked = TRY(setting<DeviceRevoked>(enrolled.device.bytes));
    if (revoked) card.revoked = revoked->reason;
    card.enrolled = std::move(enrolled);
    cards.push_back(std::move(card));
  }
  return cards;
}

Result<std::vector<ProgrammeId>> Queries::once_bound(DeviceId const& device) {
  auto select = TRY(
      database_->prepare("SELECT programme FROM view_bound WHERE device=?1 ORDER BY programme"));
  select.bind(device.bytes);
  std::vector<ProgrammeId> all;
  while (TRY(select.step())) all.push_back(ProgrammeId{select.array<16>(0)});
  return all;
}

Result<std::vector<ProgrammeSet>> Queries::programmes() {
  auto select = TRY(database_->prepare("SELECT body FROM view_setting WHERE kind=?1 ORDER BY key"));
  select.bind(ProgrammeSet::kind);
  std::vector<ProgrammeSet> all;
  while (TRY(select.step())) {
    auto body = TRY(read_body(ProgrammeSet::kind, select.blob(0)));
    all.push_back(std::get<ProgrammeSet>(std::move(*body)));
  }
  return all;
}

Result<Merges> Queries::merges() {
  // Of several targets of one person the smallest counts, on every box.
  auto select =
      TRY(database_->prepare("SELECT origin, min(target) FROM view_merge GROUP BY origin"));
  Merges all;
  while (TRY(select.step())) {
    all.emplace(ParticipantId{select.array<16>(0)}, ParticipantId{select.array<16>(1)});
  }
  return all;
}

Result<std::vector<ParticipantSet>> Queries::participants(ProgrammeId const& programme) {
  auto all = TRY(settings<ParticipantSet>(programme));
  auto merged = TRY(merges());
  std::erase_if(all, [&](ParticipantSet const& it) {
    return follow(merged, it.participant) != it.participant;
  });
  return all;
}

Result<std::optional<SessionSet>> Queries::session(SessionId const& id) {
  return setting<SessionSet>(id.bytes);
}

Result<std::optional<CourseSet>> Queries::course(CourseId const& id) {
  return setting<CourseSet>(id.bytes);
}
Result<std::vector<InterestsSet>> Queries::interests(ProgrammeId const& programme) {
  return settings<InterestsSet>(programme);
}

Result<std::optional<ProgrammeId>> Queries::programme_of(std::string_view kind, ByteSpan key) {
  auto select =
      TRY(database_->prepare("SELECT programme FROM view_setting WHERE kind=?1 AND key=?2"));
  select.bind(kind, key);
  if (!TRY(select.step())) return std::nullopt;
  return ProgrammeId{select.array<16>(0)};
}
Result<std::optional<ProgrammeId>> Queries::programme_of(SessionId const& id) {
  return programme_of(SessionSet::kind, id.bytes);
}
Result<std::optional<ProgrammeId>> Queries::programme_of(CourseId const& id) {
  return programme_of(CourseSet::kind, id.bytes);
}

Result<std::optional<ParticipantSet>> Queries::participant(ParticipantId const& id) {
  auto merged = TRY(merges());
  return setting<ParticipantSet>(follow(merged, id).bytes);
}

Result<std::vector<AttendanceRow>> Queries::attendance(SessionId const& session) {
  auto snapshot = TRY(db::Transaction::begin_read(*database_));
  auto merged = TRY(merges());
  auto anchors = TRY(Anchors::open(*database_));
  auto select = TRY(database_->prepare(std::string(fact_columns) + "WHERE f.session=?1"));
  select.bind(session.bytes);
  std::map<ParticipantId, std::vector<rules::Fact>> facts;
  while (TRY(select.step())) {
    auto fact = TRY(fact_of(select, anchors));
    facts[follow(merged, ParticipantId{select.array<16>(0)})].push_back(std::move(fact));
  }
  std::vector<AttendanceRow> rows;
  rows.reserve(facts.size());
  for (auto const& [participant, list] : facts) {
    rows.push_back({participant, rules::attendance(list)});
  }
  return rows;
}

Result<ParticipantId> Queries::canonical(ParticipantId const& id) {
  return follow(TRY(merges()), id);
}

Result<std::vector<ParticipantId>> Queries::merged_into(ParticipantId const& id) {
  auto merged = TRY(merges());
  std::vector<ParticipantId> all{id};
  for (auto const& [origin, target] : merged) {
    if (origin != id && follow(merged, origin) == id) all.push_back(origin);
  }
  return all;
}

Result<rules::Attendance> Queries::attendance_of(SessionId const& session,
                                                 ParticipantId const& participant) {
  auto snapshot = TRY(db::Transaction::begin_read(*database_));
  auto anchors = TRY(Anchors::open(*database_));
  auto select = TRY(
      database_->prepare(std::string(fact_columns) + "WHERE f.session=?1 AND f.participant=?2"));
  std::vector<rules::Fact> facts;
  for (ParticipantId const& id : TRY(merged_into(participant))) {
    select.bind(session.bytes, id.bytes);
    while (TRY(select.step())) facts.push_back(TRY(fact_of(select, anchors)));
  }
  return rules::attendance(facts);
}

Result<std::vector<rules::Anchor>> Queries::anchors(DeviceId const& device, BootId const& boot) {
  auto anchors = TRY(Anchors::open(*database_));
  return *TRY(anchors.of(device, boot));
}

Result<std::vector<Problem>> Queries::problems(std::size_t at_most) {
  auto select = TRY(database_->prepare(
      "SELECT device, epoch, seq, kind, reason FROM view_problem ORDER BY device, epoch, seq"
      " LIMIT ?1"));
  select.bind(at_most);
  std::vector<Problem> all;
  while (TRY(select.step())) {
    Problem problem;
    problem.name = {{DeviceId{select.array<32>(0)}, static_cast<std::uint64_t>(select.integer(1))},
                    static_cast<std::uint64_t>(select.integer(2))};
    problem.kind = select.text(3);
    problem.reason = select.text(4);
    all.push_back(std::move(problem));
  }
  return all;
}

}  // namespace sala::views
