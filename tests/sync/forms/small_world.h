// A handful of answers for expressions to walk over, a fixed clock and dice that never change.
#pragma once

#include "sync/forms/evaluator.h"
#include "sync/forms/moment.h"

namespace sala::test {

class FixedRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(next_ = next_ * 75 % 65537);
  }

 private:
  std::uint32_t next_ = 7;
};

inline WallTime fixed_now() {
  auto moment = forms::parse_moment("2026-03-15T10:00:00+07:00", {});
  return WallTime(Micros(static_cast<std::int64_t>(moment->days * 86'400'000) * 1000));
}

class SmallWorld final : public forms::World {
 public:
  SmallWorld() {
    root_.kind = forms::NodeKind::root;
    forms::Node* data = root_.add("data");
    data->add("a", "3");
    data->add("b", "x y");
    data->add("c");
    data->add("r")->add("n", "1");
    data->add("r")->add("n", "5");
    number_nodes(root_);
  }

  forms::Node const* at(std::string_view name) const {
    return forms::first_child(*root_.children.front(), name);
  }

  forms::Node const* instance(std::string_view) override { return nullptr; }
  std::string choice_label(std::string_view, std::string_view, forms::Node const&) override {
    return {};
  }
  std::string translation(std::string_view) override { return {}; }
  std::string namespace_of(std::string_view) override { return {}; }
  WallTime now() override { return fixed_now(); }
  std::chrono::minutes offset() override { return std::chrono::hours(7); }
  Random& random() override { return random_; }

 private:
  forms::Node root_;
  FixedRandom random_;
};

}  // namespace sala::test
