#include "sync/hq/xapi.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <cstdio>

#include "platform/crypto/crypto.h"
#include "platform/thai/date.h"
#include "sync/forms/scale.h"
#include "sync/forms/value.h"

namespace sala::hq {
namespace {

namespace json = boost::json;
using std::chrono::minutes;
using std::chrono::seconds;

// Registered: https://registry.tincanapi.com, https://adlnet.gov/expapi
constexpr char attended[] = "http://adlnet.gov/expapi/verbs/attended";
constexpr char completed[] = "http://adlnet.gov/expapi/verbs/completed";
constexpr char rated[] = "http://id.tincanapi.com/verb/rated";
constexpr char meeting_type[] = "http://adlnet.gov/expapi/activities/meeting";
constexpr char course_type[] = "http://adlnet.gov/expapi/activities/course";
constexpr char programme_type[] = "http://id.tincanapi.com/activitytype/collection-simple";
constexpr char survey_type[] = "http://id.tincanapi.com/activitytype/survey";
constexpr char question_type[] = "http://adlnet.gov/expapi/activities/cmi.interaction";

// RFC 9562, version 8: worked out from `parts`, the same for ever.
std::string uuid_of(std::initializer_list<std::string_view> parts) {
  std::string all = "sala-xapi-1";
  for (auto part : parts) {
    all += '\n';
    all += part;
  }
  auto hash = crypto::blake2b({as_bytes(all)});
  SessionId id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x80);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return to_text(id);
}

template <class Id>
std::string urn(Id const& id) {
  return "urn:uuid:" + to_text(id);
}

// "2026-11-23T01:53:20.000Z"
std::string iso_time(WallTime time) {
  auto whole = std::chrono::floor<std::chrono::milliseconds>(time);
  auto day = std::chrono::floor<std::chrono::days>(whole);
  std::chrono::hh_mm_ss const clock(whole - day);
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%03dZ", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  return thai::iso_date(std::chrono::year_month_day(
             std::chrono::sys_days(std::chrono::days(day.time_since_epoch().count())))) +
         text;
}

json::object in_languages(LocalText const& text) {
  json::object map;
  map["th"] = text.th;
  if (!text.en.empty()) map["en"] = text.en;
  return map;
}

json::object activity(std::string const& id, char const* type, LocalText const& name) {
  json::object definition;
  if (!name.th.empty() || !name.en.empty()) definition["name"] = in_languages(name);
  definition["type"] = type;
  return {{"objectType", "Activity"}, {"id", id}, {"definition", std::move(definition)}};
}

json::object verb(char const* id, char const* word) {
  return {{"id", id}, {"display", {{"en", word}}}};
}

struct Statement {
  WallTime at;
  std::string id;
  std::string text;
};

// What the sessions of a programme are called, and what they belong to.
struct Place {
  ProgrammeSet programme;
  std::map<CourseId, CourseSet> courses;
  std::map<SessionId, SessionSet> sessions;
};

class Statements {
 public:
  Statements(views::Queries& queries, AnswerScope const& scope, XapiOptions const& options)
      : queries_(queries), scope_(scope), options_(options) {}

  Result<void> read_places();
  Result<void> add_attendance();
  Result<void> add_answers();
  std::vector<std::string> take();

 private:
  json::object actor(std::string const& name) const;
  json::object context(ProgrammeId const& programme, SessionId const& session,
                       std::optional<json::object> parent) const;
  void add(WallTime at, std::string id, json::object actor, json::object verb, json::object object,
           json::object result, json::object context);
  void add_came(Place const& place, SessionSet const& session, views::AttendanceRow const& row);
  void add_given(AnswerSheet const& sheet, Given const& given);
  void add_rating(AnswerSheet const& sheet, Given const& given, forms::Form const& form,
                  forms::Question const& question, std::string const& path,
                  std::string const& value);
  bool wants(SessionId const& session) const;

  views::Queries& queries_;
  AnswerScope const& scope_;
  XapiOptions const& options_;
  std::map<ProgrammeId, Place> places_;
  std::vector<Statement> all_;
};

Result<void> Statements::read_places() {
  for (ProgrammeSet const& programme : TRY(queries_.programmes())) {
    Place& place = places_[programme.programme];
    place.programme = programme;
    for (CourseSet& it : TRY(queries_.courses(programme.programme))) {
      place.courses[it.course] = std::move(it);
    }
    for (SessionSet& it : TRY(queries_.sessions(programme.programme))) {
      place.sessions[it.session] = std::move(it);
    }
  }
  return {};
}

