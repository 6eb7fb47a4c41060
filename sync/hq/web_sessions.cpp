// The list of sessions, the live page of one, and corrections by staff.
#include <algorithm>
#include <charconv>

#include "platform/base/escape.h"
#include "platform/base/log.h"
#include "sync/hq/spoken.h"
#include "sync/hq/web_visit.h"
#include "sync/hq/web_words.h"
#include "sync/rules/schedule.h"

namespace sala::hq {
namespace {

std::string day_text(WallTime at, thai::Language language) {
  return thai::long_date(thai::to_local(at).date, language);
}

WallTime at(std::int64_t unix_seconds) {
  return WallTime(Micros(std::chrono::seconds(unix_seconds)));
}

std::string hours_text(SessionSet const& session, Words const& words) {
  auto clock = [](std::int64_t time) {
    return thai::clock_time(thai::to_local(at(time)).of_day, thai::Language::english);
  };
  return words.tr("{from}–{to}",
                  {{"from", clock(session.starts_s)}, {"to", clock(session.ends_s)}});
}

}  // namespace

// ---- the list of sessions

namespace {

struct Listed {
  FoundSession found;
  std::string when;  // day, for those not of today
};

std::string list_section(std::string_view heading, std::vector<Listed> const& sessions,
                         Words const& words) {
  if (sessions.empty()) return {};
  std::string out = "<h2>" + escape_markup(heading) + "</h2>\n<ul class=\"sessions\">\n";
  for (auto const& [found, when] : sessions) {
    auto const& session = found.session;
    out += "<li><a class=\"session " + std::string(to_text(session.learning)) + "\" href=\"/live/" +
           to_text(session.session) + "\"><span class=\"title\">" +
           escape_markup(spoken(session.title, words)) + "</span><span class=\"about\">" +
           escape_markup((when.empty() ? "" : when + " · ") + hours_text(session, words) + " · " +
                         spoken(found.programme.name, words)) +
           "</span>";
    if (session.cancelled) {
      out += "<span class=\"chip stop\">" + escape_markup(words.tr("Cancelled")) + "</span>";
    }
    out += "</a></li>\n";
  }
  return out + "</ul>\n";
}

std::string courses_link(ProgrammeSet const& programme, Words const& words) {
  return "<li><a class=\"session\" href=\"" + std::string(courses_start) +
         to_text(programme.programme) + "\"><span class=\"title\">" +
         escape_markup(spoken(programme.name, words)) + "</span><span class=\"about\">" +
         escape_markup(words.tr("Seats, places in the line, and who chose what")) +
         "</span></a></li>\n";
}

constexpr std::chrono::hours shown_around{7 * 24};

Result<std::string> list_html(db::Database& database, WallTime now, Words const& words,
                              thai::Language language) {
  views::Queries queries(database);
  std::vector<Listed> today;
  std::vector<Listed> coming;
  std::vector<Listed> past;
  std::string courses;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    auto all = TRY(queries.courses(programme.programme));
    bool electives = std::any_of(all.begin(), all.end(), [](auto const& it) { return !it.core; });
    if (electives) courses += courses_link(programme, words);
    for (SessionSet& session : TRY(queries.sessions(programme.programme))) {
      auto start = at(session.starts_s);
      auto day = thai::short_date(thai::to_local(start).date, language);
      bool is_today = rules::is_on_day(session, now);
      auto& list = is_today ? today : start > now ? coming : past;
      bool near = start < now + shown_around && start > now - shown_around;
      if (near || is_today) {
        list.push_back({{programme, std::move(session)}, is_today ? "" : day});
      }
    }
  }
  auto earlier = [](Listed const& a, Listed const& b) {
    return a.found.session.starts_s < b.found.session.starts_s;
  };
  std::sort(today.begin(), today.end(), earlier);
  std::sort(coming.begin(), coming.end(), earlier);
  std::sort(past.rbegin(), past.rend(), earlier);
  std::string out = list_section(words.tr("Sessions today"), today, words);
  if (today.empty()) {
    out += "<p class=\"empty\">" + escape_markup(words.tr("No session today")) + "</p>\n";
  }
  if (!courses.empty()) {
    out += "<h2>" + escape_markup(words.tr("Courses and seats")) +
           "</h2>\n<ul class=\"sessions\">\n" + courses + "</ul>\n";
  }
  return out + list_section(words.tr("Coming up"), coming, words) +
         list_section(words.tr("Recently"), past, words);
}

}  // namespace

void Web::list(Visit const& visit, http::Responder responder) {
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto job = [this, visit, shared](db::Database& database) {
    auto now = parts_.clock.wall();
    auto html = list_html(database, now, visit.words, visit.language());
    if (!html) {
      log(LogLevel::error, html.error().message());
      message(visit, 503, word("That did not work"), word("Try again in a moment."),
              std::move(*shared));
      return;
    }
    auto values = common(visit);
    values["raw_sessions"] = std::move(*html);
    values["day"] = day_text(now, visit.language());
    finish(visit, http::Response::html(200, pages_.render("sessions.html", visit.words, values)),
           std::move(*shared));
  };
  if (!parts_.live.read(job)) {
    message(visit, 503, word("That did not work"), word("Try again in a moment."),
            std::move(*shared));
  }
}

// ---- one session

