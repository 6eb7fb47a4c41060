// The course view: who has a seat, who holds how many, who waits.
#include "platform/base/escape.h"
#include "platform/base/log.h"
#include "sync/hq/course_board.h"
#include "sync/hq/web_visit.h"
#include "sync/hq/web_words.h"

namespace sala::hq {
namespace {

std::string pick(LocalText const& text, Words const& words) {
  return words.language() == "en" && !text.en.empty() ? text.en : text.th;
}

std::string number(std::int64_t n) { return std::to_string(n); }

class BoardHtml {
 public:
  BoardHtml(CourseBoard const& board, Words const& words) : board_(board), words_(words) {}

  std::string draw() {
    std::optional<std::string> slot;
    for (CourseEntry const& entry : board_.courses) {
      if (slot != entry.course.slot) {
        if (slot) out_ += "</ul>\n";
        slot = entry.course.slot;
        heading(slot->empty() ? tr("Courses and seats") : *slot);
        out_ += "<ul class=\"courses\">\n";
      }
      course(entry);
    }
    if (slot) out_ += "</ul>\n";
    if (!slot) out_ += "<p class=\"empty\">" + tr("There is no course to choose yet.") + "</p>\n";
    return std::move(out_);
  }

 private:
  std::string tr(char const* msgid) const { return escape_markup(words_.tr(msgid)); }
  std::string tr(char const* msgid, std::int64_t count) const {
    return escape_markup(words_.tr(msgid, {{"count", number(count)}}));
  }

  void heading(std::string const& text) { out_ += "<h2>" + escape_markup(text) + "</h2>\n"; }

  void chip(bool shown, char const* kind, std::string const& text) {
    if (shown) out_ += "<span class=\"chip " + std::string(kind) + "\">" + text + "</span>";
  }

  void course(CourseEntry const& entry) {
    auto const& totals = entry.totals;
    out_ += "<li class=\"card course " + std::string(to_text(entry.course.learning)) +
            "\"><h3 dir=\"auto\">" + escape_markup(pick(entry.course.title, words_)) + "</h3>\n";
    out_ += "<p class=\"seats\"><b>" + number(totals.taken) + "</b> <span>";
    out_ += entry.course.capacity > 0 ? tr("of {count} seats taken", entry.course.capacity)
                                      : tr("taken, without limit");
    out_ += "</span></p>\n";
    bar(entry);
    out_ += "<p class=\"chips\">";
    chip(entry.course.cancelled, "stop", tr("Cancelled"));
    chip(entry.below_minimum, "stop",
         tr("Fewer than {count}: cancel or keep it", entry.course.minimum));
    chip(entry.closed && !entry.course.cancelled, "", tr("Choosing has ended"));
    chip(!entry.waiting.empty(), "late", tr("{count} wait", std::ssize(entry.waiting)));
    out_ += "</p>\n";
    frozen(entry);
    where(entry);
    people(entry);
    out_ += "</li>\n";
  }

  void bar(CourseEntry const& entry) {
    auto const& totals = entry.totals;
    std::int64_t whole = std::max(totals.claims(), entry.course.capacity);
    if (entry.course.capacity == 0 || whole <= 0) return;
    out_ += "<svg class=\"bar\" viewBox=\"0 0 " + number(whole) +
            " 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
    std::int64_t at = 0;
    auto part = [&](char const* kind, std::int64_t seats) {
      if (seats <= 0) return;
      out_ += "<rect class=\"" + std::string(kind) + "\" x=\"" + number(at) + "\" width=\"" +
              number(seats) + "\" height=\"1\"/>";
      at += seats;
    };
    part("taken", totals.taken);
    part("held", totals.held);
    part("frozen", totals.frozen);
    part("pool", totals.pool);
    out_ += "</svg>\n";
  }

