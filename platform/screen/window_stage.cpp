// A window or the full screen, by SDL's window surface: our pixels are copied to the display where
// they changed. No SDL renderer and no GPU is needed.
#include <SDL.h>

#include <algorithm>
#include <string_view>

#include "platform/base/verify.h"
#include "platform/screen/device_watch.h"
#include "platform/screen/sdl_events.h"
#include "platform/screen/stage_devices.h"
#include "platform/screen/waker.h"

namespace sala::screen {
namespace {

// With a descriptor of its own to sleep on; the others would poll.
bool sleeps_well(std::string_view driver) { return driver == "x11" || driver == "wayland"; }

struct WindowClose {
  void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};

class WindowStage final : public Stage {
 public:
  explicit WindowStage(StageOptions const& options) : Stage(options) {}
  ~WindowStage() override {
    window_.reset();
    if (started_) SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }
  WindowStage(WindowStage const&) = delete;
  WindowStage& operator=(WindowStage const&) = delete;

  Result<void> start(StageOptions const& options);

 private:
  void sleep(std::optional<BootTime> until) override;
  void drain() override;
  void show(text::PixelRect changed) override;
  void ring() override;
  void window_event(SDL_WindowEvent const& event);
  void follow_pointer(InputEvent const& event);

  std::unique_ptr<SDL_Window, WindowClose> window_;
  EventTranslator translator_;
  Waker waker_;
  DeviceWatch devices_;
  std::uint32_t ring_event_ = 0;
  StageKind kind_ = StageKind::window;
  bool started_ = false, sdl_sleeps_ = false, watch_devices_ = false;
};

Result<void> WindowStage::start(StageOptions const& options) {
  static constexpr auto operation = "open window";
  kind_ = options.kind;
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // the program has its own
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
    return fail(ErrorCode::not_found, operation, SDL_GetError(),
                "start it where there is a display, or use --mirror");
  }
  started_ = true;
  std::string_view const driver = SDL_GetCurrentVideoDriver();
  sdl_sleeps_ = sleeps_well(driver);
  watch_devices_ = driver == "KMSDRM" || driver == "kmsdrm";
  // X11 takes our pixels directly. Otherwise SDL would send them through OpenGL, which without a
  // GPU is llvmpipe: 94 MB more and three times slower.
  if (driver == "x11") SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  bool const full = kind_ == StageKind::full_screen;
  SDL_Rect place{SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width, options.height};
  // Without a window manager nobody would make it as large as the display.
  if (full) SDL_GetDisplayBounds(0, &place);
  auto const flags =
      full ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : SDL_WINDOW_RESIZABLE;
  window_.reset(SDL_CreateWindow(options.title.c_str(), place.x, place.y, place.w, place.h, flags));
  if (!window_) return fail(ErrorCode::internal, operation, SDL_GetError());
  auto const* const surface = SDL_GetWindowSurface(window_.get());
  if (surface == nullptr) return fail(ErrorCode::internal, operation, SDL_GetError());
  set_size({surface->w, surface->h});
  SDL_DisableScreenSaver();
  SDL_StartTextInput();
  if (full) SDL_ShowCursor(SDL_DISABLE);
  ring_event_ = SDL_RegisterEvents(1);
  VERIFY(ring_event_ != ~0U);
  return {};
}

void WindowStage::sleep(std::optional<BootTime> until) {
  std::optional<Micros> left;
  if (until) left = std::max(*until - clock().boottime(), Micros{0});
  if (sdl_sleeps_) {
    // Rounded up: waking a little early would only mean to sleep again.
    constexpr Micros::rep longest = 3'600'000;
    auto const ms = left ? std::min((left->count() + 999) / 1000, longest) : longest;
    SDL_WaitEventTimeout(nullptr, static_cast<int>(ms));
    return;
  }
  if (watch_devices_) {
    // A device that was plugged in is found within 2 s.
    left = left ? std::min(*left, Micros{2'000'000}) : Micros{2'000'000};
    devices_.look(clock().boottime());
  }
  waker_.sleep(left, devices_.descriptors());
  devices_.drain();
}

void WindowStage::ring() {
  if (!sdl_sleeps_) return waker_.ring();
  SDL_Event event{};
  event.type = ring_event_;
  SDL_PushEvent(&event);  // refused only when 65,535 events wait: then it wakes anyway
}

void WindowStage::window_event(SDL_WindowEvent const& event) {
  if (event.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
    set_size({event.data1, event.data2});
  } else if (event.event == SDL_WINDOWEVENT_EXPOSED && pixels().width == size().width) {
    show({0, 0, size().width, size().height});
  } else if (event.event == SDL_WINDOWEVENT_CLOSE && kind_ == StageKind::window) {
    quit();
  }
}

void WindowStage::follow_pointer(InputEvent const& event) {
  if (event.kind != InputKind::move && event.kind != InputKind::press) return;
  auto const wanted = event.device == Device::mouse ? SDL_ENABLE : SDL_DISABLE;
  if (SDL_ShowCursor(SDL_QUERY) != wanted) SDL_ShowCursor(wanted);
}

void WindowStage::drain() {
  SDL_Event event;
  EventSource const source{clock().boottime(), SDL_GetTicks(), size().width, size().height};
  while (SDL_PollEvent(&event) != 0) {
    if (event.type == SDL_WINDOWEVENT) window_event(event.window);
    if (event.type == SDL_QUIT && kind_ == StageKind::window) quit();
    if (auto input = translator_.translate(event, source)) {
      follow_pointer(*input);
      feed().push(std::move(*input));
    }
  }
}

void WindowStage::show(text::PixelRect changed) {
  auto* const surface = SDL_GetWindowSurface(window_.get());
  if (surface == nullptr) return;  // between two sizes; the next event shows everything
  auto const& picture = pixels();
  changed.x1 = std::min({changed.x1, surface->w, picture.width});
  changed.y1 = std::min({changed.y1, surface->h, picture.height});
  if (changed.empty()) return;
  auto const* const from =
      picture.argb.data() + static_cast<std::ptrdiff_t>(changed.y0) * picture.width + changed.x0;
  auto* const to = static_cast<std::uint8_t*>(surface->pixels) +
                   static_cast<std::ptrdiff_t>(changed.y0) * surface->pitch +
                   static_cast<std::ptrdiff_t>(changed.x0) * surface->format->BytesPerPixel;
  SDL_ConvertPixels(changed.width(), changed.height(), SDL_PIXELFORMAT_ARGB8888, from,
                    picture.width * 4, surface->format->format, to, surface->pitch);
  SDL_Rect const rect{changed.x0, changed.y0, changed.width(), changed.height()};
  SDL_UpdateWindowSurfaceRects(window_.get(), &rect, 1);
}

}  // namespace

Result<std::unique_ptr<Stage>> make_window_stage(StageOptions const& options) {
  auto stage = std::make_unique<WindowStage>(options);
  TRY(stage->start(options));
  return std::unique_ptr<Stage>(std::move(stage));
}

}  // namespace sala::screen
