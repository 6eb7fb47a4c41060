#include "sync/hq/live_json.h"

#include <boost/describe.hpp>

#include "sync/model/describe.h"
#include "sync/model/described_json.h"
#include "sync/rules/schedule.h"

namespace sala::hq {
namespace {

// Times in Unix milliseconds, 0 for none.
struct Row {
  ParticipantId id;
  std::string nickname;
  std::string name;
  std::string code;
  LocalText team;
  std::string colour;
  std::string state;   // here, left, absent
  std::string timing;  // on_time, late, early; empty when it is not known
  std::int64_t came = 0;
  std::int64_t went = 0;
  bool unsure = false;   // the time is what the box's clock showed, nobody vouches for it
  bool guest = false;    // was not expected
  bool unknown = false;  // the box told of a person of whom nothing is known yet
  bool signature = false;
  bool by_staff = false;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (id, nickname, name, code, team, colour, state, timing, came, went, unsure,
                       guest, unknown, signature, by_staff))

struct Session {
  SessionId id;
  std::string code;
  LocalText title;
  LocalText programme;
  LocalText venue;
  std::string room;
  std::string learning;
  std::int64_t starts = 0;
  std::int64_t ends = 0;
  bool leaving = false;
  bool cancelled = false;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (id, code, title, programme, venue, room, learning, starts, ends, leaving,
                       cancelled))

std::int64_t milliseconds(std::optional<rules::ResolvedTime> const& time) {
  return time ? time->at.time_since_epoch().count() / 1000 : 0;
}

std::string_view text_of(rules::Presence presence) {
  switch (presence) {
    case rules::Presence::here:
      return "here";
    case rules::Presence::left:
      return "left";
    case rules::Presence::absent:
      break;
  }
  return "absent";
}

std::string_view text_of(rules::Timing timing) {
  switch (timing) {
    case rules::Timing::on_time:
      return "on_time";
    case rules::Timing::late:
      return "late";
    case rules::Timing::early:
      return "early";
    case rules::Timing::unknown:
      break;
  }
  return "";
}

void append_rows(std::string& out, std::vector<std::string const*> const& rows) {
  out += ",\"rows\":[";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) out += ',';
    out += *rows[i];
  }
  out += ']';
}

}  // namespace

std::string row_json(RollEntry const& entry) {
  auto const& person = entry.participant;
  auto const& attendance = entry.attendance;
  Row row;
  row.id = person.participant;
  row.nickname = person.nickname;
  row.name = rules::full_name(person);
  row.code = person.code;
  row.team = entry.team;
  row.colour = entry.colour;
  row.state = text_of(attendance.presence);
  bool came = attendance.presence != rules::Presence::absent;
  if (came) row.timing = text_of(entry.timing);
  if (came) row.came = milliseconds(attendance.came);
  row.went = attendance.presence == rules::Presence::left ? milliseconds(attendance.went) : 0;
  row.unsure = came && attendance.came && !attendance.came->confirmed;
  row.guest = !entry.expected;
  row.unknown = person.nickname.empty() && row.name.empty();
  row.signature = attendance.has_signature;
  row.by_staff = came && attendance.by_staff;
  std::string out;
  described::append_value(out, row);
  return out;
}

std::string session_json(FoundSession const& found, LocalText const& venue) {
  Session session;
  session.id = found.session.session;
  session.code = found.session.code;
  session.title = found.session.title;
  session.programme = found.programme.name;
  session.venue = venue;
  session.room = found.session.room;
  session.learning = to_text(found.session.learning);
  session.starts = found.session.starts_s * 1000;
  session.ends = found.session.ends_s * 1000;
  session.leaving = found.session.leaving;
  session.cancelled = found.session.cancelled;
  std::string out;
  described::append_value(out, session);
  return out;
}

std::string state_json(std::int64_t position, std::string const& session,
                       std::vector<std::string const*> const& rows) {
  std::string out = "{\"position\":" + std::to_string(position) + ",\"session\":" + session;
  append_rows(out, rows);
  return out + "}";
}

std::string change_json(std::int64_t position, std::string const& session,
                        std::vector<std::string const*> const& rows,
                        std::vector<ParticipantId> const& gone) {
  std::string out = "{\"position\":" + std::to_string(position);
  if (!session.empty()) out += ",\"session\":" + session;
  append_rows(out, rows);
  if (!gone.empty()) {
    out += ",\"gone\":[";
    for (std::size_t i = 0; i < gone.size(); ++i) {
      out += (i > 0 ? ",\"" : "\"") + to_text(gone[i]) + "\"";
    }
    out += ']';
  }
  return out + "}";
}

}  // namespace sala::hq
