#include "sync/forms/answer_words.h"

#include <algorithm>

#include "sync/forms/answers.h"
#include "sync/forms/xlsform/types.h"

namespace sala::forms {
namespace {

// "film ai" → "ภาพยนตร์, ปัญญาประดิษฐ์". What is not offered any more stays as it is kept.
std::string chosen(Session& session, Node const& node, std::string_view rest) {
  auto offers = session.offers(node);
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

Said said_at(Session& session, std::string const& path, std::string value) {
  Node const* node = session.find(path);
  if (node == nullptr || node->bind < 0) return {path, std::move(value)};
  Question const& question = session.question(*node);
  auto label = session.label(*node);
  if (is_select(question.type)) value = chosen(session, *node, value);
  if (question.type == QuestionType::signature) value = "✍";
  if (question.type == QuestionType::acknowledge && value == "OK") value = "✓";
  if (label.empty()) label = question.name;
  return {std::move(label), std::move(value)};
}

}  // namespace

Result<std::vector<Said>> in_words(Blueprint const& blueprint, std::string_view answers,
                                   std::string_view code, Random& random) {
  Session session(blueprint, {WallTime{}}, random);
  TRY(resume(session, answers));
  session.speak(language_or_default(blueprint.form(), code));
  std::vector<Said> said;
  // What finds no place in this form is shown as it is kept: nothing that was said is left out.
  for (auto& [path, value] : TRY(read_answers(answers))) {
    said.push_back(said_at(session, path, std::move(value)));
  }
  return said;
}

}  // namespace sala::forms
