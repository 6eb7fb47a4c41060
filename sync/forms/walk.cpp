#include "sync/forms/walk.h"

#include <boost/json.hpp>

#include "sync/forms/moment.h"
#include "sync/forms/session.h"
#include "sync/forms/xlsform/types.h"
#include "sync/forms/xlsform/xlsform.h"

namespace sala::forms {

namespace json = boost::json;

struct Walk::Opened {
  Form form;
  std::unique_ptr<Blueprint> blueprint;
  std::unique_ptr<Session> session;
};

namespace {

std::string text_of(json::object const& object, char const* name) {
  auto const* found = object.if_contains(name);
  if (found == nullptr || !found->is_string()) return {};
  return std::string(found->get_string());
}

std::string line_of(char const* name, json::value value) {
  json::object out;
  out[name] = std::move(value);
  return json::serialize(out);
}

std::string where(Problem const& problem) {
  std::string out = problem.sheet;
  if (problem.row > 0) out += ", row " + std::to_string(problem.row);
  if (!problem.column.empty()) out += ", column " + problem.column;
  if (*problem.what == '\0') return problem.value + " " + problem.other;
  Fills fills{{"value", problem.value}, {"other", problem.other}};
  return out + ": " + fill(problem.what, fills) + " " + fill(problem.mend, fills);
}

json::object state_of(Session& session, Node const& node) {
  json::object out;
  out["relevant"] = node.relevant;
  Question const& question = session.question(node);
  bool asks = question.type != QuestionType::group && question.type != QuestionType::repeat;
  if (asks) out["value"] = node.text;
  if (asks && session.is_required(node)) out["required"] = true;
  if (session.is_read_only(node)) out["readonly"] = true;
  auto violation = session.violation(node);
  if (violation != Violation::none) {
    out["violations"] = json::array{violation == Violation::required ? "required" : "constraint"};
  }
  if (is_select(question.type)) {
    json::array choices, labels;
    for (Offer const& offer : session.offers(node)) {
      choices.emplace_back(offer.value);
      labels.emplace_back(offer.label);
    }
    out["choices"] = std::move(choices);
    out["choiceLabels"] = std::move(labels);
  }
  if (!question.label.empty()) {
    // Other engines show this where a text is not translated; Sala's screens the usual language.
    auto language = session.language();
    bool translated = language < question.label.size() && !question.label[language].empty();
    out["label"] = translated ? session.label(node) : "-";
  }
  if (!question.hint.empty()) out["hint"] = session.text(node, question.hint);
  return out;
}

void add_states(Session& session, Node const& node, json::object& out) {
  if (node.bind >= 0) out[session.path_of(node)] = state_of(session, node);
  for (auto const& child : node.children) add_states(session, *child, out);
}

}  // namespace

Walk::Walk(ReadFile read_file, Clock const& clock, Random& random)
    : read_file_(std::move(read_file)), clock_(clock), random_(random) {}
Walk::~Walk() = default;

Result<void> Walk::open(std::string const& path, std::string const& now) {
  opened_.reset();
  auto bytes = TRY(read_file_(path));
  auto reading = read_xlsform(bytes, path.substr(path.rfind('/') + 1));
  for (Problem const& problem : reading.problems) {
    if (problem.severity == Severity::error) {
      return fail(ErrorCode::invalid, "open form", where(problem));
    }
  }
  SessionClock clock{clock_.wall()};
  if (auto moment = parse_moment(now, clock.offset)) {
    clock.now = WallTime(Micros(static_cast<std::int64_t>(moment->days * 86'400'000.0) * 1000));
  }
  auto opened = std::make_unique<Opened>();
  opened->form = std::move(reading.form);
  opened->blueprint = std::make_unique<Blueprint>(TRY(Blueprint::make(opened->form)));
  opened->session = std::make_unique<Session>(*opened->blueprint, clock, random_);
  opened_ = std::move(opened);
  return {};
}

std::string Walk::state() {
  json::object out;
  add_states(*opened_->session, opened_->session->root(), out);
  return json::serialize(out);
}

Result<std::string> Walk::act(std::string_view line) {
  boost::system::error_code error;
  auto value = json::parse(json::string_view(line.data(), line.size()), error);
  auto const* asked = error ? nullptr : value.if_object();
  if (asked == nullptr) return fail(ErrorCode::invalid, "read line", "it is no JSON object");
  std::string done = line_of("ok", true);
  auto op = text_of(*asked, "op");
  if (op == "open") {
    TRY(open(text_of(*asked, "form"), text_of(*asked, "now")));
    return done;
  }
  if (opened_ == nullptr) return fail(ErrorCode::refused, op, "no form is open");
  Session& session = *opened_->session;
  if (op == "state") return state();
  if (op == "set") {
    TRY(session.set(text_of(*asked, "ref"), text_of(*asked, "value")));
  } else if (op == "add_repeat") {
    TRY(session.add_round(text_of(*asked, "ref")));
  } else if (op == "del_repeat") {
    TRY(session.remove_round(text_of(*asked, "ref")));
  } else if (op == "lang") {
    auto const& languages = opened_->form.languages;
    auto found = std::find(languages.begin(), languages.end(), text_of(*asked, "value"));
    if (found == languages.end()) return fail(ErrorCode::not_found, op, "no such language");
    session.speak(static_cast<std::size_t>(found - languages.begin()));
  } else {
    return fail(ErrorCode::invalid, "read line", "there is no op “" + op + "”");
  }
  return done;
}

std::string Walk::answer(std::string_view line) {
  auto result = act(line);
  return result ? *result : line_of("error", json::value(result.error().message()));
}

}  // namespace sala::forms
