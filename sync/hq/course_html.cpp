#include "sync/hq/course_html.h"

#include <algorithm>

#include "platform/base/escape.h"
#include "platform/thai/date.h"
#include "sync/hq/spoken.h"
#include "sync/rules/reason.h"

namespace sala::hq {
namespace {

std::string number(std::int64_t n) { return std::to_string(n); }

class BoardHtml {
 public:
  BoardHtml(CourseBoard const& board, Words const& words, WallTime now)
      : board_(board), words_(words), now_(now) {}

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
            "\"><h3 dir=\"auto\">" + escape_markup(spoken(entry.course.title, words_)) + "</h3>\n";
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
    decision(entry);
    offers(entry);
    frozen(entry);
    where(entry);
    takings(entry);
    line(entry);
    out_ += "</li>\n";
  }

  // ---- what staff may do. `what`: the action, its id's first part too.
  std::string form(char const* what, CourseEntry const& entry, ParticipantId const& person,
                   std::string const& inside) const {
    std::string const course = to_text(entry.course.course);
    std::string id = std::string(what) + "-" + course;
    std::string hidden = hidden_field("action", what) + hidden_field("course", course);
    if (!person.is_nil()) {
      id += "-" + to_text(person);
      hidden += hidden_field("participant", to_text(person));
    }
    hidden += hidden_field("version", number(entry.course.version));
    return "<form class=\"act\" id=\"" + id + "\" method=\"post\" action=\"/live/courses/" +
           to_text(board_.programme.programme) + "/act\">" + hidden + inside + "</form>";
  }
  static std::string hidden_field(char const* name, std::string const& value) {
    return "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" + value + "\">";
  }
  std::string send_button(char const* msgid, char const* kind) const {
    return "<button class=\"quiet-button" + std::string(kind) + "\">" + tr(msgid) + "</button>";
  }

  void decision(CourseEntry const& entry) {
    if (!entry.below_minimum) return;
    out_ += "<div class=\"decide\">" +
            form("keep", entry, {}, send_button(word("Keep it all the same"), "")) +
            "<details id=\"end-" + to_text(entry.course.course) + "\"><summary>" +
            tr("Cancel the course …") + "</summary><p>" +
            tr("Those who were in it choose again before others. This cannot be taken back.") +
            "</p>" + form("cancel", entry, {}, send_button(word("Cancel the course"), " stop")) +
            "</details></div>\n";
  }

  std::string when(rules::ResolvedTime const& time) const {
    auto language = words_.language() == "en" ? thai::Language::english : thai::Language::thai;
    auto local = thai::to_local(time.at);
    auto text = thai::clock_time(local.of_day, language);
    if (local.date == thai::to_local(now_).date) return text;
    return thai::short_date(local.date, language) + " " + text;
  }

  void offers(CourseEntry const& entry) {
    if (entry.offers.empty()) return;
    out_ += "<ul class=\"offers\">";
    for (auto const& [person, since] : entry.offers) {
      out_ += "<li><p><b><bdi>" + escape_markup(board_.name_of(person)) + "</bdi></b> <span>" +
              escape_markup(words_.tr("is offered a seat since {time}", {{"time", when(since)}})) +
              "</span></p>";
      asked_why("decline", entry, person, word("Does not want it: to the next"), "");
      out_ += "</li>";
    }
    out_ += "</ul>\n";
  }

  // What is done in somebody's place: behind a line that opens, with the reason for it.
  void asked_why(char const* what, CourseEntry const& entry, ParticipantId const& person,
                 char const* does, char const* kind) {
    std::string const key =
        std::string(what) + "-" + to_text(entry.course.course) + "-" + to_text(person);
    out_ +=
        "<details id=\"open-" + key + "\"><summary>" + tr(does) + "</summary>" +
        form(what, entry, person,
             "<label for=\"why-" + key + "\">" + tr("Why?") + "</label><input id=\"why-" + key +
                 "\" name=\"reason\" required maxlength=\"" + number(rules::most_reason_letters) +
                 "\" autocomplete=\"off\">" + send_button(does, kind)) +
        "</details>";
  }

  void release(CourseEntry const& entry, ParticipantId const& person) {
    if (entry.course.cancelled) return;  // headquarters gives them back by itself
    asked_why("release", entry, person, word("Give the seat back"), " stop");
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

  void takings(CourseEntry const& entry) {
    if (entry.takings.empty()) return;
    out_ += "<details id=\"in-" + to_text(entry.course.course) + "\"><summary>" +
            tr("Who has a seat ({count})", std::ssize(entry.takings)) + "</summary><ol>";
    for (rules::Taking const& taking : entry.takings) {
      out_ += "<li><bdi>" + escape_markup(board_.name_of(taking.participant)) + "</bdi>";
      release(entry, taking.participant);
      out_ += "</li>";
    }
    out_ += "</ol></details>\n";
  }

  void line(CourseEntry const& entry) {
    if (entry.waiting.empty()) return;
    out_ += "<details id=\"line-" + to_text(entry.course.course) + "\"><summary>" +
            tr("Who waits ({count})", std::ssize(entry.waiting)) + "</summary><ol>";
    for (rules::Waiting const& waiting : entry.waiting) {
      out_ += "<li><bdi>" + escape_markup(board_.name_of(waiting.participant)) + "</bdi>";
      chip(entry.is_offered_to(waiting.participant), "late", tr("Is offered a seat"));
      out_ += "</li>";
    }
    out_ += "</ol></details>\n";
  }

  CourseBoard const& board_;
  Words const& words_;
  WallTime now_;
  std::string out_;
};

}  // namespace

std::string course_html(CourseBoard const& board, Words const& words, WallTime now) {
  return BoardHtml(board, words, now).draw();
}

}  // namespace sala::hq
