#include "sync/views/projector.h"

namespace sala::views {
namespace {

// Numbers that a box gives for itself (view_stream.no) are replaced by what they stand for.
constexpr char const* selects[] = {
    "SELECT 'setting', kind, hex(key), hex(programme), version, hex(device), epoch, seq, body"
    " FROM view_setting ORDER BY kind, key",
    "SELECT 'stream', hex(device), epoch, hex(boot), 0, 0, 0, 0, 0 FROM view_stream"
    " ORDER BY device, epoch",
    "SELECT 'fact', hex(f.session), hex(f.participant), hex(s.device) || '.' || s.epoch, f.seq,"
    " f.kind, f.boottime || '/' || f.wall, f.method || '/' || f.flags, hex(coalesce(f.names, ''))"
    " FROM view_fact f JOIN view_stream s ON s.no=f.stream"
    " ORDER BY f.session, f.participant, s.device, s.epoch, f.seq",
    "SELECT 'seat', hex(v.course), hex(s.device) || '.' || s.epoch, v.seq,"
    " v.kind || '/' || hex(v.programme), v.boottime || '/' || v.wall,"
    " hex(coalesce(v.participant, '')) || '/' || v.seats || '/' || v.flags,"
    " hex(coalesce(v.about, '')) || '/' || hex(coalesce(v.gift_to, '')),"
    " hex(coalesce(v.names, ''))"
    " FROM view_seat v JOIN view_stream s ON s.no=v.stream"
    " ORDER BY v.course, s.device, s.epoch, v.seq",
    "SELECT 'answer', hex(v.form), hex(s.device) || '.' || s.epoch, v.seq,"
    " v.version || '/' || hex(v.programme), v.boottime || '/' || v.wall,"
    " hex(v.session) || '/' || v.moment,"
    " hex(coalesce(v.participant, '')) || '/' || hex(coalesce(v.batch, '')), v.body"
    " FROM view_answer v JOIN view_stream s ON s.no=v.stream"
    " ORDER BY v.form, s.device, s.epoch, v.seq",
    "SELECT 'anchor', hex(device), hex(boot), boottime, utc, error, source, 0, 0 FROM view_anchor"
    " ORDER BY device, boot, boottime, utc, error, source",
    "SELECT 'merge', hex(origin), hex(target), 0, 0, 0, 0, 0, 0 FROM view_merge"
    " ORDER BY origin, target",
    "SELECT 'problem', hex(device), epoch, seq, kind, reason, 0, 0, 0 FROM view_problem"
    " ORDER BY device, epoch, seq",
    "SELECT 'bound', hex(device), hex(programme), 0, 0, 0, 0, 0, 0 FROM view_bound"
    " ORDER BY device, programme",
    "SELECT 'erased', hex(name), hex(programme), wall, kind, 0, 0, 0, 0 FROM view_erased"
    " ORDER BY name",
    "SELECT 'erasure done', hex(name), hex(device), 0, 0, 0, 0, 0, 0 FROM view_erasure_done"
    " ORDER BY name, device",
};
constexpr int columns = 9;

}  // namespace

Result<std::string> dump(db::Database& database) {
  std::string text;
  for (char const* sql : selects) {
    auto select = TRY(database.prepare(sql));
    while (TRY(select.step())) {
      for (int i = 0; i < columns; ++i) {
        text += select.text(i);
        text += i + 1 < columns ? '\t' : '\n';
      }
    }
  }
  return text;
}

}  // namespace sala::views
