// A form cut into pages while it is answered: what stands on a screen together, what comes next,
// how far it is. Pure; knows no screen.
//
// One question a page, but a group (or a repeat's round) with the appearance "field-list" is one.
// Only what counts now has a page; one that has just become empty is passed over. After the rounds
// of a repeat that the form does not count itself stands a page that asks whether there is another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/forms/session.h"

namespace sala::forms {

enum class PageKind : std::uint8_t { questions, rounds };

struct Page {
  PageKind kind = PageKind::questions;
  // What it is known by while answers come and go: the path of its question or of its group; of
  // PageKind::rounds the path of the repeat, without a number.
  std::string at;
  std::vector<std::string> questions;  // paths, in the order of the form
  std::vector<std::string> around;     // paths of the groups and rounds that it lies in
  std::size_t rounds = 0;              // of PageKind::rounds: how many there are

  bool operator==(Page const&) const = default;
};

// Whether a person is asked or told something by it.
bool is_shown(QuestionType type);
bool is_answered_by_hand(QuestionType type);  // shown, and no note

std::vector<Page> pages_of(Session& session);

struct Trouble {
  std::string path;
  Violation violation = Violation::none;
};

// What is wrong on a page. What cannot be answered (read only, or no choice is offered) may stay
// empty: nobody is ever stuck before it.
std::vector<Trouble> troubles_of(Session& session, Page const& page);

struct Progress {
  std::size_t page = 0;  // from 1; 0: there is none
  std::size_t pages = 0;
  std::size_t questions = 0;  // to be answered by hand, on all pages as they are now
  bool one_each = false;      // each page is one question: a page's number is its question's
  bool may_change = false;    // more may be asked, or less: it depends on what is answered
};

// A place in the pages of a session. Tell it (`refresh`) when an answer has changed.
class Pager {
 public:
  // The session outlives it.
  explicit Pager(Session& session);

  void refresh();
  std::vector<Page> const& pages() const { return pages_; }
  Page const* page() const;  // null: nothing is asked at all
  bool is_first() const { return place_ == 0; }
  bool is_last() const { return place_ + 1 >= pages_.size(); }
  Progress progress() const;

  // The next page; false when this is the last. Whether it may be left is the caller's question.
  bool go_on();
  bool go_back();
  // To the page that has this question, or asks for rounds of this repeat; false when none has.
  bool go_to(std::string_view path);
  // The first page with something wrong, from the beginning on.
  std::optional<std::size_t> first_trouble();
  void go_to_page(std::size_t page);

  // Another round of the repeat that this page asks about, and to its first page.
  Result<void> add_round();
  Result<void> remove_last_round();

 private:
  bool may_change() const;
  void cut();

  Session& session_;
  std::vector<Page> pages_;
  std::vector<bool> decides_;  // by bind
  std::size_t questions_ = 0;
  bool one_each_ = false;
  std::size_t place_ = 0;
};

}  // namespace sala::forms
