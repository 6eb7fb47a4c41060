#include "platform/screen/stage.h"

#include <imgui.h>

#include <algorithm>
#include <cfloat>

#include "platform/base/share.h"
#include "platform/base/verify.h"
#include "platform/screen/blend.h"
#include "platform/screen/rasteriser.h"
#include "platform/screen/stage_devices.h"

namespace sala::screen {
namespace {

// One blank glyph: ImGui insists on a font, but all text goes through TextEngine.
void give_blank_font(ImGuiIO& io) {
  static constexpr ImWchar only_space[] = {' ', ' ', 0};
  ImFontConfig config;
  config.GlyphRanges = only_space;
  config.OversampleH = 1;
  io.Fonts->Flags = ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
  io.Fonts->AddFontDefault(&config);
  io.Fonts->Build();
  io.Fonts->ClearTexData();
  // Shapes take their white from page 0, so that they share a draw command with the text.
  io.Fonts->TexUvWhitePixel = {text::GlyphAtlas::white_uv, text::GlyphAtlas::white_uv};
  io.Fonts->SetTexID(text::GlyphAtlas::texture(0));
}

}  // namespace

struct Stage::Inner {
  ImGuiContext* context;
  Rasteriser rasteriser;

  explicit Inner(text::GlyphAtlas& atlas) : context(ImGui::CreateContext()), rasteriser(atlas) {
    ImGui::SetCurrentContext(context);
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendPlatformName = io.BackendRendererName = "sala";
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    give_blank_font(io);
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;
  }
  ~Inner() { ImGui::DestroyContext(context); }
  Inner(Inner const&) = delete;
  Inner& operator=(Inner const&) = delete;
};

Stage::Stage(StageOptions const& options)
    : clock_(options.clock != nullptr ? options.clock : &system_clock()) {}

Stage::~Stage() = default;

Result<void> Stage::prepare(StageOptions const& options) {
  auto share = options.share;
  if (share.empty()) share = TRY(find_share_folder());
  fonts_ = TRY(text::FontContext::open(share / "fonts", options.cache_folder));
  atlas_ = std::make_unique<text::GlyphAtlas>();
  text_ = std::make_unique<text::TextEngine>(*fonts_, *atlas_);
  paint_ = std::make_unique<Paint>(*atlas_, share);
  inner_ = std::make_unique<Inner>(*atlas_);
  return {};
}

Result<std::unique_ptr<Stage>> Stage::open(StageOptions const& options) {
  if (options.width < 1 || options.height < 1 || options.width > largest_side ||
      options.height > largest_side) {
    return fail(ErrorCode::invalid, "open screen", "its size is not between 1 and 8192");
  }
  std::unique_ptr<Stage> stage;
  if (options.kind == StageKind::headless) {
    stage = make_headless_stage(options);
  } else {
    stage = TRY(make_window_stage(options));
  }
  TRY(stage->prepare(options));
  return stage;
}

void Stage::set_size(StageSize size) {
  size.width = std::clamp(size.width, 1, largest_side);
  size.height = std::clamp(size.height, 1, largest_side);
  if (size == size_) return;
  size_ = size;
  refresh();
}

void Stage::resize(StageSize size) { set_size(size); }

float Stage::scale() const {
  auto const along = static_cast<float>(std::max(size_.width, size_.height));
  auto const across = static_cast<float>(std::min(size_.width, size_.height));
  return std::min(along / 1280, across / 800);
}

void Stage::wake() {
  // Who finds it set need not ring: begin_frame() clears it before it looks at what is new.
  if (!woken_.exchange(true)) ring();
}

void Stage::quit() {
  quit_ = true;
  ring();
}

void Stage::wait(std::optional<BootTime> deadline) {
  drain();
  auto const now = clock_->boottime();
  if (quit_ || woken_ || scheduler_.due(now) || feed_.ready(now)) return;
  for (auto const& wake : {scheduler_.next_wake(), feed_.next_wake()}) {
    if (wake && (!deadline || *wake < *deadline)) deadline = wake;
  }
  if (deadline && *deadline <= now) return;
  sleep(deadline);
}

bool Stage::begin_frame() {
  drain();
  auto const now = clock_->boottime();
  if (woken_.exchange(false) || feed_.ready(now)) scheduler_.stir();
  if (!scheduler_.due(now)) return false;
  scheduler_.begin_frame(now);
  last_frame_ = frame_time_;
  frame_time_ = now;
  input_ = feed_.take(now);

  if (canvas_.width != size_.width || canvas_.height != size_.height) {
    canvas_.width = size_.width;
    canvas_.height = size_.height;
    canvas_.argb.assign(
        static_cast<std::size_t>(size_.width) * static_cast<std::size_t>(size_.height), 0);
  }
  atlas_->begin_frame();
  text_->begin_frame();
  paint_->begin_frame();

  ImGui::SetCurrentContext(inner_->context);
  auto& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(size_.width), static_cast<float>(size_.height)};
  // Not clamped after a sleep: two taps ten seconds apart are no double click.
  auto const since = std::chrono::duration<float>(now - last_frame_).count();
  io.DeltaTime = last_frame_ == BootTime{} ? 1.0F / 60 : std::max(since, 1e-5F);
  io.MousePos = input_.pointer_present ? ImVec2(input_.x, input_.y) : ImVec2(-FLT_MAX, -FLT_MAX);
  io.MouseDown[0] = input_.down;
  io.MouseWheel = input_.wheel_y;
  io.MouseWheelH = input_.wheel_x;
  ImGui::NewFrame();
  return true;
}

bool Stage::end_frame() {
  VERIFY(ImGui::GetCurrentContext() == inner_->context);
  ImGui::Render();
  auto const background = swap_red_blue(background_) | 0xFF000000U;
  changed_ = inner_->rasteriser.draw(*ImGui::GetDrawData(), background, canvas_);
  if (!changed_.empty()) show(changed_);
  scheduler_.end_frame(!changed_.empty());
  return !changed_.empty();
}

}  // namespace sala::screen
