// Before the day: is everything that this box will need on this box?
#include <set>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/staff_pages.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct Check {
  bool good = false;
  std::string what, note;
};

class ReadyPage final : public StaffPage {
 public:
  explicit ReadyPage(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    auto checks = check_all(ui);
    bool ready = std::all_of(checks.begin(), checks.end(), [](auto& it) { return it.good; });
    question(ui, box, ready ? ui.tr("Ready for the next session") : ui.tr("Not ready yet"));
    int height = 0;
    for (auto const& it : checks) height += row_height(ui, box.width, it);
    auto view = scroll_.open(ui, box, height);
    Rect rest = view.content;
    rest.width -= ui.px(12);
    for (auto const& it : checks) row(ui, rest, it);
    return Go::stay();
  }

 private:
  std::vector<Check> check_all(Ui const& ui) const;
  Check people(Ui const& ui) const;
  Check sessions(Ui const& ui) const;
  Check caught_up(Ui const& ui) const;
  Check clock(Ui const& ui) const;
  int row_height(Ui& ui, int width, Check const& check) const;
  void row(Ui& ui, Rect& rest, Check const& check) const;
  Session const* ahead() const;

  Context context_;
  ScrollArea scroll_;
};

Session const* ReadyPage::ahead() const {
  Session const* next = context_.day.next();
  return next != nullptr ? next : context_.day.current();
}

Check ReadyPage::people(Ui const& ui) const {
  auto const& roster = context_.day.roster();
  Session const* session = ahead();
  std::size_t all = 0, named = 0;
  for (std::size_t i = 0; session != nullptr && i < roster.people().size(); ++i) {
    Person const& person = roster.people()[i];
    if (person.programme != session->programme) continue;
    if (!rules::is_expected(session->set, person.set)) continue;
    ++all;
    named += person.calls_himself.empty() ? 0 : 1;
  }
  return {all > 0 && named == all,
          ui.tr("People expected: {named} of {all} have a name here",
                {{"named", count_text(static_cast<std::int64_t>(named))},
                 {"all", count_text(static_cast<std::int64_t>(all))}}),
          ui.tr("{n} people in all on this box",
                {{"n", count_text(static_cast<std::int64_t>(roster.people().size()))}})};
}

Check ReadyPage::sessions(Ui const& ui) const {
  int ahead_count = 0;
  std::set<CourseId> courses;
  for (auto const& session : context_.day.roster().sessions()) {
    bool coming = !session.set.cancelled && end_of(session.set) > context_.day.now();
    ahead_count += coming ? 1 : 0;
    if (coming && !session.set.course.is_nil()) courses.insert(session.set.course);
  }
  Check check;
  check.good = ahead_count > 0;
  check.what = ui.tr("Sessions ahead: {sessions}, courses: {courses}",
                     {{"sessions", count_text(ahead_count)},
                      {"courses", count_text(static_cast<std::int64_t>(courses.size()))}});
  Session const* session = ahead();
  if (session != nullptr) {
    check.note = long_date(ui, start_of(session->set)) + " " + hours_of(ui, session->set) + " · " +
                 std::string(title_of(ui, *session));
  }
  return check;
}

Check ReadyPage::caught_up(Ui const& ui) const {
  auto const& link = context_.day.link();
  if (link.up_to_date) {
    return {true, std::string(ui.tr("All that the office has for this box is here")), {}};
  }
  auto what = std::string(ui.tr("The office may have more for this box"));
  auto note = std::string(ui.tr("Bring it near internet for a minute, then look again."));
  return {false, what, note};
}

Check ReadyPage::clock(Ui const& ui) const {
  auto now = context_.day.now();
  return {true, ui.tr("The clock says {time}", {{"time", hour(now)}}), long_date(ui, now)};
}

std::vector<Check> ReadyPage::check_all(Ui const& ui) const {
  return {people(ui), sessions(ui), caught_up(ui), clock(ui)};
}

int ReadyPage::row_height(Ui& ui, int width, Check const& check) const {
  int words = width - ui.px(12 + 44 + 20);
  return text_height(ui, check.what, list_text(), words) +
         text_height(ui, check.note, quiet_text(ui), words) + ui.px(24);
}

void ReadyPage::row(Ui& ui, Rect& rest, Check const& check) const {
  Rect row = rest.take_top(row_height(ui, rest.width + ui.px(12), check));
  ui.fill({row.x, row.bottom() - 1, row.width, 1}, ui.theme().card_edge);
  int side = ui.px(44);
  Rect mark = row.take_left(side);
  mark = {mark.x, row.y + ui.px(12), side, side};
  float radius = static_cast<float>(side) / 2;
  auto const& theme = ui.theme();
  ui.disc({static_cast<float>(mark.x) + radius, static_cast<float>(mark.y) + radius}, radius,
          check.good ? theme.done : theme.highlight);
  icon(ui, mark.inset(ui.px(9)), check.good ? "check" : "warning",
       check.good ? theme.on_done : theme.on_highlight);
  row.skip_left(ui.px(20));
  row.skip_top(ui.px(10));
  paragraph(ui, row, check.what, list_text());
  paragraph(ui, row, check.note, quiet_text(ui));
}

}  // namespace

StaffPagePtr staff_ready_page(Context const& context) {
  return std::make_unique<ReadyPage>(context);
}

}  // namespace sala::kiosk