json::object Statements::actor(std::string const& name) const {
  return {{"objectType", "Agent"}, {"account", {{"homePage", options_.home}, {"name", name}}}};
}

// The session (and `parent`, where there is something closer), its course, its programme.
json::object Statements::context(ProgrammeId const& programme, SessionId const& session,
                                 std::optional<json::object> parent) const {
  json::array parents, grouping;
  if (parent) parents.push_back(std::move(*parent));
  auto place = places_.find(programme);
  if (place != places_.end()) {
    auto found = place->second.sessions.find(session);
    if (found != place->second.sessions.end()) {
      parents.push_back(activity(urn(session), meeting_type, found->second.title));
      auto course = place->second.courses.find(found->second.course);
      if (course != place->second.courses.end()) {
        grouping.push_back(activity(urn(course->second.course), course_type, course->second.title));
      }
    }
    grouping.push_back(activity(urn(programme), programme_type, place->second.programme.name));
  }
  json::object activities;
  if (!parents.empty()) activities["parent"] = std::move(parents);
  if (!grouping.empty()) activities["grouping"] = std::move(grouping);
  json::object out;
  if (!activities.empty()) out["contextActivities"] = std::move(activities);
  out["platform"] = "Sala";
  return out;
}

void Statements::add(WallTime at, std::string id, json::object actor, json::object verb,
                     json::object object, json::object result, json::object context) {
  json::object statement;
  statement["id"] = id;
  statement["actor"] = std::move(actor);
  statement["verb"] = std::move(verb);
  statement["object"] = std::move(object);
  if (!result.empty()) statement["result"] = std::move(result);
  statement["context"] = std::move(context);
  statement["timestamp"] = iso_time(at);
  all_.push_back({at, std::move(id), json::serialize(statement)});
}

bool Statements::wants(SessionId const& session) const {
  if (!scope_.sessions) return true;
  return std::find(scope_.sessions->begin(), scope_.sessions->end(), session) !=
         scope_.sessions->end();
}

// ---- who came

void Statements::add_came(Place const& place, SessionSet const& session,
                          views::AttendanceRow const& row) {
  auto const& it = row.attendance;
  if (it.presence == rules::Presence::absent || !it.came) return;
  auto who = to_text(row.participant);
  auto where = to_text(session.session);
  auto object = activity(urn(session.session), meeting_type, session.title);
  // A session is the object here: what it belongs to is its context.
  auto surroundings = context(place.programme.programme, {}, std::nullopt);
  if (auto course = place.courses.find(session.course); course != place.courses.end()) {
    surroundings["contextActivities"].as_object()["parent"] =
        json::array{activity(urn(course->second.course), course_type, course->second.title)};
  }
  add(it.came->at, uuid_of({"attended", where, who}), actor(who), verb(attended, "attended"),
      object, {}, surroundings);
  auto end = WallTime(seconds(session.ends_s));
  // Who packs up with the others is not one who left before the end.
  bool stayed = !it.went || it.went->at + minutes(session.late_after_min) >= end;
  if (session.cancelled || options_.now < end || !stayed) return;
  json::object result{{"completion", true}};
  auto until = it.went ? it.went->at : end;
  if (it.went && until > it.came->at) {
    auto lasted = std::chrono::floor<seconds>(until - it.came->at).count();
    result["duration"] = "PT" + std::to_string(lasted) + "S";
  }
  add(std::max(until, it.came->at), uuid_of({"completed", where, who}), actor(who),
      verb(completed, "completed"), std::move(object), std::move(result), std::move(surroundings));
}

Result<void> Statements::add_attendance() {
  for (auto const& [id, place] : places_) {
    if (scope_.programme && *scope_.programme != id) continue;
    for (auto const& [session, set] : place.sessions) {
      if (!wants(session)) continue;
      for (auto const& row : TRY(queries_.attendance(session))) add_came(place, set, row);
    }
  }
  return {};
}

// ---- what was said

