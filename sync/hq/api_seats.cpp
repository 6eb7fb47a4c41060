// What the keeping of seats asks of the protocol's side.
#include "sync/hq/api.h"

namespace sala::hq {
namespace {

// A box that was silent for longer is given no seats by itself: they would lie idle there. It gets
// some as soon as it asks.
constexpr std::chrono::hours is_about_for{24};

}  // namespace

void Api::write(views::Compose compose, views::Done<std::vector<EventName>> done) {
  auto touched = std::make_shared<Pulls::News>();
  auto note = [this, touched, compose = std::move(compose)](
                  views::Standing const& standing) -> Result<std::vector<ledger::Draft>> {
    auto drafts = TRY(compose(standing));
    for (auto const& draft : drafts) touched->emplace(draft.programme, answers_->headquarters());
    return drafts;
  };
  parts_.keeper.write(std::move(note), [this, touched, done = std::move(done)](
                                           Result<std::vector<EventName>> names) {
    if (names && !names->empty()) {
      directory_->stale();
      announce(*touched);
    }
    done(std::move(names));
  });
}

bool Api::is_about(DeviceId const& device) {
  auto now = parts_.clock.wall();
  {
    std::lock_guard guard(mutex_);
    auto found = about_.find(device);
    if (found != about_.end()) return now - found->second < is_about_for;
  }
  auto written = parts_.office.last_heard();
  if (!written) return false;
  auto found = written->find(device);
  std::lock_guard guard(mutex_);
  about_[device] = found == written->end() ? WallTime{} : found->second;
  return now - about_[device] < is_about_for;
}

}  // namespace sala::hq
