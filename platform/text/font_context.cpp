#include "platform/text/font_context.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <mutex>
#include <string>
#include <system_error>

#include "platform/base/escape.h"
#include "platform/base/verify.h"
#include "platform/text/pango_internal.h"

namespace sala::text {
namespace {

namespace fs = std::filesystem;

// The last rule is Debian's 10-scale-bitmap-fonts.conf: without it an emoji has its strike's size.
std::string configuration(fs::path const& fonts, fs::path const& cache) {
  return R"(<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<dir>)" + escape_markup(fonts.string()) +
         "</dir>" +
         (cache.empty() ? "" : "<cachedir>" + escape_markup(cache.string()) + "</cachedir>") +
         R"(
<match target="font"><test name="outline" compare="eq"><bool>false</bool></test>
 <edit name="pixelsizefixupfactor" mode="assign"><divide>
  <name target="pattern">pixelsize</name><name target="font">pixelsize</name></divide></edit>
 <edit name="matrix" mode="assign"><times><name>matrix</name><matrix>
  <name>pixelsizefixupfactor</name><double>0</double>
  <double>0</double><name>pixelsizefixupfactor</name></matrix></times></edit>
 <edit name="size" mode="assign"><divide>
  <name>size</name><name>pixelsizefixupfactor</name></divide></edit>
</match></fontconfig>)";
}

fs::path default_cache_folder() {
  if (auto const* xdg = std::getenv("XDG_CACHE_HOME"); xdg != nullptr && *xdg == '/') {
    return fs::path(xdg) / "sala";
  }
  if (auto const* home = std::getenv("HOME"); home != nullptr && *home == '/') {
    return fs::path(home) / ".cache" / "sala";
  }
  return {};
}

void use_slight_hinting(FcPattern* pattern, gpointer) {
  FcPatternDel(pattern, FC_HINTING);
  FcPatternAddBool(pattern, FC_HINTING, FcTrue);
  FcPatternDel(pattern, FC_HINT_STYLE);
  FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_SLIGHT);
  FcPatternDel(pattern, FC_ANTIALIAS);
  FcPatternAddBool(pattern, FC_ANTIALIAS, FcTrue);
}

// Fontconfig's current configuration is the process's own: made once for a folder, never replaced,
// because font maps keep using it.
Result<FcConfig*> shared_configuration(fs::path const& fonts, fs::path const& cache) {
  static constexpr auto operation = "open fonts";
  static std::mutex mutex;
  static FcConfig* made = nullptr;
  static fs::path made_for;
  std::lock_guard const lock(mutex);
  if (made != nullptr) {
    if (made_for == fonts) return made;
    return fail(ErrorCode::conflict, operation, "another fonts folder is already in use");
  }
  FcConfig* config = FcConfigCreate();
  auto const xml = configuration(fonts, cache);
  if (!FcConfigParseAndLoadFromMemory(config, reinterpret_cast<FcChar8 const*>(xml.c_str()),
                                      FcTrue)) {
    FcConfigDestroy(config);
    return fail(ErrorCode::internal, operation, "fontconfig refuses our configuration");
  }
  if (!FcConfigSetCurrent(config)) {  // builds the list of fonts
    FcConfigDestroy(config);
    return fail(ErrorCode::internal, operation, "fontconfig cannot list the fonts");
  }
  auto const* const set = FcConfigGetFonts(config, FcSetSystem);
  if (set == nullptr || set->nfont == 0) {
    FcConfigDestroy(config);
    return fail(ErrorCode::not_found, operation, "no fonts in " + fonts.string(),
                "install the package again");
  }
  made = config;
  made_for = fonts;
  return made;
}

}  // namespace

FontContext::FontContext() : pango_(std::make_unique<Pango>()) {}
FontContext::~FontContext() = default;

Result<std::unique_ptr<FontContext>> FontContext::open(fs::path const& fonts_folder,
                                                       fs::path const& cache_folder) {
  std::error_code error;
  auto const fonts = fs::canonical(fonts_folder, error);
  if (error) {
    return fail(ErrorCode::not_found, "open fonts", fonts_folder.string() + ": " + error.message(),
                "install the package again");
  }
  auto cache = cache_folder.empty() ? default_cache_folder() : cache_folder;
  if (!cache.empty()) fs::create_directories(cache, error);
  auto* const config = TRY(shared_configuration(fonts, cache));

  std::unique_ptr<FontContext> context(new FontContext);
  auto& pango = *context->pango_;
  pango.map.reset(pango_ft2_font_map_new());
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(pango.map.get()), config);
  pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(pango.map.get()), use_slight_hinting,
                                           nullptr, nullptr);
  pango.context.reset(pango_font_map_create_context(pango.map.get()));
  // Positions stay exact until LayoutMaker rounds whole clusters: rounding each advance would make
  // Thai text at 24 px visibly uneven.
  pango_context_set_round_glyph_positions(pango.context.get(), FALSE);
  pango_context_set_language(pango.context.get(), pango_language_from_string("th"));
  return context;
}

