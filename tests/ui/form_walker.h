// Walks any form on the screen as somebody would who wants to see its end: answers whatever can be
// touched or typed, goes on, and tries something else where it is told that it does not fit.
#pragma once

#include "tests/ui/story_kiosk.h"

namespace sala::test {

class FormWalker {
 public:
  explicit FormWalker(StoryKiosk& kiosk) : kiosk_(kiosk) {}

  // From the form's first page to its thanks. False: it did not get there; `where` says why.
  bool walk(int most_pages = 400);
  std::string where;

 private:
  ui::Probe const& probe() const;
  std::string page() const;  // what the page says, without what was answered
  std::string progress() const;
  void answer_all(int attempt);
  bool answer_visible(int attempt);
  void touch(ui::ProbedTarget const& target);
  void type_something(int attempt);
  void tap(ui::Point at);
  bool scroll();
  bool press(std::string_view msgid);

  StoryKiosk& kiosk_;
  std::vector<std::uint64_t> done_;  // ids of targets that were used on this page
};

}  // namespace sala::test
