// Questionnaires in stories: what the office would write, and the views of them.
#include "kiosk/sheet.h"
#include "kiosk/ui/hand.h"
#include "platform/posix/files.h"
#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"
#include "sync/views/queries.h"
#include "tests/ui/story_kiosk.h"

namespace sala::test {

using namespace sala::kiosk;

std::optional<FormId> StoryKiosk::offer_file(std::string const& path, FormMoment when) {
  auto bytes = must(files::read(path));
  auto reading = forms::read_xlsform(bytes, path.substr(path.rfind('/') + 1));
  for (auto const& problem : reading.problems) {
    if (problem.severity != forms::Severity::note) return std::nullopt;
  }
  FormSet set;
  set.form.bytes[0] = 7;
  random_.fill(set.form.bytes);
  set.code = reading.form.id;
  set.title.th = reading.form.title;
  set.answers = reading.form.answers;
  set.canonical = must(forms::pack_form(reading.form));
  if (!make_form_entry(set)) return std::nullopt;
  keeper_->append({{common_programme, set}}, [](auto answer) { must(without_value(answer)); });
  auto session = day.roster().sessions().front().set;
  session.version += 1;
  session.forms.push_back({set.form, when});
  write(session);
  return set.form;
}

FormId StoryKiosk::offer(std::string const& name, FormMoment when) {
  auto form = offer_file(SALA_SHARE "/forms/" + name + ".csv", when);
  REQUIRE(form);
  return *form;
}

void StoryKiosk::write_again(FormId const& form, std::string const& csv) {
  views::Queries queries(*reads_);
  for (auto set : must(queries.forms(common_programme))) {
    if (set.form != form) continue;
    set.version += 1;
    if (!csv.empty()) {
      auto reading = forms::read_xlsform(csv, "form.csv");
      set.canonical = must(forms::pack_form(reading.form));
      set.title.th = reading.form.title;
    }
    keeper_->append({{common_programme, set}}, [](auto answer) { must(without_value(answer)); });
  }
  settle();
}

void StoryKiosk::load_forms(DayUpdate& update) {
  views::Queries queries(*reads_);
  update.forms = FormShelf::of(must(queries.forms(common_programme)));
  auto readers = must(queries.care_keys());
  if (!readers.empty()) update.can_seal = !readers.front().retired;
  update.all_answered = true;
  update.all_said = true;
  auto room = must(views::RoomResults::open(queries));
  for (auto const& programme : programmes_) {
    for (auto& it : must(queries.answered(programme))) update.answered.push_back(it);
    ProgrammeSet set;
    set.programme = programme;
    for (auto const& it : must(queries.sessions(programme))) {
      update.said[it.session] = must(room.of(set, it));
    }
  }
}

void StoryKiosk::open_form(FormId const& form, std::size_t who) {
  auto const* entry = day.form(form);
  REQUIRE(entry != nullptr);
  Asking asking{*entry, programmes_.front(), day.roster().sessions().front().set.session, {}};
  if (entry->answers != AnswerKind::anonymous) asking.participant = person(who);
  press(app_->ui().tr("Larger text"));  // somebody is there
  app_->reset();
  app_->show(form_screen({day, *desk_, settings_now, *this, {}}, std::move(asking)));
  settle();
}

void StoryKiosk::trust_care(CareKeySet const& reader) {
  keeper_->append({{common_programme, reader}}, [](auto answer) { must(without_value(answer)); });
  settle();
}

void StoryKiosk::slide(std::string_view label, float share) {
  auto const* target = app_->ui().probe().find(label);
  if (target == nullptr) give_up("no slider " + std::string(label));
  ui::Hand hand(app_->ui());
  ui::Rect const box = target->visible;
  ui::Point const at{static_cast<float>(box.x) + share * static_cast<float>(box.width - 1),
                     static_cast<float>(box.y) + static_cast<float>(box.height) / 2};
  hand.down(at);
  settle(1);
  hand.up(at);
  settle();
}

std::int64_t StoryKiosk::letters() { return must(letterbox_->waiting()); }

void StoryKiosk::release(FormId const& form, std::string const& answers, std::size_t people) {
  BatchId batch;
  random_.fill(batch.bytes);
  write(FormReleased{form, 1, day.roster().sessions().front().set.session, batch, "2026-11-23",
                     std::vector<std::string>(people, answers)});
  settle();
}

}  // namespace sala::test
