#include "sync/forms/pages.h"

#include <algorithm>

#include "platform/base/verify.h"
#include "sync/forms/xlsform/types.h"

namespace sala::forms {
namespace {

bool has_word(std::string_view appearance, std::string_view word) {
  auto words = split_words(appearance);
  return std::ranges::find(words, word) != words.end();
}

std::size_t place(std::int32_t bind) { return static_cast<std::size_t>(bind); }

// By bind: whether another answer to it may change what is asked.
std::vector<bool> deciding(Blueprint const& blueprint) {
  auto const& binds = blueprint.binds();
  std::vector<bool> decides(binds.size(), false);
  // What a calculation or a filter passes on is found in a later turn; each finds one at least.
  for (bool found = true; found;) {
    found = false;
    for (std::size_t i = 0; i < binds.size(); ++i) {
      auto passes = [&](std::uint32_t reader) {
        Unit const& unit = blueprint.order()[reader];
        bool asks = unit.kind == UnitKind::relevant || unit.kind == UnitKind::count;
        return asks || decides[place(unit.bind)];
      };
      if (decides[i] || std::ranges::none_of(binds[i].readers, passes)) continue;
      decides[i] = found = true;
    }
  }
  return decides;
}

// Walks the answers in the order of the form. Where a repeat without rounds would stand there is no
// node, so the form's own children are walked beside the nodes.
class Cutter {
 public:
  explicit Cutter(Session& session) : session_(session) {}

  std::vector<Page> cut() {
    walk(session_.root());
    return std::move(pages_);
  }

 private:
  void walk(Node const& node) {
    Blueprint const& blueprint = session_.blueprint();
    auto const& children =
        node.bind < 0 ? blueprint.top() : blueprint.binds()[place(node.bind)].children;
    std::size_t at = 0;
    for (std::int32_t bind : children) {
      Question const& question = blueprint.form().questions[place(bind)];
      bool repeats = question.type == QuestionType::repeat;
      std::size_t rounds = 0;
      for (; at < node.children.size() && node.children[at]->bind == bind; ++at, ++rounds) {
        visit(*node.children[at], question);
      }
      if (repeats && question.repeat_count.empty()) ask_for_rounds(node, bind, question, rounds);
    }
  }

  void visit(Node const& node, Question const& question) {
    if (!node.relevant) return;
    bool group = question.type == QuestionType::group || question.type == QuestionType::repeat;
    if (!group) return add(node, question);
    around_.push_back(session_.path_of(node));
    bool together = together_ == 0 && has_word(question.appearance, "field-list");
    if (together) open(around_.back());
    together_ += together ? 1 : 0;
    walk(node);
    together_ -= together ? 1 : 0;
    if (together) close();
    around_.pop_back();
  }

  void add(Node const& node, Question const& question) {
    if (!is_shown(question.type)) return;
    auto path = session_.path_of(node);
    if (together_ > 0) {
      pages_.back().questions.push_back(std::move(path));
      return;
    }
    pages_.push_back({PageKind::questions, path, {path}, around_, 0});
  }

  void open(std::string const& at) { pages_.push_back({PageKind::questions, at, {}, around_, 0}); }
  void close() {
    if (pages_.back().kind == PageKind::questions && pages_.back().questions.empty()) {
      pages_.pop_back();
    }
  }

  void ask_for_rounds(Node const& parent, std::int32_t bind, Question const& question,
                      std::size_t rounds) {
    if (!session_.may_repeat(parent, bind)) return;
    auto path = session_.path_of(parent) + "/" + question.name;
    bool inside = together_ > 0;
    // A list of fields cannot ask for rounds: it ends before and goes on after.
    if (inside) close();
    pages_.push_back({PageKind::rounds, path, {}, around_, rounds});
    if (inside) open(path + "/after");
  }