  void frozen(CourseEntry const& entry) {
    for (rules::Overspending const& it : entry.overspent) {
      std::string names;
      for (ParticipantId const& id : it.people) {
        names += (names.empty() ? "" : ", ") + board_.name_of(id);
      }
      out_ += "<p class=\"trouble\">" +
              escape_markup(words_.tr(
                  "{count} seats were promised twice and are frozen. It concerns {names}.",
                  {{"count", number(it.lot.excess)}, {"names", names}})) +
              "</p>\n";
    }
  }

  void where(CourseEntry const& entry) {
    if (entry.course.capacity == 0) return;
    out_ += "<ul class=\"where\">";
    for (SeatHolder const& holder : entry.holders) {
      std::string name =
          holder.name.empty() ? std::string(words_.tr("Kept at headquarters")) : holder.name;
      out_ += "<li><i class=\"" + std::string(holder.name.empty() ? "pool" : "held") +
              "\" aria-hidden=\"true\"></i><bdi>" + escape_markup(name) + "</bdi> " +
              tr("{count} free", holder.free) + "</li>";
    }
    out_ += "</ul>\n";
  }

  void people(CourseEntry const& entry) {
    std::string const id = to_text(entry.course.course);
    if (!entry.takings.empty()) {
      out_ += "<details id=\"in-" + id + "\"><summary>" +
              tr("Who has a seat ({count})", std::ssize(entry.takings)) + "</summary><ol>";
      for (rules::Taking const& taking : entry.takings) {
        out_ += "<li><bdi>" + escape_markup(board_.name_of(taking.participant)) + "</bdi></li>";
      }
      out_ += "</ol></details>\n";
    }
    if (entry.waiting.empty()) return;
    out_ += "<details id=\"line-" + id + "\"><summary>" +
            tr("Who waits ({count})", std::ssize(entry.waiting)) + "</summary><ol>";
    for (rules::Waiting const& waiting : entry.waiting) {
      out_ += "<li><bdi>" + escape_markup(board_.name_of(waiting.participant)) + "</bdi>";
      chip(waiting.offered && !entry.closed, "late", tr("Is offered a seat"));
      out_ += "</li>";
    }
    out_ += "</ol></details>\n";
  }

  CourseBoard const& board_;
  Words const& words_;
  std::string out_;
};

}  // namespace

void Web::courses(Visit const& visit, http::Responder responder) {
  std::string_view rest = std::string_view(visit.request.path).substr(courses_start.size());
  auto slash = rest.find('/');
  auto id = id_from_text<ProgrammeId>(std::string(rest.substr(0, slash)));
  std::string what(slash == rest.npos ? "" : rest.substr(slash + 1));
  bool known = what.empty() || what == "board" || what == "events";
  if (!id || !known || visit.request.method != http::Method::get) {
    message(visit, 404, word("There is nothing here"),
            word("The address may be mistyped, or the session is gone."), std::move(responder));
    return;
  }
  if (what == "events") {
    parts_.live.watch_courses(*id, std::move(responder));
    return;
  }
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto job = [this, visit, id = *id, whole = what.empty(), shared](db::Database& database) {
    ProgrammeSet programme;
    programme.programme = id;
    auto all = views::Queries(database).programmes();
    for (ProgrammeSet& it : all.value_or(std::vector<ProgrammeSet>{})) {
      if (it.programme == id) programme = std::move(it);
    }
    auto board = read_course_board(database, programme, parts_.headquarters, parts_.clock.wall());
    if (!board) {
      log(LogLevel::error, board.error().message());
      message(visit, 503, word("That did not work"), word("Try again in a moment."),
              std::move(*shared));
      return;
    }
    auto html = BoardHtml(*board, visit.words).draw();
    if (whole) {
      auto values = common(visit);
      values["programme"] = to_text(id);
      values["programme_name"] = pick(programme.name, visit.words);
      values["words"] = script_words(visit.words);
      values["raw_board"] = std::move(html);
      html = pages_.render("courses.html", visit.words, values);
    }
    finish(visit, http::Response::html(200, std::move(html)), std::move(*shared));
  };
  if (!parts_.live.read(job)) {
    message(visit, 503, word("That did not work"), word("Try again in a moment."),
            std::move(*shared));
  }
}

}  // namespace sala::hq
