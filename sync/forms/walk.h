// Drives a form without a screen: one JSON line in, one out, for tests from outside.
//
//   {"op":"open","form":"/path/form.xlsx","now":"2026-03-15T10:00:00+07:00"}   → {"ok":true}
//   {"op":"set","ref":"/data/q1","value":"a b"}   {"op":"add_repeat","ref":"/data/rep"}
//   {"op":"del_repeat","ref":"/data/rep[2]"}      {"op":"lang","value":"English (en)"}
//   {"op":"state"}  → {"/data/q1":{"relevant":true,"value":"…","choices":[…],"label":"…"},…}
//
// What goes wrong is {"error":"…"}. Types that Sala does not ask are walked as plain texts.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/result.h"

namespace sala::forms {

class Walk {
 public:
  using ReadFile = std::function<Result<std::string>(std::string const& path)>;
  Walk(ReadFile read_file, Clock const& clock, Random& random);
  ~Walk();

  // The answer to one line, without its end.
  std::string answer(std::string_view line);

 private:
  struct Opened;
  Result<void> open(std::string const& path, std::string const& now);
  Result<std::string> act(std::string_view line);
  std::string state();

  ReadFile read_file_;
  Clock const& clock_;
  Random& random_;
  std::unique_ptr<Opened> opened_;
};

}  // namespace sala::forms
