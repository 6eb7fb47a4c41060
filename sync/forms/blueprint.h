// A form made ready to be answered: expressions read, and the order in which they must be worked
// out so that each sees the answers that it needs.
//
// What is worked out by itself are units: whether a question is relevant, what it calculates, how
// often a repeat repeats. A unit that reads an answer comes after the units that decide about it;
// where that goes round in a circle the form cannot be used.
#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "sync/forms/expression.h"
#include "sync/forms/form.h"

namespace sala::forms {

struct Fault {
  std::int64_t question = -1;  // in Form::questions
  char const* column = "";
  char const* what = "";  // message ids, with {value} and {other}
  char const* mend = "";
  std::string value, other;
  bool only_unsupported = false;
};

enum class UnitKind : std::uint8_t { count, relevant, calculation, filter };

struct Unit {
  std::int32_t bind = 0;
  UnitKind kind = UnitKind::calculation;
};

// The expressions of one question; what it does not have is empty.
struct Bind {
  Expression relevant, required, read_only, constraint, calculation, preset, filter, count, seed;
  std::vector<std::int32_t> children;
  std::vector<std::int32_t> triggered;  // whose calculation runs when this one is answered
  // Units, by their place in the order, that look at its answer; of a group or repeat, at whether
  // and how often it is there.
  std::vector<std::uint32_t> readers;
  bool in_repeat = false;
};

class Blueprint {
 public:
  // `form` outlives the blueprint. The first of check()'s errors when there are any.
  static Result<Blueprint> make(Form const& form);
  // All that keeps the form from being used.
  static std::vector<Fault> check(Form const& form);

  Form const& form() const { return *form_; }
  std::vector<Bind> const& binds() const { return binds_; }  // one a question
  std::vector<std::int32_t> const& top() const { return top_; }
  std::vector<Unit> const& order() const { return order_; }
  // The question at a path without numbers: "/data/group/question".
  std::int32_t find(std::string_view path) const;

 private:
  explicit Blueprint(Form const& form) : form_(&form) {}
  void lay_out();
  void read_expressions(std::vector<Fault>& faults);
  void find_order(std::vector<Fault>& faults);

  Form const* form_;
  std::vector<Bind> binds_;
  std::vector<std::int32_t> top_;
  std::vector<Unit> order_;
  std::map<std::string, std::int32_t, std::less<>> paths_;
};

}  // namespace sala::forms
