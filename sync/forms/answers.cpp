#include "sync/forms/answers.h"

#include <charconv>

#include "sync/forms/moment.h"
#include "sync/model/described_json.h"

namespace sala::forms {
namespace {

constexpr std::size_t most_answers = 20'000;

// What a person says, or what the form works out from it.
bool is_kept(QuestionType type, AnswerKind kind) {
  switch (type) {
    case QuestionType::note:
    case QuestionType::group:
    case QuestionType::repeat:
    case QuestionType::metadata:
    case QuestionType::deviceid:
      return false;
    case QuestionType::start:
    case QuestionType::end:
    case QuestionType::today:
      return kind != AnswerKind::anonymous;
    default:
      return true;
  }
}

// What is worked out again by itself, and so need not be said again.
bool is_worked_out(QuestionType type) {
  return type == QuestionType::calculate || type == QuestionType::end ||
         type == QuestionType::today || type == QuestionType::hidden;
}

void append_pair(std::string& out, std::string_view path, std::string_view value) {
  out += out.empty() ? '{' : ',';
  described::append_string(out, path);
  out += ':';
  described::append_string(out, value);
}

void collect(Session const& session, Node const& node, std::string& out) {
  if (!node.relevant) return;
  if (node.bind >= 0 && !node.text.empty()) {
    auto kind = session.form().answers;
    if (is_kept(session.question(node).type, kind)) {
      append_pair(out, session.path_of(node), node.text);
    }
  }
  for (auto const& child : node.children) collect(session, *child, out);
}

// Makes the rounds that a path names, outermost first.
void make_rounds(Session& session, std::string_view path) {
  for (auto close = path.find(']'); close != path.npos; close = path.find(']', close + 1)) {
    auto open = path.rfind('[', close);
    if (open == path.npos) return;
    std::size_t wanted = 0;
    std::from_chars(path.data() + open + 1, path.data() + close, wanted);
    if (wanted == 0 || wanted > most_rounds) return;
    auto repeat = path.substr(0, open);
    auto round = path.substr(0, close + 1);
    for (std::size_t i = 0; i < wanted && session.find(round) == nullptr; ++i) {
      if (!session.add_round(repeat)) return;
    }
  }
}

}  // namespace

SessionClock clock_for(AnswerKind kind, WallTime now) {
  SessionClock clock{now};
  if (kind != AnswerKind::anonymous) return clock;
  auto local = clock.now + clock.offset;
  clock.now = WallTime(std::chrono::floor<std::chrono::days>(local)) - clock.offset;
  return clock;
}

Result<std::string> answers_json(Session const& session) {
  std::string out;
  collect(session, session.root(), out);
  out += out.empty() ? "{}" : "}";
  if (out.size() > longest_answers) {
    return fail(ErrorCode::invalid, "keep answers", "they are too long", "shorten the texts");
  }
  return out;
}

Result<Answers> read_answers(std::string_view text) {
  return described::with_json(
      "answers", text, [](boost::json::value const& value) -> Result<Answers> {
        auto refuse = [] { return fail(ErrorCode::invalid, "read answers", "they are none"); };
        auto const* object = value.if_object();
        if (object == nullptr || object->size() > most_answers) return refuse();
        Answers all;
        for (auto const& member : *object) {
          if (!member.value().is_string()) return refuse();
          std::string_view path{member.key().data(), member.key().size()};
          all.emplace_back(path, described::text_of(member.value()));
        }
        return all;
      });
}

Result<void> resume(Session& session, std::string_view text) {
  // An answer may open what another one needs: those that found no place are tried once more.
  auto waiting = TRY(read_answers(text));
  for (int turn = 0; turn < 2 && !waiting.empty(); ++turn) {
    Answers again;
    for (auto& [path, value] : waiting) {
      make_rounds(session, path);
      Node const* node = session.find(path);
      bool there = node != nullptr && node->bind >= 0;
      if (there && is_worked_out(session.question(*node).type)) continue;
      if (!there || !session.set(path, value)) again.emplace_back(path, value);
    }
    waiting = std::move(again);
  }
  return {};
}

std::string plain_path(std::string_view path) {
  std::string out;
  bool inside = false;
  for (char c : path) {
    inside = inside || c == '[';
    if (!inside) out += c;
    if (c == ']') inside = false;
  }
  return out;
}

}  // namespace sala::forms
