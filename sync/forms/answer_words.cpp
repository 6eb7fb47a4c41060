#include "sync/forms/answer_words.h"

#include <algorithm>

#include "sync/forms/answers.h"

namespace sala::forms {
namespace {

bool is_choice(QuestionType type) {
  return type == QuestionType::select_one || type == QuestionType::select_multiple ||
         type == QuestionType::rank;
}

// "film ai" → "ภาพยนตร์, ปัญญาประดิษฐ์". What is not offered any more stays as it is kept.
std::string chosen(Session& session, Node const& node) {
  auto offers = session.offers(node);
  std::string_view rest = node.text;
  std::string words;
  while (!rest.empty()) {
    auto end = std::min(rest.find(' '), rest.size());
    auto value = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    auto offer = std::ranges::find(offers, value, &Offer::value);
    words += words.empty() ? "" : ", ";
    words += offer == offers.end() ? std::string(value) : offer->label;
  }
  return words;
}

void collect(Session& session, Node const& node, std::vector<Said>& out) {
  if (!node.relevant) return;
  if (node.bind >= 0 && !node.text.empty()) {
    Question const& question = session.question(node);
    auto label = session.label(node);
    auto words = is_choice(question.type) ? chosen(session, node) : node.text;
    if (question.type == QuestionType::signature) words = "✍";
    out.push_back({label.empty() ? question.name : std::move(label), std::move(words)});
  }
  for (auto const& child : node.children) collect(session, *child, out);
}

}  // namespace

Result<std::vector<Said>> in_words(Blueprint const& blueprint, std::string_view answers,
                                   std::string_view code, Random& random) {
  Session session(blueprint, {WallTime{}}, random);
  TRY(resume(session, answers));
  auto usual = static_cast<std::size_t>(blueprint.form().default_language);
  session.speak(language_of(blueprint.form(), code).value_or(usual));
  std::vector<Said> said;
  collect(session, session.root(), said);
  return said;
}

}  // namespace sala::forms