std::uint32_t FontContext::Pango::number_of(PangoFont* font) {
  if (auto const known = numbers.find(font); known != numbers.end()) return known->second;
  auto const number = static_cast<std::uint32_t>(fonts.size());
  fonts.emplace_back(PANGO_FONT(g_object_ref(font)));
  numbers.emplace(font, number);
  return number;
}

namespace {

// FreeType's premultiplied BGRA bytes, averaged down to the size that the font's matrix asks for.
GlyphBitmap shrink_colour(FT_Bitmap const& source, int left, int top, double factor) {
  GlyphBitmap out;
  out.width = std::max(1, static_cast<int>(std::lround(source.width * factor)));
  out.height = std::max(1, static_cast<int>(std::lround(source.rows * factor)));
  out.left = static_cast<int>(std::lround(left * factor));
  out.top = static_cast<int>(std::lround(top * factor));
  out.argb.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  auto const from = [](int i, unsigned in, int count) {
    return static_cast<unsigned>(i) * in / static_cast<unsigned>(count);
  };
  for (int y = 0; y < out.height; ++y) {
    auto const y0 = from(y, source.rows, out.height);
    auto const y1 = std::max(y0 + 1, from(y + 1, source.rows, out.height));
    for (int x = 0; x < out.width; ++x) {
      auto const x0 = from(x, source.width, out.width);
      auto const x1 = std::max(x0 + 1, from(x + 1, source.width, out.width));
      unsigned sum[4] = {0, 0, 0, 0};
      for (auto sy = y0; sy < y1; ++sy) {
        auto const* row = source.buffer + static_cast<std::ptrdiff_t>(sy) * source.pitch;
        for (auto sx = x0; sx < x1; ++sx) {
          for (unsigned c = 0; c < 4; ++c) sum[c] += row[sx * 4 + c];
        }
      }
      auto const n = (y1 - y0) * (x1 - x0);
      auto const channel = [&](unsigned c) { return (sum[c] + n / 2) / n; };
      out.argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
               static_cast<std::size_t>(x)] =
          channel(3) << 24 | channel(2) << 16 | channel(1) << 8 | channel(0);
    }
  }
  return out;
}

GlyphBitmap copy_coverage(FT_GlyphSlot slot) {
  GlyphBitmap out;
  auto const& source = slot->bitmap;
  out.width = static_cast<int>(source.width);
  out.height = static_cast<int>(source.rows);
  out.left = slot->bitmap_left;
  out.top = slot->bitmap_top;
  out.coverage.resize(static_cast<std::size_t>(source.width) * source.rows);
  for (unsigned y = 0; y < source.rows; ++y) {
    auto const* row = source.buffer + static_cast<std::ptrdiff_t>(y) * source.pitch;
    std::copy_n(row, source.width, out.coverage.begin() + y * source.width);
  }
  return out;
}

}  // namespace

GlyphBitmap FontContext::rasterise(std::uint32_t font, std::uint32_t glyph) {
  VERIFY(font < pango_->fonts.size());
  auto* const fc_font = PANGO_FC_FONT(pango_->fonts[font].get());
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  FT_Face const face = pango_fc_font_lock_face(fc_font);
  G_GNUC_END_IGNORE_DEPRECATIONS
  if (face == nullptr) return {};
  GlyphBitmap bitmap;
  // FT_LOAD_TARGET_LIGHT: FreeType's own light hinter, vertical only.
  auto const flags = FT_LOAD_COLOR | FT_LOAD_TARGET_LIGHT;
  if (FT_Load_Glyph(face, glyph, flags) == 0 &&
      FT_Render_Glyph(face->glyph, FT_RENDER_MODE_LIGHT) == 0) {
    auto const* const slot = face->glyph;
    if (slot->bitmap.pixel_mode == FT_PIXEL_MODE_BGRA) {
      double factor = 1;
      FcMatrix* matrix = nullptr;
      FcPattern* const pattern = pango_fc_font_get_pattern(fc_font);
      if (FcPatternGetMatrix(pattern, FC_MATRIX, 0, &matrix) == FcResultMatch) factor = matrix->xx;
      bitmap = shrink_colour(slot->bitmap, slot->bitmap_left, slot->bitmap_top, factor);
    } else if (slot->bitmap.pixel_mode == FT_PIXEL_MODE_GRAY) {
      bitmap = copy_coverage(face->glyph);
    }
  }
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  pango_fc_font_unlock_face(fc_font);
  G_GNUC_END_IGNORE_DEPRECATIONS
  return bitmap;
}

}  // namespace sala::text
