#include <algorithm>

#include "sync/hq/commands/all.h"
#include "sync/hq/course_board.h"
#include "sync/hq/find.h"
#include "sync/rules/seat_policy.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"course", Takes::value, "C", "its code, name or id"},
    {"to", Takes::value, "BOX", "move: the box that gets the seats; its name or id"},
    {"from", Takes::value, "BOX", "reclaim: the box whose free seats are taken back"},
    {"seats", Takes::value, "N", "move: how many"},
    {"reason", Takes::value, "WHY", "reclaim: why that box will not spend them any more"},
};

std::string number(std::int64_t n) { return std::to_string(n); }

void show_entry(CourseBoard const& board, CourseEntry const& entry, Sink& sink) {
  auto const& totals = entry.totals;
  std::string line = entry.course.code.empty() ? "" : entry.course.code + "  ";
  line += entry.course.title.th + ": ";
  line += entry.course.capacity == 0 ? "no limit" : number(entry.course.capacity) + " seats";
  line += ", " + number(totals.taken) + " taken, pool " + number(totals.pool) + ", boxes " +
          number(totals.held) + ", waiting " + number(std::ssize(entry.waiting));
  if (entry.course.cancelled) line += ", CANCELLED";
  if (entry.closed) line += ", closed";
  if (entry.below_minimum) line += ", BELOW ITS MINIMUM of " + number(entry.course.minimum);
  sink.say(line + "\n");
  for (SeatHolder const& holder : entry.holders) {
    if (holder.name.empty()) continue;
    sink.say("      " + holder.name + ": " + number(holder.free) + " free, " +
             number(holder.taken) + " taken there" +
             (holder.frozen > 0 ? ", " + number(holder.frozen) + " frozen" : "") + "\n");
  }
  for (rules::Waiting const& waiting : entry.waiting) {
    if (!waiting.offered) break;
    sink.say("      offered to " + board.name_of(waiting.participant) + "\n");
  }
  for (rules::Overspending const& it : entry.overspent) {
    std::string names;
    for (ParticipantId const& id : it.people) {
      names += (names.empty() ? "" : ", ") + board.name_of(id);
    }
    sink.say("      FROZEN: " + number(it.lot.seats) + " seats were promised " +
             number(it.lot.seats + it.lot.excess) + " times. It concerns " + names + "\n");
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
  if (!any) sink.say("There is no course to choose yet.\n");
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
  if (wanted <= 0) return fail(ErrorCode::invalid, "move seats", "'" + text + "' is no number");
  std::int64_t moved = 0;
  auto work = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto const& programme = it.found.programme;
    auto self = now.ledger.own_stream(programme.programme);
    auto to = views::newest_stream(TRY(now.queries.stream_ends(programme.programme)), *it.device);
    if (!to) {
      return fail(ErrorCode::not_found, "move seats", "that box was not heard of in the programme",
                  "switch it on once where it reaches headquarters");
    }
    auto book = TRY(now.queries.seat_book(it.found.course.course, desk.headquarters));
    auto bodies = self ? rules::give_seats(book, *self, it.found.course.course, *to, wanted)
                       : std::vector<Body>{};
    for (Body const& body : bodies) {
      if (auto const* given = std::get_if<SeatsGiven>(&body)) moved += given->seats;
    }
    if (moved == 0) {
      return fail(ErrorCode::conflict, "move seats", "the pool has none to give",
                  "see sala-hq seats; a running headquarters gives them, a stopped one cannot");
    }
    return drafts_of(programme, std::move(bodies));
  };
  TRY(desk.write_against(work));
  sink.say(number(moved) + " of " + number(wanted) + " seats are on their way.\n");
  return exit_good;
}

Result<int> reclaim(Desk& desk, Arguments const& arguments, Sink& sink) {
  auto it = TRY(aim(desk, arguments, "from"));
  SeatsReclaimed order;
  order.course = it.found.course.course;
  order.reason = TRY(arguments.required("reason"));
  std::int64_t back = 0;
  auto work = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto book = TRY(now.queries.seat_book(order.course, desk.headquarters));
    auto bodies = rules::reclaim_seats(book, *it.device, order);
    for (Body const& body : bodies) back += std::get<SeatsReclaimed>(body).seats;
    return drafts_of(it.found.programme, std::move(bodies));
  };
  TRY(desk.write_against(work));
  sink.say(number(back) +
           " seats are back in the pool. Should that box have given any of them to " +
           "somebody, it will be shown here with the names.\n");
  return exit_good;
}

Result<int> decide(Desk& desk, Arguments const& arguments, Sink& sink, bool cancel) {
  auto it = TRY(aim(desk, arguments, ""));
  auto work = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto course = TRY(now.queries.course(it.found.course.course));
    if (!course) return std::vector<ledger::Draft>{};
    ++course->version;
    if (cancel) {
      course->cancelled = true;
    } else {
      auto book = TRY(now.queries.seat_book(course->course, desk.headquarters));
      course->minimum = std::min(course->minimum, book.totals().taken);
      course->cancelled = false;
    }
    return std::vector<ledger::Draft>{{it.found.programme.programme, std::move(*course)}};
  };
  TRY(desk.write_against(work));
  sink.say(cancel ? "It is cancelled; those who were in it choose again first.\n"
                  : "It takes place with those who are in it.\n");
  return exit_good;
}

Result<int> run(Desk& desk, Arguments const& arguments, Job const&, Sink& sink) {
  std::string what = arguments.words().empty() ? "show" : arguments.words().front();
  if (what == "show") return show(desk, arguments, sink);
  if (what == "move") return move(desk, arguments, sink);
  if (what == "reclaim") return reclaim(desk, arguments, sink);
  if (what == "cancel") return decide(desk, arguments, sink, true);
  if (what == "keep") return decide(desk, arguments, sink, false);
  if (what == "vouch" && desk.vouch) {
    desk.vouch();
    sink.say("Headquarters spends again what it held before its start.\n");
    return exit_good;
  }
  return fail(ErrorCode::invalid, "read the command line", "'" + what + "' is none of its words",
              "see sala-hq seats --help");
}

}  // namespace

Command seats_command() {
  return {"seats",
          "seats [show | move | reclaim | cancel | keep | vouch] [--course C]",
          "shows who holds the seats of courses, and moves them",
          "show        taken, pool, boxes, the line; what is frozen, with the people's names\n"
          "move        --course C --to BOX --seats N: from the pool to a box\n"
          "reclaim     --course C --from BOX --reason WHY: the free seats of a box that is gone\n"
          "            for good. If it spends them after all, that shows here with the names\n"
          "cancel      --course C: it does not take place\n"
          "keep        --course C: it takes place below its minimum\n"
          "vouch       this headquarters was not restored from a copy: it may spend what it held\n"
          "            before its start, though no box was heard yet\n",
          options,
          Writes{run}};
}

}  // namespace sala::hq
