#include <algorithm>

#include "platform/thai/date.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/course_board.h"
#include "sync/hq/course_decisions.h"
#include "sync/hq/find.h"
#include "sync/hq/spoken.h"
#include "sync/rules/reason.h"
#include "sync/rules/seat_policy.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"course", Takes::value, "C", word("the course: its code, name or id")},
    {"to", Takes::value, "BOX", word("move: the box that gets the seats; its name or id")},
    {"from", Takes::value, "BOX", word("reclaim: the box whose free seats are taken back")},
    {"seats", Takes::value, "N", word("move: how many")},
    {"reason", Takes::value, "WHY", word("reclaim: why that box will not spend them any more")},
};

std::string number(std::int64_t n) { return std::to_string(n); }

thai::Language language_of(Words const& words) {
  return words.language() == "en" ? thai::Language::english : thai::Language::thai;
}

std::string totals_line(CourseEntry const& entry, Words const& words) {
  auto const& course = entry.course;
  auto const& totals = entry.totals;
  std::string title = spoken(course.title, words);
  if (!course.code.empty()) title.insert(0, course.code + "  ");
  auto room = course.capacity == 0 ? std::string(words.tr("no limit of seats"))
                                   : words.tr_n("{n} seat", "{n} seats",
                                                static_cast<std::uint64_t>(course.capacity));
  std::string line = words.tr(
      "{course}: {room}; {taken} taken, {pool} kept here, {held} at boxes, {waiting} waiting",
      {{"course", title},
       {"room", room},
       {"taken", number(totals.taken)},
       {"pool", number(totals.pool)},
       {"held", number(totals.held)},
       {"waiting", number(std::ssize(entry.waiting))}});
  auto add = [&](std::string_view text) { line += " · " + std::string(text); };
  if (course.cancelled) add(words.tr("CANCELLED"));
  if (entry.closed) add(words.tr("Choosing has ended"));
  if (entry.below_minimum) {
    add(words.tr("FEWER THAN {count}: cancel or keep it", {{"count", number(course.minimum)}}));
  }
  return line;
}

std::string holder_line(SeatHolder const& holder, Words const& words) {
  std::string line = words.tr(
      "{box}: {free} free, {taken} taken there",
      {{"box", holder.name}, {"free", number(holder.free)}, {"taken", number(holder.taken)}});
  if (holder.frozen > 0) {
    line += " · " + words.tr("{count} frozen", {{"count", number(holder.frozen)}});
  }
  return line;
}

void show_entry(CourseBoard const& board, CourseEntry const& entry, Sink& sink) {
  Words const& words = sink.words();
  auto below = [&](std::string const& line) { sink.say("      " + line + "\n"); };
  sink.say(totals_line(entry, words) + "\n");
  for (SeatHolder const& holder : entry.holders) {
    if (!holder.name.empty()) below(holder_line(holder, words));
  }
  for (auto const& [person, since] : entry.offers) {
    auto at = thai::to_local(since.at);
    auto time = thai::iso_date(at.date) + " " + thai::clock_time(at.of_day, language_of(words));
    below(words.tr("offered to {name} since {time}",
                   {{"name", board.name_of(person)}, {"time", time}}));
  }
  for (rules::Overspending const& it : entry.overspent) {
    std::string names;
    for (ParticipantId const& id : it.people) {
      names += (names.empty() ? "" : ", ") + board.name_of(id);
    }
    below(words.tr("FROZEN: {seats} seats were promised {times} times. It concerns {names}",
                   {{"seats", number(it.lot.seats)},
                    {"times", number(it.lot.seats + it.lot.excess)},
                    {"names", names}}));
  }
}

Result<int> show(Desk& desk, Arguments const& arguments, Sink& sink) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  std::optional<CourseId> only;
  if (auto name = arguments.value("course")) only = TRY(find_course(queries, *name)).course.course;
  bool any = false;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    auto board = TRY(read_course_board(database, programme, desk.headquarters, desk.clock.wall()));
    for (CourseEntry const& entry : board.courses) {
      if (only && entry.course.course != *only) continue;
      show_entry(board, entry, sink);
      any = true;
    }
  }
  if (!any) sink.tell(word("There is no course to choose yet."));
  return exit_good;
}

// What the command is about, found before it is written.
struct Aim {
  FoundCourse found;
  std::optional<DeviceId> device;
};

Result<Aim> aim(Desk const& desk, Arguments const& arguments, char const* box_option) {
  auto database = TRY(db::Database::open(desk.ledger_path, db::Access::read_only));
  views::Queries queries(database);
  Aim aim{TRY(find_course(queries, TRY(arguments.required("course")))), std::nullopt};
  if (*box_option != '\0') {
    aim.device = TRY(find_device(queries, TRY(arguments.required(box_option)))).enrolled.device;
  }
  return aim;
}

Result<std::vector<ledger::Draft>> drafts_of(ProgrammeSet const& programme,
                                             std::vector<Body> bodies) {
  std::vector<ledger::Draft> drafts;
  drafts.reserve(bodies.size());
  for (Body& body : bodies) drafts.push_back({programme.programme, std::move(body)});
  return drafts;
}

