#include "platform/base/explain.h"
#include "platform/thai/date.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/erasure_report.h"
#include "sync/ledger/reader.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

std::string time_text(WallTime at, Words const& words) {
  auto language = words.language() == "en" ? thai::Language::english : thai::Language::thai;
  return thai::short_moment(at, language);
}

std::string short_id(DeviceId const& device) { return to_text(device).substr(0, 8); }

// One box: how many events, when it was heard, what is the matter with it.
Result<std::string> about(views::DeviceCard const& box, std::int64_t events,
                          std::optional<WallTime> heard, ledger::Reader& reader,
                          Words const& words) {
  auto n = static_cast<std::uint64_t>(events);
  std::string text = words.tr_n("{n} event", "{n} events", n) + " · ";
  text += heard ? words.tr("last heard {when}", {{"when", time_text(*heard, words)}})
                : std::string(words.tr("not heard yet"));
  if (box.revoked && box.revoked->empty()) text += " · " + std::string(words.tr("revoked"));
  if (box.revoked && !box.revoked->empty()) {
    text += " · " + words.tr("revoked: {why}", {{"why", *box.revoked}});
  }
  if (TRY(reader.is_stopped(box.enrolled.device))) {
    text += " · " + std::string(words.tr("STOPPED: somebody must look at it"));
  }
  return text;
}

Result<void> say_boxes(views::Queries& queries, ledger::Reader& reader, Office& office,
                       Sink& sink) {
  auto heard = TRY(office.last_heard());
  std::map<DeviceId, std::int64_t> events;
  for (auto const& stream : TRY(reader.streams())) {
    events[stream.stream.device] += static_cast<std::int64_t>(stream.last_seq);
  }
  auto boxes = TRY(queries.devices());
  if (boxes.empty()) sink.tell(word("Boxes: none yet; make a code with 'sala-hq enrol'"));
  if (!boxes.empty()) sink.tell(word("Boxes: {count}"), {{"count", std::to_string(boxes.size())}});
  for (auto const& box : boxes) {
    auto last = heard.find(box.enrolled.device);
    auto when = last == heard.end() ? std::nullopt : std::optional(last->second);
    sink.say("  " + box.enrolled.name + " (" + short_id(box.enrolled.device) + "): " +
             TRY(about(box, events[box.enrolled.device], when, reader, sink.words())) + "\n");
  }
  for (OpenCode const& code : TRY(office.open_codes())) {
    sink.tell(word("  a code for “{name}” is open until {when}"),
              {{"name", code.plan.name}, {"when", time_text(code.expires, sink.words())}});
  }
  return {};
}

// Returns how many things somebody should look at.
Result<std::int64_t> say_troubles(views::Queries& queries, ledger::Reader& reader, Sink& sink) {
  auto alarms = TRY(reader.alarms());
  for (auto const& alarm : alarms) {
    sink.tell(word("ALARM {when}, box {box}: {what}"),
              {{"when", time_text(alarm.at, sink.words())},
               {"box", short_id(alarm.device)},
               {"what", in_words(sink.words(), alarm.what)}});
  }
  auto aside = TRY(reader.quarantined());
  if (aside > 0) {
    sink.say(
        sink.words().tr_n(
            "{n} piece was kept aside because nobody could trust it; nothing else waits for it.",
            "{n} pieces were kept aside because nobody could trust them; nothing else waits for "
            "them.",
            static_cast<std::uint64_t>(aside)) +
        "\n");
  }
  constexpr std::size_t most = 20;
  auto problems = TRY(queries.problems(most));
  for (auto const& problem : problems) {
    sink.tell(word("Not understood: {kind} of box {box}: {why}"),
              {{"kind", problem.kind},
               {"box", short_id(problem.name.stream.device)},
               {"why", in_words(sink.words(), problem.reason)}});
  }
  auto all = static_cast<std::int64_t>(alarms.size() + problems.size()) + aside;
  if (all == 0) sink.tell(word("No alarms, nothing kept aside."));
  return all;
}

// How much there is.
Result<void> say_amounts(views::Queries& queries, ledger::Reader& reader, Sink& sink) {
  std::size_t people = 0;
  std::size_t sessions = 0;
  auto programmes = TRY(queries.programmes());
  for (auto const& programme : programmes) {
    people += TRY(queries.participants(programme.programme)).size();
    sessions += TRY(queries.sessions(programme.programme)).size();
  }
  std::int64_t events = 0;
  for (auto const& id : TRY(reader.programmes())) events += TRY(reader.last_position(id));
  Words const& words = sink.words();
  sink.say(words.tr_n("{n} programme", "{n} programmes", programmes.size()) + " · " +
           words.tr_n("{n} person", "{n} people", people) + " · " +
           words.tr_n("{n} session", "{n} sessions", sessions) + " · " +
           words.tr_n("{n} event in the ledger", "{n} events in the ledger",
                      static_cast<std::uint64_t>(events)) +
           "\n");
  return {};
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
  sink.tell(running ? word("Headquarters in {folder} is running.")
                    : word("Headquarters in {folder} is not running."),
            {{"folder", folder.path()}});
  TRY(say_amounts(queries, reader, sink));
  TRY(say_boxes(queries, reader, office, sink));
  TRY(say_unfinished_erasures(database, DeviceId{key.public_key()}, sink));
  return TRY(say_troubles(queries, reader, sink)) == 0 ? exit_good : exit_trouble;
}

}  // namespace

Command status_command() {
  return {"status",
          "status",
          word("how the boxes are, and what somebody should look at"),
          word("Ends with 1 when there is an alarm, something kept aside or not understood."),
          {},
          Reads{run}};
}

}  // namespace sala::hq
