#include "kiosk/sheet.h"

#include <algorithm>

#include "sync/forms/answers.h"
#include "sync/forms/pictures.h"
#include "sync/views/letterbox.h"

namespace sala::kiosk {

Sheet::Sheet(Asking asking, WallTime now, Random& random)
    : asking_(std::move(asking)),
      began_(now),
      session_(*asking_.entry.blueprint, forms::clock_for(asking_.entry.answers, now), random),
      pager_(session_) {}

void Sheet::speak(std::string_view code) {
  auto language = forms::language_or_default(asking_.entry.blueprint->form(), code);
  if (language != session_.language()) session_.speak(language);
}

ui::Photo const* Sheet::picture(std::vector<forms::Media> const& media) const {
  auto image = std::ranges::find(media, "image", &forms::Media::kind);
  if (image == media.end()) return nullptr;
  auto const& form = asking_.entry.blueprint->form();
  auto file = forms::picture_file(forms::in_language(image->files, session_.language(), form));
  auto found = asking_.entry.pictures.find(file);
  return found == asking_.entry.pictures.end() ? nullptr : found->second.get();
}

bool Sheet::say(std::string const& path, std::string_view value) {
  if (!session_.set(path, value)) return false;
  ++revision_;
  pager_.refresh();
  std::erase_if(troubles_, [&](auto const& it) { return it.path == path; });
  return true;
}

bool Sheet::check_page() {
  troubles_.clear();
  if (pager_.page() != nullptr) troubles_ = forms::troubles_of(session_, *pager_.page());
  return troubles_.empty();
}

forms::Violation Sheet::trouble(std::string const& path) const {
  auto found = std::ranges::find(troubles_, path, &forms::Trouble::path);
  return found == troubles_.end() ? forms::Violation::none : found->violation;
}

void Sheet::resume(std::string const& answers) {
  // What does not fit any more is asked again.
  (void)forms::resume(session_, answers);
  pager_.refresh();
  // On where something is still open: the first page without any answer.
  for (std::size_t i = 0; i < pager_.pages().size(); ++i) {
    auto open = [&](std::string const& path) {
      forms::Node const* node = session_.find(path);
      return node != nullptr && forms::is_answered_by_hand(session_.question(*node).type) &&
             node->text.empty();
    };
    pager_.go_to_page(i);
    if (std::ranges::any_of(pager_.page()->questions, open)) break;
  }
  ++revision_;
}

Result<std::string> Sheet::answers() const { return forms::answers_json(session_); }

Result<Answering> Sheet::finish(WallTime now) {
  session_.pass_time(forms::clock_for(kind(), now).now);
  session_.finish();
  Answering answering;
  answering.programme = asking_.programme;
  answering.form = asking_.entry.form;
  answering.version = asking_.entry.version;
  answering.session = asking_.session;
  if (kind() != AnswerKind::anonymous) answering.participant = asking_.participant;
  answering.answers = TRY(answers());
  if (kind() == AnswerKind::anonymous &&
      answering.answers.size() > views::Letterbox::longest_slip) {
    return fail(ErrorCode::invalid, "finish a form", "the answers are longer than may be kept");
  }
  answering.began = began_;
  answering.when = asking_.when;
  return answering;
}

}  // namespace sala::kiosk
