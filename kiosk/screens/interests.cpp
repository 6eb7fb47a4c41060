// What do you like, and how ready are you? Orders and explains the courses, hides none; may be
// passed over.
#include <algorithm>
#include <array>

#include "kiosk/screens/course_parts.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct Step {
  Readiness readiness;
  char const* words;
};
constexpr std::array<Step, 3> steps{{{Readiness::starting, word("New to me")},
                                     {Readiness::practised, word("Did it before")},
                                     {Readiness::confident, word("Sure of it")}}};

class Interests final : public Screen {
 public:
  Interests(Context const& context, ParticipantId person) : context_(context), person_(person) {
    auto const* said = context.day.roster().interests(person);
    if (said != nullptr) {
      topics_ = said->topics;
      version_ = said->version;
    }
  }

  Go draw(Ui& ui, Rect box) override {
    Person const* person = context_.day.roster().person(person_);
    if (person == nullptr) return Go::home();
    auto regions = regions_of(ui, box);
    question(ui, regions.body, ui.tr("What interests you, and how far are you?"));
    paragraph(ui, regions.body, ui.tr("We put what suits you first. Nothing is hidden."),
              quiet_text(ui).lines(2));
    regions.body.skip_top(ui.px(12));
    list(ui, regions.body, rules::topics_of(timetable_of(context_.day, *person)));
    return bottom(ui, regions.bottom, *person);
  }

 private:
  void list(Ui& ui, Rect rest, std::vector<std::string> const& topics);
  void row(Ui& ui, Rect box, std::string const& topic);
  int row_height(Ui& ui, int width, std::string const& topic) const;
  bool stacked(Ui const& ui) const;
  void touch(std::string const& topic, Readiness readiness);
  Go bottom(Ui& ui, Rect box, Person const& person);

  Context context_;
  ParticipantId person_;
  std::vector<TopicReadiness> topics_;
  std::int64_t version_ = 0;
  bool changed_ = false;
  ScrollArea scroll_;
};

// The steps stand below the topic where there is no room beside it.
bool Interests::stacked(Ui const& ui) const {
  return ui.scale().portrait() || ui.look().text == TextSize::large;
}

TextLook topic_look() { return list_text().bold().lines(2); }

int Interests::row_height(Ui& ui, int width, std::string const& topic) const {
  int inner = width - 2 * ui.px(20),
      step = std::max(ui.scale().target(), ui.scale().line(Font::body) * 2);
  if (!stacked(ui)) {
    return std::max(step, text_height(ui, topic, topic_look(), inner * 36 / 100)) + ui.px(24);
  }
  return text_height(ui, topic, topic_look(), inner) + ui.px(8) + step + ui.px(28);
}

void Interests::touch(std::string const& topic, Readiness readiness) {
  changed_ = true;
  auto found = std::find_if(topics_.begin(), topics_.end(),
                            [&](auto const& it) { return it.topic == topic; });
  if (found == topics_.end()) {
    topics_.push_back({topic, readiness});
  } else if (found->readiness == readiness) {
    topics_.erase(found);
  } else {
    found->readiness = readiness;
  }
}

void Interests::row(Ui& ui, Rect box, std::string const& topic) {
  auto const& theme = ui.theme();
  auto found = std::find_if(topics_.begin(), topics_.end(),
                            [&](auto const& it) { return it.topic == topic; });
  bool liked = found != topics_.end();
  ui.card(box, ui.px(16), ui.edge(liked ? 3 : 1), liked ? theme.link : theme.card_edge, theme.card);
  Rect rest = box.inset(ui.px(20), ui.px(12));
  int step = std::max(ui.scale().target(), ui.scale().line(Font::body) * 2);
  Rect segments;
  if (stacked(ui)) {
    segments = rest.take_bottom(step);
  } else {
    segments = rest.take_right(rest.width * 64 / 100);
    segments = segments.middle(segments.width, step);
  }
  label_in(ui, rest, box, topic, stacked(ui) ? topic_look() : topic_look().middle());
  int gap = ui.scale().gap();
  int width = (segments.width - 2 * gap) / 3;
  for (auto const& it : steps) {
    Rect segment = segments.take_left(width);
    segments.skip_left(gap);
    bool chosen = liked && found->readiness == it.readiness;
    auto words = ui.tr(it.words);
    auto press = ui.target(segment, TargetKind::choice, topic + " · " + std::string(words));
    ui.card(segment, ui.px(16), ui.edge(2), chosen ? theme.primary : theme.field_edge,
            chosen ? theme.primary : theme.field);
    if (press.held) ui.rounded(segment, ui.px(16), theme.pressed);
    label_in(ui, segment.inset(ui.px(8), 0), segment, words,
             body_text().with(chosen ? theme.on_primary : theme.ink).centred().lines(2));
    if (press.clicked) {
      touch(topic, it.readiness);
      return;  // `found` is no longer what it was
    }
  }
}

void Interests::list(Ui& ui, Rect rest, std::vector<std::string> const& topics) {
  int gap = ui.px(12), height = 0;
  for (auto const& topic : topics) height += row_height(ui, rest.width - ui.px(12), topic) + gap;
  auto view = scroll_.open(ui, rest, height);
  Rect column = view.content;
  column.width -= ui.px(12);
  for (std::size_t i = 0; i < topics.size(); ++i) {
    Ui::Scope scope(ui, i);
    Rect box = column.take_top(row_height(ui, column.width, topics[i]));
    column.skip_top(gap);
    if (box.meets(rest)) row(ui, box, topics[i]);
  }
}

Go Interests::bottom(Ui& ui, Rect box, Person const& person) {
  BottomBarText text{.back = ui.tr("Back"), .primary = ui.tr("See the courses")};
  if (!changed_ && topics_.empty()) text.primary = ui.tr("Skip this");
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      return Go::back();
    case BottomEvent::primary:
      if (changed_) {
        InterestsSet set;
        set.participant = person_;
        set.version = version_ + 1;
        set.topics = topics_;
        context_.desk.set_interests(person.programme, std::move(set));
      }
      return Go::replace(courses_screen(context_, person_));
    case BottomEvent::extra:
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

}  // namespace

ScreenPtr interests_screen(Context const& context, ParticipantId person) {
  return std::make_unique<Interests>(context, person);
}

}  // namespace sala::kiosk