Result<int> move(Desk& desk, Arguments const& arguments, Sink& sink) {
  auto it = TRY(aim(desk, arguments, "to"));
  auto text = TRY(arguments.required("seats"));
  bool digits = !text.empty() && text.size() < 6 &&
                std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::int64_t wanted = digits ? std::stoll(text) : 0;
  if (wanted <= 0) {
    return fail(ErrorCode::invalid, word("move seats"), "'" + text + "' is no number",
                word("say how many, for example --seats 3"));
  }
  std::int64_t moved = 0;
  auto work = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto const& programme = it.found.programme;
    auto self = now.ledger.own_stream(programme.programme);
    auto to = views::newest_stream(TRY(now.queries.stream_ends(programme.programme)), *it.device);
    if (!to) {
      return fail(ErrorCode::not_found, word("move seats"),
                  word("that box was not heard of in the programme"),
                  word("switch it on once where it reaches headquarters"));
    }
    auto book = TRY(now.queries.seat_book(it.found.course.course, desk.headquarters));
    auto bodies = self ? rules::give_seats(book, *self, it.found.course.course, *to, wanted)
                       : std::vector<Body>{};
    for (Body const& body : bodies) {
      if (auto const* given = std::get_if<SeatsGiven>(&body)) moved += given->seats;
    }
    if (moved == 0) {
      return fail(ErrorCode::conflict, word("move seats"), word("none is kept here to give"),
                  word("see sala-hq seats; a running headquarters gives them, a stopped one "
                       "cannot"));
    }
    return drafts_of(programme, std::move(bodies));
  };
  TRY(desk.write_against(work));
  sink.tell(word("{moved} of {wanted} seats are on their way."),
            {{"moved", number(moved)}, {"wanted", number(wanted)}});
  return exit_good;
}

Result<int> reclaim(Desk& desk, Arguments const& arguments, Sink& sink) {
  auto it = TRY(aim(desk, arguments, "from"));
  SeatsReclaimed order;
  order.course = it.found.course.course;
  auto reason = rules::written_reason(TRY(arguments.required("reason")));
  if (!reason) {
    return fail(ErrorCode::invalid, word("take seats back"),
                word("the reason is empty or very long"),
                word("say in a sentence why that box will not spend them any more"));
  }
  order.reason = *reason;
  std::int64_t back = 0;
  auto work = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto book = TRY(now.queries.seat_book(order.course, desk.headquarters));
    auto bodies = rules::reclaim_seats(book, *it.device, order);
    for (Body const& body : bodies) back += std::get<SeatsReclaimed>(body).seats;
    return drafts_of(it.found.programme, std::move(bodies));
  };
  TRY(desk.write_against(work));
  sink.tell(word("{count} seats are back here. Should that box have given any of them to somebody, "
                 "it will be shown here with the names."),
            {{"count", number(back)}});
  return exit_good;
}

Result<int> decide(Desk& desk, Arguments const& arguments, Sink& sink, CourseDecision decision) {
  auto it = TRY(aim(desk, arguments, ""));
  TRY(desk.write_against(decide_course(it.found.course.course, decision)));
  sink.tell(decision == CourseDecision::cancel
                ? word("It is cancelled; those who were in it choose again first.")
                : word("It takes place with those who are in it."));
  return exit_good;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const&, Sink& sink) {
  std::string what = arguments.words().empty() ? "show" : arguments.words().front();
  if (what == "show") return show(desk, arguments, sink);
  if (what == "move") return move(desk, arguments, sink);
  if (what == "reclaim") return reclaim(desk, arguments, sink);
  if (what == "cancel") return decide(desk, arguments, sink, CourseDecision::cancel);
  if (what == "keep") return decide(desk, arguments, sink, CourseDecision::keep);
  if (what == "vouch") {
    if (!desk.vouch) {
      return fail(ErrorCode::not_found, word("vouch for headquarters"),
                  word("headquarters is not running"),
                  word("start it with 'sala-hq serve', then say this again"));
    }
    desk.vouch();
    sink.tell(word("Headquarters spends again what it held before its start."));
    return exit_good;
  }
  return fail(ErrorCode::invalid, "read the command line", "'" + what + "' is none of its words",
              word("see sala-hq seats --help"));
}

}  // namespace

Command seats_command() {
  return {"seats",
          "seats [show | move | reclaim | cancel | keep | vouch] [--course C]",
          word("shows who holds the seats of courses, and moves them"),
          word("show      taken, kept here, at boxes, the line; what is frozen, with names\n"
               "move      --course C --to BOX --seats N: from here to a box\n"
               "reclaim   --course C --from BOX --reason WHY: the free seats of a box that is\n"
               "          gone for good. If it spends them after all, that shows with the names\n"
               "cancel    --course C: it does not take place\n"
               "keep      --course C: it takes place with fewer than its minimum\n"
               "vouch     this headquarters was not restored from a copy: it may spend what it\n"
               "          held before its start, though no box was heard yet"),
          options,
          Writes{run},
          nullptr,
          1};
}

}  // namespace sala::hq
