#include "platform/thai/date.h"
#include "sync/hq/commands/all.h"
#include "sync/ledger/reader.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

std::string time_text(WallTime at) {
  auto local = thai::to_local(at);
  return thai::iso_date(local.date) + " " + thai::clock_time(local.of_day, thai::Language::english);
}

std::string count(std::int64_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

Result<void> say_boxes(views::Queries& queries, ledger::Reader& reader, Office& office,
                       Sink& sink) {
  auto heard = TRY(office.last_heard());
  std::map<DeviceId, std::int64_t> events;
  for (auto const& stream : TRY(reader.streams())) {
    events[stream.stream.device] += static_cast<std::int64_t>(stream.last_seq);
  }
  auto boxes = TRY(queries.devices());
  sink.say("Boxes: " +
           (boxes.empty() ? "none yet; make a code with 'sala-hq enrol'"
                          : std::to_string(boxes.size())) +
           "\n");
  for (auto const& box : boxes) {
    auto last = heard.find(box.enrolled.device);
    std::string line = "  " + box.enrolled.name + " (" + to_text(box.enrolled.device).substr(0, 8) +
                       "): " + count(events[box.enrolled.device], "event", "events") +
                       ", last heard " + (last == heard.end() ? "never" : time_text(last->second));
    if (box.revoked) line += ", revoked" + (box.revoked->empty() ? "" : ": " + *box.revoked);
    if (TRY(reader.is_stopped(box.enrolled.device))) line += ", STOPPED";
    sink.say(line + "\n");
  }
  for (OpenCode const& code : TRY(office.open_codes())) {
    sink.say("  a code for '" + code.plan.name + "' is open until " + time_text(code.expires) +
             "\n");
  }
  return {};
}

// Returns how many things somebody should look at.
Result<std::int64_t> say_troubles(views::Queries& queries, ledger::Reader& reader, Sink& sink) {
  auto alarms = TRY(reader.alarms());
  for (auto const& alarm : alarms) {
    sink.say("ALARM " + time_text(alarm.at) + ", box " + to_text(alarm.device).substr(0, 8) + ": " +
             alarm.what + "\n");
  }
  auto aside = TRY(reader.quarantined());
  if (aside > 0) {
    sink.say(count(aside, "piece was", "pieces were") +
             " kept aside because nobody could trust it; nothing else waits for it.\n");
  }
  constexpr std::size_t most = 20;
  auto problems = TRY(queries.problems(most));
  for (auto const& problem : problems) {
    sink.say("Not understood: " + problem.kind + " of box " +
             to_text(problem.name.stream.device).substr(0, 8) + ": " + problem.reason + "\n");
  }
  auto all = static_cast<std::int64_t>(alarms.size() + problems.size()) + aside;
  if (all == 0) sink.say("No alarms, nothing kept aside.\n");
  return all;
}

Result<int> run(DataFolder const& folder, Arguments const&, Job const&, Sink& sink) {
  auto key = TRY(folder.read_key());
  auto lock = folder.lock();
  bool running = !lock && lock.error().code == ErrorCode::busy;
  lock = tl::unexpected<Error>(Error{});  // let go: only to know
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  auto office = TRY(
      Office::open(folder.office(), db::Access::read_only, key, system_clock(), system_random()));
  auto reader = TRY(ledger::Reader::open(database));
  views::Queries queries(database);
  sink.say("Headquarters in " + folder.path() + " is " + (running ? "running" : "not running") +
           ".\n");
  std::int64_t people = 0;
  std::int64_t sessions = 0;
  auto programmes = TRY(queries.programmes());
  for (auto const& programme : programmes) {
    people += static_cast<std::int64_t>(TRY(queries.participants(programme.programme)).size());
    sessions += static_cast<std::int64_t>(TRY(queries.sessions(programme.programme)).size());
  }
  std::int64_t events = 0;
  for (auto const& id : TRY(reader.programmes())) events += TRY(reader.last_position(id));
  sink.say(count(static_cast<std::int64_t>(programmes.size()), "programme", "programmes") + ", " +
           count(people, "person", "people") + ", " + count(sessions, "session", "sessions") +
           ", " + count(events, "event", "events") + " in the ledger.\n");
  TRY(say_boxes(queries, reader, office, sink));
  return TRY(say_troubles(queries, reader, sink)) == 0 ? exit_good : exit_trouble;
}

}  // namespace

Command status_command() {
  return {"status",
          "status",
          "how the boxes are, and what somebody should look at",
          "Ends with 1 when there is an alarm, something kept aside or not understood.\n",
          {},
          Reads{run}};
}

}  // namespace sala::hq
