// One person's answers to a form while they are given: what is asked now, what it is called, which
// choices it offers, what is wrong with it.
//
// Everything is worked out again after each change, but only what depends on it, in the order of
// the blueprint. Not thread-safe. The form and the blueprint outlive the session.
//
// A question is named by its path; inside repeats with the number of the round:
// "/data/household[1]/person[2]/name".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/forms/blueprint.h"
#include "sync/forms/evaluator.h"

namespace sala::forms {

struct SessionClock {
  WallTime now;
  std::chrono::minutes offset{7 * 60};  // of local time
};

struct Offer {
  std::string value;
  std::string label;
};

enum class Violation : std::uint8_t { none, required, constraint };

inline constexpr std::size_t most_rounds = 1'000;      // of one repeat
inline constexpr std::size_t most_nodes = 100'000;     // of all answers
inline constexpr std::size_t longest_answer = 65'536;  // bytes

class Session final : private World {
 public:
  // `random` outlives the session.
  Session(Blueprint const& blueprint, SessionClock clock, Random& random);
  Session(Session const&) = delete;

  // ---- What a person does. ErrorCode::not_found for a path that is not there now, invalid for an
  // answer that does not fit the type or is not offered, busy for a limit.
  Result<void> set(std::string_view path, std::string_view value);
  Result<void> add_round(std::string_view repeat_path);
  Result<void> remove_round(std::string_view round_path);
  std::size_t language() const { return language_; }
  void speak(std::size_t language) { language_ = language; }
  void pass_time(WallTime now) { clock_.now = now; }
  // The person is done: notes when.
  void finish();

  // ---- What there is to see. Nodes stay valid until a round is added or removed, or set() changes
  // how often a repeat repeats.
  Form const& form() const { return form_; }
  Blueprint const& blueprint() const { return blueprint_; }
  Node const& root() const { return *root_.children.front(); }
  Node const* find(std::string_view path) const;
  std::string path_of(Node const& node) const;
  Question const& question(Node const& node) const;
  // Whether a round of `repeat` could be added in `parent` now: it is relevant, the form does not
  // count it itself, and there are not too many.
  bool may_repeat(Node const& parent, std::int32_t repeat);
  bool is_required(Node const& node);
  bool is_read_only(Node const& node);
  Violation violation(Node const& node);
  std::vector<Offer> offers(Node const& node);
  // The texts of a question with answers filled in.
  std::string label(Node const& node) { return text(node, question(node).label); }
  std::string text(Node const& node, Texts const& texts);

 private:
  Node const* instance(std::string_view id) override;
  std::string choice_label(std::string_view value, std::string_view path,
                           Node const& from) override;
  std::string translation(std::string_view) override { return {}; }
  std::string namespace_of(std::string_view) override { return {}; }
  WallTime now() override { return clock_.now; }
  std::chrono::minutes offset() override { return clock_.offset; }
  Random& random() override { return random_; }

  // session_build.cpp
  void build();
  void build_lists();
  Node* grow(Node& parent, std::int32_t bind, std::size_t place, bool with_rounds);
  void preset(std::vector<Node*> const& nodes);
  std::string metadata(Question const& question) const;
  void index();
  std::size_t place_for_round(Node const& parent, std::int32_t bind) const;
  Result<void> repeat_times(Node& parent, std::int32_t bind, std::size_t wanted);

  // session_work.cpp
  void mark(std::int32_t bind);
  void mark_all();
  void work();
  void work_unit(Unit const& unit);
  void work_relevant(Node& node, Bind const& bind);
  void work_calculation(Node& node, Bind const& bind);
  void work_filter(Node& node, Bind const& bind);
  void work_count(std::int32_t bind);
  void spread_relevance(Node& node, bool relevant);
  void store(Node& node, std::string value);
  Value ask(Expression const& expression, Node const& at);
  Nodes offered(Node const& node);

  Bind const& bind(Node const& node) const;
  std::string as_stored(Value const& value, QuestionType type);
  Result<std::string> as_answer(Node const& node, std::string_view value);

  Blueprint const& blueprint_;
  Form const& form_;
  SessionClock clock_;
  Random& random_;
  std::size_t language_ = 0;
  Node root_;
  std::map<std::string, std::unique_ptr<Node>, std::less<>> lists_;
  std::vector<std::vector<Node*>> nodes_;  // by bind
  std::vector<bool> dirty_;                // by place in the order
  std::vector<Node*> grown_;               // rounds that were added while working
  std::size_t count_ = 0;
};

}  // namespace sala::forms
