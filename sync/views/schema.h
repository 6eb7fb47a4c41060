// The view tables. A change here is a new number in `views_version`: every box then rebuilds.
#pragma once

namespace sala::views {

inline constexpr int views_version = 7;

inline constexpr char drop_tables[] = R"sql(
DROP TABLE IF EXISTS view_setting;
DROP TABLE IF EXISTS view_stream;
DROP TABLE IF EXISTS view_fact;
DROP TABLE IF EXISTS view_anchor;
DROP TABLE IF EXISTS view_merge;
DROP TABLE IF EXISTS view_seat;
DROP TABLE IF EXISTS view_answer;
DROP TABLE IF EXISTS view_problem;
DROP TABLE IF EXISTS view_bound;
DROP TABLE IF EXISTS view_erased;
DROP TABLE IF EXISTS view_erasure_done;
)sql";

// view_fact.kind is rules::FactKind; flags: 1 signature, 2 by staff; names: 48 bytes an event name
// (device, epoch, seq).
// view_answer: session 16 zeros: none; moment is FormMoment; participant of a named answer, batch
// of anonymous ones. view_seat.kind is rules::SeatKind; course: 16 zeros of what is true for all
// courses; flags: 1 displaced, 2 declined, 4 by staff; about, names: 48 bytes an event name;
// gift_to: 40 a stream.
// view_erased, view_erasure_done: the name of the event that ordered it.
inline constexpr char create_tables[] = R"sql(
CREATE TABLE IF NOT EXISTS view_setting (
  kind TEXT NOT NULL, key BLOB NOT NULL, programme BLOB NOT NULL, version INTEGER NOT NULL,
  wall INTEGER NOT NULL, device BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS view_setting_programme ON view_setting(programme, kind);
CREATE TABLE IF NOT EXISTS view_stream (
  no INTEGER PRIMARY KEY, device BLOB NOT NULL, epoch INTEGER NOT NULL, boot BLOB NOT NULL,
  UNIQUE (device, epoch)
);
CREATE TABLE IF NOT EXISTS view_fact (
  session BLOB NOT NULL, participant BLOB NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL,
  kind INTEGER NOT NULL, boottime INTEGER NOT NULL, wall INTEGER NOT NULL, method INTEGER NOT NULL,
  flags INTEGER NOT NULL, names BLOB,
  PRIMARY KEY (session, participant, stream, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS view_anchor (
  device BLOB NOT NULL, boot BLOB NOT NULL, boottime INTEGER NOT NULL, utc INTEGER NOT NULL,
  error INTEGER NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (device, boot, boottime, utc, error, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS view_merge (
  origin BLOB NOT NULL, target BLOB NOT NULL,
  PRIMARY KEY (origin, target)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS view_seat (
  course BLOB NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL, programme BLOB NOT NULL,
  kind INTEGER NOT NULL, boottime INTEGER NOT NULL, wall INTEGER NOT NULL, participant BLOB,
  seats INTEGER NOT NULL, flags INTEGER NOT NULL, about BLOB, gift_to BLOB, names BLOB,
  PRIMARY KEY (course, stream, seq)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS view_seat_programme ON view_seat(programme, course);
CREATE INDEX IF NOT EXISTS view_seat_participant ON view_seat(participant, course)
  WHERE participant IS NOT NULL;
CREATE TABLE IF NOT EXISTS view_answer (
  form BLOB NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL, programme BLOB NOT NULL,
  version INTEGER NOT NULL, session BLOB NOT NULL, moment INTEGER NOT NULL, participant BLOB,
  batch BLOB, boottime INTEGER NOT NULL, wall INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (form, stream, seq)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS view_answer_participant ON view_answer(participant, form, session)
  WHERE participant IS NOT NULL;
CREATE INDEX IF NOT EXISTS view_answer_batch ON view_answer(batch) WHERE batch IS NOT NULL;
CREATE TABLE IF NOT EXISTS view_problem (
  device BLOB NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (device, epoch, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS view_bound (
  device BLOB NOT NULL, programme BLOB NOT NULL,
  PRIMARY KEY (device, programme)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS view_erased (
  name BLOB PRIMARY KEY, programme BLOB NOT NULL, wall INTEGER NOT NULL, kind TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS view_erasure_done (
  name BLOB NOT NULL, device BLOB NOT NULL,
  PRIMARY KEY (name, device)
) WITHOUT ROWID;
)sql";

}  // namespace sala::views