void Web::session(Visit const& visit, http::Responder responder) {
  std::string_view rest = std::string_view(visit.request.path).substr(live_start.size());
  auto slash = rest.find('/');
  std::string key(rest.substr(0, slash));
  std::string_view what = slash == rest.npos ? "" : rest.substr(slash + 1);
  auto id = id_from_text<SessionId>(key);
  bool is_post = visit.request.method == http::Method::post;
  if (id && what == "state" && !is_post) {
    parts_.live.state(*id, std::move(responder));
  } else if (id && what == "events" && !is_post) {
    auto seen = visit.request.headers.find("Last-Event-ID");
    if (!seen) seen = visit.request.query_value("after");
    std::optional<std::int64_t> after;
    std::int64_t number = 0;
    if (seen &&
        std::from_chars(seen->data(), seen->data() + seen->size(), number).ec == std::errc{}) {
      after = number;
    }
    parts_.live.watch(*id, after, std::move(responder));
  } else if (id && what == "correct" && is_post) {
    correct(visit, *id, std::move(responder));
  } else if (what.empty() && !is_post) {
    auto shared = std::make_shared<http::Responder>(std::move(responder));
    auto job = [this, visit, key, shared](db::Database& database) {
      views::Queries queries(database);
      auto found = find_session(queries, key);
      auto venues = queries.venues();
      if (found && venues) {
        LocalText venue;
        for (VenueSet const& it : *venues) {
          if (it.venue == found->session.venue) venue = it.name;
        }
        live_page(visit, *found, venue, std::move(*shared));
      } else {
        nothing_here(visit, std::move(*shared));
      }
    };
    if (!parts_.live.read(job)) {
      message(visit, 503, word("That did not work"), word("Try again in a moment."),
              std::move(*shared));
    }
  } else {
    nothing_here(visit, std::move(responder));
  }
}

Values Web::about_session(Visit const& visit, FoundSession const& found) const {
  auto values = common(visit);
  auto const& session = found.session;
  values["session"] = to_text(session.session);
  values["title"] = spoken(session.title, visit.words);
  values["programme"] = spoken(found.programme.name, visit.words);
  values["learning"] = to_text(session.learning);
  values["day"] = day_text(at(session.starts_s), visit.language());
  values["hours"] = hours_text(session, visit.words);
  values["words"] = script_words(visit.words);
  return values;
}

void Web::live_page(Visit const& visit, FoundSession const& found, LocalText const& venue,
                    http::Responder responder) {
  auto values = about_session(visit, found);
  auto const& session = found.session;
  auto place = spoken(venue, visit.words);
  if (!session.room.empty()) place += (place.empty() ? "" : ", ") + session.room;
  values["place"] = place.empty() ? "" : " · " + place;
  values["leaving"] = session.leaving ? "yes" : "no";
  finish(visit, http::Response::html(200, pages_.render("live.html", visit.words, values)),
         std::move(responder));
}

// ---- corrections by staff

namespace {

// What an action on the live page becomes, or nothing when it changes nothing.
std::optional<Body> correction(std::string_view action, FoundSession const& found,
                               ParticipantId const& person, rules::Attendance const& attendance,
                               StaffId const& staff) {
  auto session = found.session.session;
  if (action == "here" && attendance.presence != rules::Presence::here) {
    AttendanceSignedIn body;
    body.session = session;
    body.participant = person;
    body.method = SignInMethod::staff;
    body.staff = staff;
    return body;
  }
  if (action == "left" && attendance.presence == rules::Presence::here) {
    AttendanceSignedOut body{session, person, attendance.open, staff};
    return body;
  }
  bool takes_back = action == "undo" && attendance.presence == rules::Presence::here;
  bool brings_back = action == "back" && attendance.presence == rules::Presence::left;
  if (takes_back || brings_back) {
    auto const& names = takes_back ? attendance.open : attendance.closing;
    return AttendanceUndone{session, person, names, staff};
  }
  return std::nullopt;
}

}  // namespace

void Web::correct(Visit const& visit, SessionId const& session, http::Responder responder) {
  auto form = http::parse_query(visit.request.body);
  auto field = [&](char const* name) {
    return form ? std::string(http::find_value(*form, name).value_or("")) : std::string();
  };
  auto person = id_from_text<ParticipantId>(field("participant"));
  if (!person) {
    finish(visit, http::Response::text(400, ""), std::move(responder));
    return;
  }
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto job = [this, visit, session, id = *person, action = field("action"),
              shared](db::Database& database) {
    views::Queries queries(database);
    auto found = find_session(queries, to_text(session));
    auto attendance = queries.attendance_of(session, id);
    if (!found || !attendance) {
      finish(visit, http::Response::text(404, ""), std::move(*shared));
      return;
    }
    auto body = correction(action, *found, id, *attendance, visit.who->staff);
    if (!body) {  // somebody else was faster; the page already shows it
      finish(visit, http::Response::text(204, ""), std::move(*shared));
      return;
    }
    parts_.append({{found->programme.programme, std::move(*body)}},
                  [this, visit, shared](Result<std::vector<EventName>> const& written) {
                    if (!written) log(LogLevel::error, written.error().message());
                    finish(visit, http::Response::text(written ? 204 : 503, ""),
                           std::move(*shared));
                  });
  };
  if (!parts_.live.read(job)) finish(visit, http::Response::text(503, ""), std::move(*shared));
}

}  // namespace sala::hq
