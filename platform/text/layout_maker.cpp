#include "platform/text/layout_maker.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "platform/base/bytes.h"

namespace sala::text {
namespace {

constexpr std::string_view isolate = "\u2068", pop_isolate = "\u2069";
constexpr std::string_view mai_yamok = "ๆ";

int to_pixels(int pango_units) {
  return static_cast<int>(std::floor(static_cast<double>(pango_units) / PANGO_SCALE + 0.5));
}

void forbid_breaks(PangoAttrList* list, std::size_t first, std::size_t last) {
  auto* const attribute = pango_attr_allow_breaks_new(FALSE);
  attribute->start_index = static_cast<guint>(first);
  attribute->end_index = static_cast<guint>(last);
  pango_attr_list_insert(list, attribute);
}

// The start of the character before `byte`.
std::size_t previous(std::string_view text, std::size_t byte) {
  while (byte > 0) {
    --byte;
    if ((static_cast<unsigned char>(text[byte]) & 0xC0) != 0x80) break;
  }
  return byte;
}

// ๆ repeats the word before it, so it stays on that word's line, the space between them included.
void keep_mai_yamok(PangoAttrList* list, std::string_view text) {
  for (auto at = text.find(mai_yamok); at != std::string_view::npos;
       at = text.find(mai_yamok, at + mai_yamok.size())) {
    auto first = at;
    while (first > 0 && text[first - 1] == ' ') --first;
    forbid_breaks(list, previous(text, first), at + mai_yamok.size());
  }
}

void keep_names(PangoAttrList* list, std::string_view text) {
  for (auto at = text.find(isolate); at != std::string_view::npos;
       at = text.find(isolate, at + isolate.size())) {
    auto const end = text.find(pop_isolate, at);
    if (end == std::string_view::npos) return;
    forbid_breaks(list, at, end + pop_isolate.size());
  }
}

// Pango mirrors the alignment of a right-to-left paragraph; in a Thai or English screen a name
// keeps the side of those above and below it.
PangoAlignment alignment(Align align, std::string_view text) {
  if (align == Align::centre) return PANGO_ALIGN_CENTER;
    // Deprecated in favour of nothing: Pango asks the same question inside.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  auto const mirrored =
      pango_find_base_dir(text.data(), static_cast<int>(text.size())) == PANGO_DIRECTION_RTL;
#pragma GCC diagnostic pop
  return (align == Align::end) != mirrored ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

// Directional embeddings and overrides (U+202A to U+202E) turn text round invisibly: in a name they
// are a trick or an accident. In their place stands U+2060, of the same length and without effect.
constexpr std::string_view turner = "\u202A", joiner = "\u2060";
static_assert(turner.size() == joiner.size());

bool turns(std::string_view character) { return "\u202A" <= character && character <= "\u202E"; }

void disarm(std::string& text) {
  for (std::size_t at = 0; (at = text.find(turner.substr(0, 2), at)) != std::string::npos; ++at) {
    if (turns(std::string_view(text).substr(at, turner.size()))) {
      text.replace(at, turner.size(), joiner);
    }
  }
}

bool wider_than(PangoLayout* layout, int width_px) {
  for (auto* item = pango_layout_get_lines_readonly(layout); item != nullptr; item = item->next) {
    PangoRectangle logical;
    pango_layout_line_get_pixel_extents(static_cast<PangoLayoutLine*>(item->data), nullptr,
                                        &logical);
    if (logical.width > width_px) return true;
  }
  return false;
}

struct IterFree {
  void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};

}  // namespace

void LayoutMaker::set_breaks(PangoLayout* layout, std::string_view text, Names names) {
  auto* const list = pango_attr_list_new();
  pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
  keep_mai_yamok(list, text);
  if (names == Names::whole) keep_names(list, text);
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
}

Owned<PangoLayout> LayoutMaker::lay_out(std::string_view text, TextStyle const& style,
                                        int width_px) {
  Owned<PangoLayout> layout(pango_layout_new(fonts_.pango().context.get()));
  // Thai first, for it has ◌ and the space that suit Thai marks; Latin and digits come from Noto
  // Sans, which it does not cover.
  auto* const font = pango_font_description_new();
  pango_font_description_set_family_static(font,
                                           "Noto Sans Thai,Noto Sans,Noto Sans Lao,Noto Sans "
                                           "Khmer,Noto Sans Myanmar,Noto Sans Arabic,Noto Color "
                                           "Emoji");
  pango_font_description_set_weight(
      font, style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(font, style.size_px * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);

  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), alignment(style.align, text));
  if (width_px > 0) {
    pango_layout_set_width(layout.get(), width_px * PANGO_SCALE);
    if (style.max_lines > 0) {
      pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
      pango_layout_set_height(layout.get(), -style.max_lines);
    }
  }
  set_breaks(layout.get(), text, Names::whole);
  auto const has_names = text.find(isolate) != std::string_view::npos;
  if (width_px > 0 && has_names && wider_than(layout.get(), width_px)) {
    set_breaks(layout.get(), text, Names::may_break);
  }
  return layout;
}

void LayoutMaker::collect_run(TextBlock& block, PangoLayoutRun* run, Line const& line) {
  auto const& analysis = run->item->analysis;
  auto const number = fonts_.pango().number_of(analysis.font);
  auto const* const glyphs = run->glyphs;
  auto const right_to_left = analysis.level % 2 != 0;
  auto const thai = analysis.script == G_UNICODE_SCRIPT_THAI;
  int pen = line.x, cluster_start = pen;
  auto first_of_cluster = block.glyphs_.size();
  for (int i = 0; i < glyphs->num_glyphs; ++i) {
    auto const& info = glyphs->glyphs[i];
    auto const is_mark = info.geometry.width == 0 && i > 0 && !right_to_left;
    if (!is_mark) {
      cluster_start = pen;
      first_of_cluster = block.glyphs_.size();
    }
    auto const offset = pen - cluster_start + info.geometry.x_offset;
    pen += info.geometry.width;
    if (info.glyph == PANGO_GLYPH_EMPTY) continue;
    // A character that no font has shows the font's own "missing" box.
    auto const index = (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0 ? 0 : info.glyph;
    auto const byte = static_cast<std::size_t>(run->item->offset) +
                      static_cast<std::size_t>(glyphs->log_clusters[i]);
    auto const left = is_mark && thai ? MarkSpacing::move_left(line.text, byte) : 0;
    // Marks keep their distance to the base: the base is rounded, then that distance.
    Glyph glyph{
        number, index,
        to_pixels(cluster_start) + to_pixels(offset - left * line.size_px * PANGO_SCALE / 1000),
        line.baseline_px + to_pixels(info.geometry.y_offset)};
    if (is_mark && thai) {
      spacing_.free(glyph, std::span(block.glyphs_).subspan(first_of_cluster),
                    MarkSpacing::is_below(line.text, byte));
    }
    block.glyphs_.push_back(glyph);
  }
  PangoRectangle ink;
  pango_glyph_string_extents(run->glyphs, analysis.font, &ink, nullptr);
  if (ink.width <= 0 || ink.height <= 0) return;
  // For rounding, antialiasing and the room between marks.
  constexpr int margin = 4;
  PixelRect const box{to_pixels(line.x + ink.x) - margin,
                      line.baseline_px + to_pixels(ink.y) - margin,
                      to_pixels(line.x + ink.x + ink.width) + margin,
                      line.baseline_px + to_pixels(ink.y + ink.height) + margin};
  auto& all = block.ink_;
  all = all.empty() ? box
                    : PixelRect{std::min(all.x0, box.x0), std::min(all.y0, box.y0),
                                std::max(all.x1, box.x1), std::max(all.y1, box.y1)};
}

TextBlock LayoutMaker::collect(PangoLayout* layout, TextStyle const& style) {
  std::string_view const text = pango_layout_get_text(layout);
  TextBlock block;
  block.line_pitch_ = style.line_pitch_px > 0 ? style.line_pitch_px : (style.size_px * 3 + 1) / 2;
  // Half of a capital letter, which is 0.72 em high, below the middle of the line box.
  block.first_baseline_ =
      block.line_pitch_ / 2 + static_cast<int>(std::lround(0.36 * style.size_px));
  block.truncated_ = pango_layout_is_ellipsized(layout) != FALSE;
  std::unique_ptr<PangoLayoutIter, IterFree> const iter(pango_layout_get_iter(layout));
  int line = 0;
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter.get(), nullptr, &logical);
    auto* const shape = pango_layout_iter_get_line_readonly(iter.get());
    auto const baseline = block.first_baseline_ + line * block.line_pitch_;
    int x = logical.x;
    for (auto* item = shape->runs; item != nullptr; item = item->next) {
      auto* const run = static_cast<PangoLayoutRun*>(item->data);
      collect_run(block, run, {text, style.size_px, x, baseline});
      x += pango_glyph_string_get_width(run->glyphs);
    }
    block.line_starts_.push_back(
        static_cast<std::uint32_t>(pango_layout_line_get_start_index(shape)));
    block.width_ = std::max(block.width_, (logical.width + PANGO_SCALE - 1) / PANGO_SCALE);
    ++line;
  } while (pango_layout_iter_next_line(iter.get()));
  block.lines_ = line;
  block.height_ = line * block.line_pitch_;
  block.glyphs_.shrink_to_fit();
  return block;
}

