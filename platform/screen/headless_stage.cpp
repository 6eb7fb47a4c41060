#include "platform/screen/stage_devices.h"
#include "platform/screen/waker.h"

namespace sala::screen {
namespace {

class HeadlessStage final : public Stage {
 public:
  explicit HeadlessStage(StageOptions const& options) : Stage(options) {
    set_size({options.width, options.height});
  }

 private:
  void sleep(std::optional<BootTime> until) override {
    waker_.sleep(until ? std::optional(*until - clock().boottime()) : std::nullopt);
  }
  void drain() override {}
  void show(text::PixelRect) override {}
  void ring() override { waker_.ring(); }

  Waker waker_;
};

}  // namespace

std::unique_ptr<Stage> make_headless_stage(StageOptions const& options) {
  return std::make_unique<HeadlessStage>(options);
}

}  // namespace sala::screen
