#include "sync/forms/reads.h"

#include <algorithm>

namespace sala::forms {
namespace {

// Places of a form's tree: questions by number, the root element, the document above it.
constexpr std::int32_t root_element = -1;
constexpr std::int32_t document = -2;

using Places = std::vector<std::int32_t>;

class Reader {
 public:
  Reader(Expression const& expression, std::int32_t bind, Blueprint const& blueprint)
      : expression_(expression), bind_(bind), blueprint_(blueprint) {}

  Reads read() {
    visit(expression_.root(), {bind_});
    return std::move(out_);
  }

 private:
  // Where a term leads, when it is a path; nowhere else.
  Places visit(TermId id, Places const& context) {
    Term const& term = expression_.term(id);
    if (term.op == Op::path) return path(term, context);
    if (term.op == Op::filter) {
      Places found = visit(term.operands[0], context);
      for (std::size_t i = 1; i < term.operands.size(); ++i) visit(term.operands[i], found);
      return found;
    }
    if (term.op == Op::call) return call(term, context);
    Places all;
    for (TermId each : term.operands) {
      Places some = visit(each, context);
      if (term.op == Op::unite) all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }

  Places call(Term const& term, Places const& context) {
    if (term.text == "current") return {bind_};
    if (term.text == "once") out_.sees_itself_only_once = true;
    bool passes = term.text == "randomize" || term.text == "if" || term.text == "indexed-repeat";
    Places first;
    for (std::size_t i = 0; i < term.operands.size(); ++i) {
      Places some = visit(term.operands[i], context);
      if (passes && i == 0) first = some;
    }
    return first;
  }

  Places path(Term const& term, Places const& context) {
    Places at = context;
    if (!term.operands.empty()) {
      at = visit(term.operands[0], context);
    } else if (term.absolute) {
      at = {document};
    }
    for (Step const& each : term.steps) {
      at = step(at, each);
      for (TermId predicate : each.predicates) visit(predicate, at);
    }
    for (std::int32_t place : at) {
      if (place >= 0) out_.binds.insert(place);
    }
    return at;
  }

  Places const& children(std::int32_t place) const {
    if (place == root_element) return blueprint_.top();
    return blueprint_.binds()[static_cast<std::size_t>(place)].children;
  }

  std::string const& name(std::int32_t place) const {
    Form const& form = blueprint_.form();
    return place == root_element ? form.name : form.questions[static_cast<std::size_t>(place)].name;
  }

  std::int32_t parent(std::int32_t place) const {
    if (place < 0) return document;
    return static_cast<std::int32_t>(
        blueprint_.form().questions[static_cast<std::size_t>(place)].parent);
  }

  void add_all_below(std::int32_t place, Places& out) const {
    if (place == document) {
      out.push_back(root_element);
      return add_all_below(root_element, out);
    }
    for (std::int32_t child : children(place)) {
      out.push_back(child);
      add_all_below(child, out);
    }
  }

  Places step(Places const& from, Step const& step) const {
    Places found;
    for (std::int32_t place : from) {
      Places some;
      on_axis(place, step.axis, some);
      for (std::int32_t each : some) {
        bool any = step.test != Test::name;
        if (any || (each != document && name(each) == step.name)) found.push_back(each);
      }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  void on_axis(std::int32_t place, Axis axis, Places& out) const {
    switch (axis) {
      case Axis::child:
        if (place == document) {
          out = {root_element};
        } else {
          out = children(place);
        }
        return;
      case Axis::self:
        out = {place};
        return;
      case Axis::parent:
        if (place != document) out = {parent(place)};
        return;
      case Axis::descendant_or_self:
        out = {place};
        [[fallthrough]];
      case Axis::descendant:
        return add_all_below(place, out);
      case Axis::ancestor_or_self:
        out = {place};
        [[fallthrough]];
      case Axis::ancestor:
        for (auto up = place; up != document;) out.push_back(up = parent(up));
        return;
      case Axis::attribute:
      case Axis::name_space:
        return;
      default:
        // Siblings, and what comes before or after: all that could be meant.
        if (place == document || place == root_element) return;
        out = children(parent(place));
        if (axis == Axis::following || axis == Axis::preceding) add_all_below(root_element, out);
        return;
    }
  }

  Expression const& expression_;
  std::int32_t bind_;
  Blueprint const& blueprint_;
  Reads out_;
};

}  // namespace

Reads reads_of(Expression const& expression, std::int32_t bind, Blueprint const& blueprint) {
  if (expression.empty()) return {};
  return Reader(expression, bind, blueprint).read();
}

}  // namespace sala::forms