namespace {

// Where a text cut by an ellipsis would end in a vowel that is written before its consonant (เ แ โ
// ใ ไ): "ยาวเ…". Nothing when it is not cut so.
std::optional<std::size_t> waiting_vowel(PangoLayout* layout, std::string_view text) {
  if (!pango_layout_is_ellipsized(layout)) return std::nullopt;
  auto* const line =
      pango_layout_get_line_readonly(layout, pango_layout_get_line_count(layout) - 1);
  auto const* const last = line == nullptr ? nullptr : g_slist_last(line->runs);
  if (last == nullptr) return std::nullopt;
  auto const cut = static_cast<std::size_t>(static_cast<PangoLayoutRun*>(last->data)->item->offset);
  auto const start = previous(text, cut);
  auto const character = text.substr(start, cut - start);
  if (character < "เ" || character > "ไ" || character.size() != 3) return std::nullopt;
  return start;
}

}  // namespace

TextBlock LayoutMaker::block(std::string_view text, TextStyle const& style, int width_px) {
  std::string repaired;
  if (!is_utf8(text)) {
    auto* const valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
    repaired = valid;
    g_free(valid);
    text = repaired;
  }
  if (text.find(turner.substr(0, 2)) != std::string_view::npos) {
    repaired = std::string(text);
    disarm(repaired);
    text = repaired;
  }
  auto const layout = lay_out(text, style, width_px);
  auto const vowel = waiting_vowel(layout.get(), text);
  if (!vowel) return collect(layout.get(), style);
  auto const shorter = std::string(text.substr(0, *vowel)) + "…";
  auto block = collect(lay_out(shorter, style, width_px).get(), style);
  block.truncated_ = true;
  return block;
}

EditLayout LayoutMaker::edit_layout(std::string_view text, TextStyle const& style, int width_px) {
  EditLayout out;
  auto const layout = lay_out(text, style, width_px);
  out.block = collect(layout.get(), style);
  for (auto const& position : character_breaks(text)) {
    if (!position.caret) continue;
    int line = 0;
    PangoRectangle strong;
    pango_layout_index_to_line_x(layout.get(), static_cast<int>(position.byte), FALSE, &line,
                                 nullptr);
    pango_layout_get_cursor_pos(layout.get(), static_cast<int>(position.byte), &strong, nullptr);
    out.stops.push_back({position.byte, to_pixels(strong.x), line});
  }
  return out;
}

}  // namespace sala::text