  Session& session_;
  std::vector<Page> pages_;
  std::vector<std::string> around_;
  int together_ = 0;
};

}  // namespace

bool is_shown(QuestionType type) { return is_answered_by_hand(type) || type == QuestionType::note; }

bool is_answered_by_hand(QuestionType type) {
  return is_visible(type) && type != QuestionType::note && type != QuestionType::other;
}

std::vector<Page> pages_of(Session& session) { return Cutter(session).cut(); }

std::vector<Trouble> troubles_of(Session& session, Page const& page) {
  std::vector<Trouble> troubles;
  for (std::string const& path : page.questions) {
    Node const* node = session.find(path);
    if (node == nullptr) continue;
    Violation violation = session.violation(*node);
    if (violation == Violation::none) continue;
    Question const& question = session.question(*node);
    bool helpless = !is_answered_by_hand(question.type) || session.is_read_only(*node) ||
                    (is_select(question.type) && session.offers(*node).empty());
    if (helpless) continue;
    troubles.push_back({path, violation});
  }
  return troubles;
}

Pager::Pager(Session& session) : session_(session), decides_(deciding(session.blueprint())) {
  cut();
}

void Pager::cut() {
  pages_ = pages_of(session_);
  questions_ = 0;
  one_each_ = true;
  for (Page const& page : pages_) {
    auto asked = std::ranges::count_if(page.questions, [&](std::string const& path) {
      Node const* node = session_.find(path);
      return node != nullptr && is_answered_by_hand(session_.question(*node).type);
    });
    questions_ += static_cast<std::size_t>(asked);
    one_each_ = one_each_ && asked == 1;
  }
}

Page const* Pager::page() const { return place_ < pages_.size() ? &pages_[place_] : nullptr; }

void Pager::refresh() {
  std::string at = page() == nullptr ? std::string() : page()->at;
  cut();
  auto found = std::ranges::find(pages_, at, &Page::at);
  if (found != pages_.end()) {
    place_ = static_cast<std::size_t>(found - pages_.begin());
  } else if (place_ >= pages_.size()) {
    place_ = pages_.empty() ? 0 : pages_.size() - 1;
  }
}

bool Pager::may_change() const {
  auto decides = [&](std::string const& path) {
    Node const* node = session_.find(path);
    return node != nullptr && decides_[place(node->bind)];
  };
  for (std::size_t i = place_; i < pages_.size(); ++i) {
    if (pages_[i].kind == PageKind::rounds) return true;
    if (std::ranges::any_of(pages_[i].questions, decides)) return true;
  }
  return false;
}

Progress Pager::progress() const {
  if (pages_.empty()) return {};
  return {place_ + 1, pages_.size(), questions_, one_each_, may_change()};
}

bool Pager::go_on() {
  refresh();
  if (is_last()) return false;
  ++place_;
  return true;
}

bool Pager::go_back() {
  refresh();
  if (place_ == 0) return false;
  --place_;
  return true;
}

bool Pager::go_to(std::string_view path) {
  refresh();
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    bool here = pages_[i].at == path ||
                std::ranges::find(pages_[i].questions, path) != pages_[i].questions.end();
    if (!here) continue;
    place_ = i;
    return true;
  }
  return false;
}

void Pager::go_to_page(std::size_t page) {
  refresh();
  place_ = pages_.empty() ? 0 : std::min(page, pages_.size() - 1);
}

std::optional<std::size_t> Pager::first_trouble() {
  refresh();
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    if (!troubles_of(session_, pages_[i]).empty()) return i;
  }
  return std::nullopt;
}

Result<void> Pager::add_round() {
  VERIFY(page() != nullptr && page()->kind == PageKind::rounds);
  auto repeat = page()->at;
  auto round = repeat + "[" + std::to_string(page()->rounds + 1) + "]";
  TRY(session_.add_round(repeat));
  refresh();
  // Its first page, if it has any: else the question stays, with one round more.
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    auto const& around = pages_[i].around;
    if (std::ranges::find(around, round) == around.end()) continue;
    place_ = i;
    break;
  }
  return {};
}

Result<void> Pager::remove_last_round() {
  VERIFY(page() != nullptr && page()->kind == PageKind::rounds && page()->rounds > 0);
  TRY(session_.remove_round(page()->at + "[" + std::to_string(page()->rounds) + "]"));
  refresh();
  return {};
}

}  // namespace sala::forms
