#include "kiosk/screens/page_layout.h"

#include <algorithm>

#include "kiosk/screens/parts.h"
#include "sync/forms/answers.h"

namespace sala::kiosk {

using namespace ui;

namespace {

int between(Ui const& ui) { return ui.px(24); }

}  // namespace

std::string PageLayout::label(std::string const& path) const {
  forms::Node const* node = sheet_.session().find(path);
  return node == nullptr || node->bind < 0 ? std::string() : sheet_.session().label(*node);
}

std::string PageLayout::repeat_name() const {
  auto const& page = *sheet_.pager().page();
  if (page.rounds > 0) return label(page.at + "[1]");
  auto const& blueprint = sheet_.session().blueprint();
  auto bind = blueprint.find(forms::plain_path(page.at));
  if (bind < 0) return {};
  auto const& form = blueprint.form();
  return std::string(forms::in_language(form.questions[static_cast<std::size_t>(bind)].label,
                                        sheet_.session().language(), form));
}

void PageLayout::follow_page() {
  auto const& page = *sheet_.pager().page();
  std::vector<bool> fixed;
  for (auto const& path : page.questions) {
    fixed.push_back(sheet_.session().is_read_only(*sheet_.session().find(path)));
  }
  if (page.at == at_ && page.questions == questions_ && fixed == fixed_) return;
  bool other = page.at != at_;
  // What is typed into, or has a finger on it, lives on while its neighbours come and go.
  std::vector<QuestionPtr> views;
  for (std::size_t i = 0; i < page.questions.size(); ++i) {
    auto const& path = page.questions[i];
    auto old = std::ranges::find_if(
        views_, [&](auto const& view) { return view != nullptr && view->path() == path; });
    bool same = !other && old != views_.end() &&
                fixed_[static_cast<std::size_t>(old - views_.begin())] == fixed[i];
    views.push_back(same ? std::move(*old) : view_of(sheet_, path));
  }
  auto is_new = [&](auto const& path) { return std::ranges::count(questions_, path) == 0; };
  auto came = std::ranges::find_if(page.questions, is_new);
  came_ = other || came == page.questions.end() ? std::string() : *came;
  views_ = std::move(views);
  at_ = page.at;
  questions_ = page.questions;
  fixed_ = std::move(fixed);
  if (!other) return;
  scroll_.reset();
  focus_.clear();
  bool alone = views_.size() == 1 && views_.front()->keys() != Keys::none;
  if (alone) focus_ = views_.front()->path();
}

QuestionView* PageLayout::focused() const {
  for (auto const& view : views_) {
    if (!focus_.empty() && view->path() == focus_) return view.get();
  }
  return nullptr;
}

void PageLayout::fold_keys() { focus_.clear(); }

void PageLayout::show_trouble() {
  for (auto const& view : views_) {
    if (sheet_.trouble(view->path()) == forms::Violation::none) continue;
    // Where something else is wrong than what is typed, the page must be seen.
    if (view->path() != focus_) focus_.clear();
    show_ = view->path();
    return;
  }
}

void PageLayout::choose(std::size_t number) {
  std::size_t asking = 0;
  QuestionView* only = nullptr;
  for (auto const& view : views_) {
    auto const& node = *sheet_.session().find(view->path());
    if (!forms::is_answered_by_hand(sheet_.session().question(node).type)) continue;
    only = view.get();
    ++asking;
  }
  if (asking == 1) only->choose(number);
}

// ---- the title: what the page lies in

bool PageLayout::titled() const {
  auto const& around = sheet_.pager().page()->around;
  return !around.empty() && around.back() == at_;
}

HeadSize PageLayout::head_size() const {
  return views_.size() == 1 && !titled() ? HeadSize::page : HeadSize::list;
}

// "Household · Friend 2"
std::string PageLayout::heading() const {
  std::string words;
  for (auto const& path : sheet_.pager().page()->around) {
    if (path == at_ && titled() && !label(path).empty() && path.back() != ']') continue;
    auto said = label(path);
    if (path.back() == ']') {
      auto from = path.rfind('[') + 1;
      said += (said.empty() ? "" : " ") + path.substr(from, path.size() - from - 1);
    }
    if (!said.empty()) words += (words.empty() ? "" : " · ") + said;
  }
  return words;
}

int PageLayout::title_height(Ui& ui, int width) const {
  int height = 0;
  if (auto words = heading(); !words.empty()) {
    height += text_height(ui, words, quiet_text(ui).lines(2), width) + ui.px(4);
  }
  if (auto words = titled() && at_.back() != ']' ? label(at_) : std::string(); !words.empty()) {
    height += text_height(ui, words, question_text(), width) + ui.px(8);
  }
  return height;
}

void PageLayout::draw_title(Ui& ui, Rect& rest) const {
  if (auto words = heading(); !words.empty()) {
    paragraph(ui, rest, words, quiet_text(ui).lines(2));
    rest.skip_top(ui.px(4));
  }
  if (auto words = titled() && at_.back() != ']' ? label(at_) : std::string(); !words.empty()) {
    paragraph(ui, rest, words, question_text());
    rest.skip_top(ui.px(8));
  }
}

// ---- the questions

int PageLayout::block_height(Ui& ui, QuestionView& view, int width) const {
  if (sheet_.session().find(view.path()) == nullptr) return 0;  // went away in this frame
  int head = view.says_question() ? 0 : head_height(ui, width, sheet_, view.path(), head_size());
  int answer = view.height(ui, width);
  if (view.says_question()) {
    auto trouble = trouble_text(ui, sheet_, view.path());
    if (!trouble.empty()) head = noted_height(ui, width, trouble, body_text().bold()) + ui.px(4);
  }
  int air = ui.px(head_size() == HeadSize::page ? 24 : 10);
  return head + (head > 0 && answer > 0 ? air : 0) + answer;
}

void PageLayout::draw_block(Ui& ui, QuestionView& view, Rect box) const {
  if (sheet_.session().find(view.path()) == nullptr) return;
  int answer = view.height(ui, box.width);
  Rect rest = box;
  if (!view.says_question()) {
    draw_head(ui, rest, sheet_, view.path(), head_size());
  } else if (auto trouble = trouble_text(ui, sheet_, view.path()); !trouble.empty()) {
    noted(ui, rest, "warning", trouble, body_text().bold().with(ui.theme().stop_ink));
  }
  Ui::Scope scope(ui, view.path());
  view.draw(ui, {box.x, box.bottom() - answer, box.width, answer});
}

std::vector<PageLayout::Row> PageLayout::rows(Ui& ui, int width) const {
  std::vector<Row> rows;
  int half = (width - 2 * ui.scale().gap()) / 2;
  bool pairs = !ui.scale().portrait() && half >= ui.px(420);
  for (std::size_t i = 0; i < views_.size(); ++i) {
    bool pair =
        pairs && i + 1 < views_.size() && views_[i]->is_narrow() && views_[i + 1]->is_narrow();
    if (!pair) {
      rows.push_back({i, 1, block_height(ui, *views_[i], width)});
      continue;
    }
    rows.push_back(
        {i, 2,
         std::max(block_height(ui, *views_[i], half), block_height(ui, *views_[i + 1], half))});
    ++i;
  }
  return rows;
}

void PageLayout::draw_rows(Ui& ui, Rect content, std::vector<Row> const& rows, int from) {
  int gap = 2 * ui.scale().gap();
  int half = (content.width - gap) / 2;
  content.skip_top(from);
  for (Row const& row : rows) {
    Rect place = content.take_top(row.height);
    content.skip_top(between(ui));
    if (!place.meets(ui.clip())) continue;
    if (row.count == 1) {
      draw_block(ui, *views_[row.first], place);
      continue;
    }
    for (std::size_t i = 0; i < 2; ++i) {
      Rect cell{place.x + static_cast<int>(i) * (half + gap), place.y, half,
                block_height(ui, *views_[row.first + i], half)};
      draw_block(ui, *views_[row.first + i], cell);
    }
  }
}

bool PageLayout::holds(Row const& row, std::string const& path) const {
  for (std::size_t i = row.first; i < row.first + row.count; ++i) {
    if (views_[i]->path() == path) return true;
  }
  return false;
}

// What is wrong goes to the top. What has just come moves up only as far as it must: the answer
// that called it stays in sight.
void PageLayout::scroll_there(std::vector<Row> const& rows, int title, int gap, int window) {
  int y = title;
  for (Row const& row : rows) {
    int end = y + row.height + gap / 3;
    bool hidden = end > scroll_.offset() + window;
    if (holds(row, came_) && hidden) scroll_.scroll_to(std::min(y, end - window));
    if (holds(row, show_)) scroll_.scroll_to(y);
    y += row.height + gap;
  }
  show_.clear();
  came_.clear();
}

void PageLayout::draw(Ui& ui, Rect body) {
  int whole = 0;
  int width = body.width;
  auto measured = rows(ui, width);
  auto add = [&] {
    whole = title_height(ui, width);
    for (Row const& row : measured) whole += row.height + between(ui);
    whole -= measured.empty() ? 0 : between(ui);
  };
  add();
  if (whole <= body.height) {
    // A little lower than the top, where the eye rests.
    int air = std::min((body.height - whole) / 4, ui.px(56));
    body.skip_top(air);
    draw_title(ui, body);
    draw_rows(ui, body, measured, 0);
  } else {
    width = body.width - ui.px(8);  // beside the scroll bar
    measured = rows(ui, width);
    add();
    scroll_there(measured, title_height(ui, width), between(ui), body.height);
    auto view = scroll_.open(ui, body, whole + ui.px(8));
    Rect content = view.content;
    content.width = width;
    draw_title(ui, content);
    draw_rows(ui, content, measured, 0);
  }
  for (auto const& view : views_) {
    if (view->wants_keys()) focus_ = view->path();
  }
}

}  // namespace sala::kiosk
