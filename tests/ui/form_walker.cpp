#include "tests/ui/form_walker.h"

#include <algorithm>
#include <array>

#include "kiosk/ui/hand.h"

namespace sala::test {

namespace {

// What people type: something among it fits most conditions.
constexpr std::array words{
    "1", "5", "18", "บีม", "0", "42", "100", "0812345678", "beam@example.org", "2026", "7", "a"};

}  // namespace

ui::Probe const& FormWalker::probe() const { return kiosk_.app_->ui().probe(); }

std::string FormWalker::page() const {
  std::string all;
  for (auto const& text : probe().texts()) all += text.text + "\n";
  return all;
}

bool FormWalker::press(std::string_view msgid) {
  auto words_shown = kiosk_.app_->ui().tr(msgid);
  auto const* target = probe().find(words_shown);
  if (target == nullptr || target->label != words_shown) return false;
  kiosk_.press(words_shown);
  return true;
}

void FormWalker::tap(ui::Point at) {
  ui::Hand hand(kiosk_.app_->ui());
  hand.down(at);
  kiosk_.settle(1);
  hand.up(at);
  kiosk_.settle(3);
}

void FormWalker::touch(ui::ProbedTarget const& target) {
  auto middle = [](ui::Rect r) {
    return ui::Point{static_cast<float>(r.x) + static_cast<float>(r.width) / 2,
                     static_cast<float>(r.y) + static_cast<float>(r.height) / 2};
  };
  auto at = middle(target.visible);
  bool signs = target.kind == ui::TargetKind::pad && target.box.height > 120;
  if (!signs) return tap(at);
  ui::Hand hand(kiosk_.app_->ui());
  hand.down(at);
  for (int i = 0; i < 20; ++i) {
    hand.move({at.x + static_cast<float>(i * 6), at.y + static_cast<float>(i % 3)});
    kiosk_.settle(1);
  }
  hand.up({at.x + 114, at.y});
  kiosk_.settle(3);
}

void FormWalker::type_something(int attempt) {
  auto tr = [&](std::string_view msgid) { return kiosk_.app_->ui().tr(msgid); };
  bool letters = probe().find(tr("Space")) != nullptr;
  bool digits = probe().find(tr("Enter")) != nullptr;
  if (!letters && !digits) return;
  // What an earlier attempt left goes first.
  for (int i = 0; i < 24; ++i)
    kiosk_.stage_->feed().press_key(screen::Key::backspace, kiosk_.clock.boot_now);
  kiosk_.settle(2);
  std::string text = words[static_cast<std::size_t>(attempt) % words.size()];
  bool number = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  kiosk_.type(letters || number ? text : std::to_string(attempt * 3));
}

// Whatever can be answered and is in sight, once. True: something was.
bool FormWalker::answer_visible(int attempt) {
  for (auto const& target : probe().targets()) {
    bool answers = target.kind == ui::TargetKind::choice ||
                   target.kind == ui::TargetKind::tick_box || target.kind == ui::TargetKind::pad ||
                   target.kind == ui::TargetKind::field;
    auto const& label = target.label;
    auto tr = [&](std::string_view msgid) { return kiosk_.app_->ui().tr(msgid); };
    bool picks = label == tr("More") || label == tr("Today, this day") ||
                 label == tr("Now, this minute") || label == tr("The order is right as it is");
    bool seen = std::ranges::find(done_, target.id) != done_.end();
    if ((!answers && !picks) || seen || !target.enabled) continue;
    if (target.visible.height < target.box.height * 3 / 4) continue;
    done_.push_back(target.id);
    // Of choices below one heading the first is taken; later attempts take later ones.
    auto taken = target;
    if (target.kind == ui::TargetKind::choice) {
      int left = attempt;
      for (auto const& other : probe().targets()) {
        bool near = other.kind == target.kind && std::abs(other.box.y - target.box.y) < 700;
        if (!near || other.visible.height < other.box.height * 3 / 4) continue;
        bool free = std::ranges::find(done_, other.id) == done_.end() || other.id == target.id;
        if (!free) continue;
        bool row = std::abs(other.box.y - target.box.y) < 4;
        if (row || left > 0) done_.push_back(other.id);
        if (left-- == 0) taken = other;
      }
    }
    touch(taken);
    if (target.kind == ui::TargetKind::field) {
      type_something(attempt);
      press("Done writing");
    }
    return true;
  }
  return false;
}

bool FormWalker::scroll() {
  auto const& all = probe().targets();
  auto inside = std::ranges::find_if(all, [](auto const& it) { return it.scrolls; });
  if (inside == all.end()) return false;
  auto before = page();
  auto size = kiosk_.app_->ui().scale().display();
  ui::Point at{static_cast<float>(size.width) - 12, static_cast<float>(size.height) * 0.6f};
  at.x = static_cast<float>(size.width) / 2;
  ui::Hand hand(kiosk_.app_->ui());
  hand.down(at);
  for (int i = 0; i < 10; ++i) {
    at.y -= 28;
    hand.move(at);
    kiosk_.settle(1);
  }
  for (int i = 0; i < 10; ++i) kiosk_.settle(1);  // no fling
  hand.up(at);
  kiosk_.settle(4);
  return page() != before;
}

void FormWalker::answer_all(int attempt) {
  done_.clear();
  type_something(attempt);
  for (int i = 0; i < 60; ++i) {
    if (answer_visible(attempt)) continue;
    if (!scroll()) break;
  }
}

bool FormWalker::walk(int most_pages) {
  if (!press("Begin") && !press("Go on where you stopped")) {
    where = "no first page:\n" + page();
    return false;
  }
  for (int pages = 0; pages < most_pages; ++pages) {
    std::string before;
    bool left = false;
    for (int attempt = 0; attempt < static_cast<int>(words.size()) && !left; ++attempt) {
      if (press("No more, go on")) {
        left = true;
        break;
      }
      answer_all(attempt);
      before = progress();
      bool last = press("Send answers");
      if (!last && !press("Next")) {
        where = "no way on:\n" + page();
        return false;
      }
      if (kiosk_.sees(kiosk_.app_->ui().tr("Thank you!"))) return true;
      left = progress() != before;
    }
    if (!left) {
      where = "stuck:\n" + page();
      return false;
    }
  }
  where = "no end:\n" + page();
  return false;
}

// "ข้อ 3 จากราว 7": which page it is; empty on none.
std::string FormWalker::progress() const {
  for (auto const& text : probe().texts()) {
    for (std::string_view all : {"ข้อ {n} จาก", "{n} of "}) {
      auto before = all.substr(0, all.find('{')), after = all.substr(all.find('}') + 1);
      std::string_view rest = text.text;
      if (!rest.starts_with(before)) continue;
      rest.remove_prefix(before.size());
      auto digits = rest.substr(0, rest.find_first_not_of("0123456789"));
      if (!digits.empty() && rest.substr(digits.size()).starts_with(after))
        return std::string(digits);
    }
  }
  return {};
}

}  // namespace sala::test
