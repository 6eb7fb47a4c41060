#include "sync/ledger/statements.h"

namespace sala::ledger {

Result<Statements> prepare_all(db::Database& db) {
  return Statements{
      TRY(db.prepare("SELECT no, last_position, last_mark FROM programme WHERE id=?1")),
      TRY(db.prepare("INSERT INTO programme(id, last_position) VALUES(?1, 0)")),
      TRY(db.prepare("UPDATE programme SET last_position=?2, last_mark=?3 WHERE no=?1")),
      TRY(db.prepare("SELECT s.no, s.programme, p.id, s.last_seq, s.last_hash, s.head_seq,"
                     " s.head_hash, s.head_signature FROM stream s"
                     " JOIN programme p ON p.no=s.programme WHERE s.device=?1 AND s.epoch=?2")),
      TRY(db.prepare("INSERT INTO stream(device, epoch, programme, last_seq, last_hash, head_seq,"
                     " head_hash, head_signature) VALUES(?1, ?2, ?3, 0, ?4, 0, ?4, x'')")),
      TRY(db.prepare("UPDATE stream SET last_seq=?2, last_hash=?3, head_seq=?4, head_hash=?5,"
                     " head_signature=?6 WHERE no=?1")),
      TRY(db.prepare("INSERT INTO event(place, stream, seq, kind, boottime, wall, salt, body,"
                     " body_hash, hash, mark)"
                     " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")),
      TRY(db.prepare("SELECT hash FROM event WHERE stream=?1 AND seq=?2")),
      TRY(db.prepare("UPDATE stream SET acknowledged_seq=min(?3, last_seq), acknowledged_wall=?4"
                     " WHERE device=?1 AND epoch=?2")),
      TRY(db.prepare("UPDATE stream SET acknowledged_seq=max(acknowledged_seq, ?2),"
                     " acknowledged_wall=?3 WHERE no=?1")),
      TRY(db.prepare("INSERT INTO cursor(programme, position, wall) VALUES(?1, ?2, ?3)"
                     " ON CONFLICT(programme) DO UPDATE SET position=?2, wall=?3")),
      TRY(db.prepare("INSERT INTO meta(key, value) VALUES(?1, ?2)"
                     " ON CONFLICT(key) DO UPDATE SET value=?2")),
      TRY(db.prepare("INSERT INTO stopped_device(device, reason, wall) VALUES(?1, ?2, ?3)"
                     " ON CONFLICT(device) DO NOTHING")),
      TRY(db.prepare("DELETE FROM stopped_device WHERE device=?1")),
      TRY(db.prepare("SELECT 1 FROM stopped_device WHERE device=?1")),
      TRY(db.prepare("INSERT INTO alarm(wall, device, what) VALUES(?1, ?2, ?3)"
                     " ON CONFLICT(device, what) DO NOTHING")),
      TRY(db.prepare("INSERT INTO quarantine(wall, device, epoch, first_seq, reason, fingerprint,"
                     " raw) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"
                     " WHERE (SELECT count(*) FROM quarantine) < ?8"
                     " ON CONFLICT(fingerprint) DO NOTHING")),
  };
}

}  // namespace sala::ledger