json::object question_activity(AnswerSheet const& sheet, forms::Form const& form,
                               forms::Question const& question, forms::Scale const& scale,
                               std::string const& path) {
  auto id = "urn:uuid:" + uuid_of({"question", to_text(sheet.newest.form), path});
  auto out = activity(id, question_type, forms::local_label(form, question.label, question.name));
  auto& definition = out["definition"].as_object();
  definition["interactionType"] = scale.steps.empty() ? "numeric" : "likert";
  if (scale.steps.empty()) return out;
  json::array steps;
  for (auto const& step : scale.steps) {
    auto words = in_languages(forms::local_label(form, step.label, step.value));
    steps.push_back(json::object{{"id", step.value}, {"description", std::move(words)}});
  }
  definition["scale"] = std::move(steps);
  return out;
}

// 5, not 5.0.
json::value number_of(double number) {
  if (std::floor(number) == number && std::abs(number) < 1e15) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

json::object result_of(forms::Scale const& scale, std::string const& value) {
  json::object result{{"response", value}};
  auto number = forms::number_in(value);
  if (!number || !scale.has_numbers || *number < scale.low || *number > scale.high) return result;
  json::object score{
      {"raw", number_of(*number)}, {"min", number_of(scale.low)}, {"max", number_of(scale.high)}};
  if (scale.high > scale.low) {
    score["scaled"] = number_of((*number - scale.low) / (scale.high - scale.low));
  }
  result["score"] = std::move(score);
  return result;
}

void Statements::add_rating(AnswerSheet const& sheet, Given const& given, forms::Form const& form,
                            forms::Question const& question, std::string const& path,
                            std::string const& value) {
  auto scale = forms::scale_of(form, question);
  if (!scale) return;
  auto survey = activity(urn(sheet.newest.form), survey_type, sheet.newest.title);
  bool named = !given.participant.is_nil();
  auto day = thai::parse_date(given.day);
  if (!given.saved && day.fault != thai::DateFault::none) return;  // some box wrote what is none
  // An anonymous answer knows its day and no more: it stands at its noon.
  auto at = given.saved ? *given.saved : thai::to_utc({day.date, std::chrono::hours(12)});
  add(at, uuid_of({"rated", given.uuid, path}),
      actor(named ? to_text(given.participant) : "anonymous"), verb(rated, "rated"),
      question_activity(sheet, form, question, *scale, forms::plain_path(path)),
      result_of(*scale, value), context(given.programme, given.session, std::move(survey)));
}

void Statements::add_given(AnswerSheet const& sheet, Given const& given) {
  auto version = sheet.versions.find(given.version);
  if (version == sheet.versions.end()) return;
  forms::Form const& form = version->second;
  if (!given.participant.is_nil() && given.saved) {
    json::object result{{"completion", true}};
    if (given.began && *given.saved > *given.began) {
      auto lasted = std::chrono::floor<seconds>(*given.saved - *given.began).count();
      result["duration"] = "PT" + std::to_string(lasted) + "S";
    }
    add(*given.saved, uuid_of({"answered", given.uuid}), actor(to_text(given.participant)),
        verb(completed, "completed"),
        activity(urn(sheet.newest.form), survey_type, sheet.newest.title), std::move(result),
        context(given.programme, given.session, std::nullopt));
  }
  std::map<std::string, forms::Question const*> questions;
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    questions[forms::path_of(form, static_cast<std::int64_t>(i))] = &form.questions[i];
  }
  for (auto const& [path, value] : given.answers) {
    auto question = questions.find(forms::plain_path(path));
    if (question == questions.end() || value.empty()) continue;
    add_rating(sheet, given, form, *question->second, path, value);
  }
}

Result<void> Statements::add_answers() {
  for (FormSet const& form : TRY(queries_.forms(common_programme))) {
    if (form.answers == AnswerKind::confidential) continue;
    auto sheet = TRY(read_answer_sheet(queries_, form, scope_));
    for (Given const& given : sheet.given) add_given(sheet, given);
  }
  return {};
}

std::vector<std::string> Statements::take() {
  std::sort(all_.begin(), all_.end(), [](Statement const& a, Statement const& b) {
    return std::pair(a.at, a.id) < std::pair(b.at, b.id);
  });
  std::vector<std::string> out;
  out.reserve(all_.size());
  for (Statement& it : all_) out.push_back(std::move(it.text));
  return out;
}

}  // namespace

Result<std::vector<std::string>> xapi_statements(views::Queries& queries, AnswerScope const& scope,
                                                 XapiOptions const& options) {
  Statements statements(queries, scope, options);
  TRY(statements.read_places());
  TRY(statements.add_attendance());
  TRY(statements.add_answers());
  return statements.take();
}

}  // namespace sala::hq
