#include "sync/forms/xlsform/headings.h"

#include <algorithm>
#include <array>
#include <span>

#include "sync/forms/value.h"

namespace sala::forms {
namespace {

struct Alias {
  std::string_view written;
  std::string_view name;
};

// https://xlsform.org and what pyxform takes for the same.
constexpr Alias survey_columns[] = {
    {"type", "type"},
    {"command", "type"},
    {"name", "name"},
    {"tag", "name"},
    {"value", "name"},
    {"label", "label"},
    {"caption", "label"},
    {"text", "label"},
    {"hint", "hint"},
    {"guidance_hint", "guidance_hint"},
    {"required", "required"},
    {"skippable", "skippable"},
    {"required_message", "required_message"},
    {"requiredmsg", "required_message"},
    {"jr:requiredmsg", "required_message"},
    {"relevant", "relevant"},
    {"relevance", "relevant"},
    {"constraint", "constraint"},
    {"constraint_message", "constraint_message"},
    {"constraintmsg", "constraint_message"},
    {"constraining_message", "constraint_message"},
    {"jr:constraintmsg", "constraint_message"},
    {"calculation", "calculation"},
    {"calculate", "calculation"},
    {"default", "default"},
    {"choice_filter", "choice_filter"},
    {"read_only", "read_only"},
    {"readonly", "read_only"},
    {"parameters", "parameters"},
    {"appearance", "appearance"},
    {"repeat_count", "repeat_count"},
    {"count", "repeat_count"},
    {"jr:count", "repeat_count"},
    {"trigger", "trigger"},
    {"disabled", "disabled"},
    {"image", "image"},
    {"audio", "audio"},
    {"video", "video"},
    {"big-image", "big-image"},
    {"big_image", "big-image"},
    {"save_to", "save_to"},
    {"autoplay", "autoplay"},
    {"list_name", "list_name"},
};
constexpr Alias choice_columns[] = {
    {"list_name", "list_name"}, {"list", "list_name"},      {"name", "name"},
    {"value", "name"},          {"label", "label"},         {"caption", "label"},
    {"image", "image"},         {"audio", "audio"},         {"video", "video"},
    {"big-image", "big-image"}, {"big_image", "big-image"},
};
constexpr Alias setting_columns[] = {
    {"form_title", "title"},
    {"title", "title"},
    {"set_form_title", "title"},
    {"form_id", "id"},
    {"id_string", "id"},
    {"set_form_id", "id"},
    {"version", "version"},
    {"default_language", "default_language"},
    {"style", "style"},
    {"name", "name"},
    {"instance_name", "instance_name"},
    {"allow_choice_duplicates", "allow_choice_duplicates"},
    {"answers", "answers"},
    {"kind_of_answer", "answers"},
    {"คำตอบ", "answers"},
    {"flat", "flat"},
};
// Kinds of columns whose own name stands behind "::".
constexpr std::string_view wrappers[] = {"bind", "control", "body", "media"};

std::span<Alias const> aliases_of(std::string_view sheet) {
  if (sheet == "survey") return survey_columns;
  return sheet == "choices" ? std::span<Alias const>(choice_columns)
                            : std::span<Alias const>(setting_columns);
}

std::string_view known(std::string_view written, std::string_view sheet) {
  auto aliases = aliases_of(sheet);
  auto found = std::ranges::find(aliases, written, &Alias::written);
  return found == aliases.end() ? std::string_view() : found->name;
}

std::vector<std::string> split(std::string_view heading, std::string_view mark) {
  std::vector<std::string> parts;
  while (true) {
    auto at = heading.find(mark);
    parts.emplace_back(trimmed(heading.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    heading = heading.substr(at + mark.size());
  }
}

bool has_languages(std::string_view name) {
  static constexpr std::string_view translated[] = {
      "label", "hint",  "guidance_hint", "required_message", "constraint_message",
      "image", "audio", "video",         "big-image"};
  return std::ranges::find(translated, name) != std::end(translated);
}

}  // namespace

bool is_known_column(std::string_view name, std::string_view sheet) {
  auto aliases = aliases_of(sheet);
  return std::ranges::find(aliases, name, &Alias::name) != aliases.end();
}

Column read_heading(std::string_view heading, std::string_view sheet) {
  Column column;
  column.heading = heading;
  auto parts = split(heading, "::");
  if (parts.size() == 1 && !known(plain(heading), sheet).empty()) {
    column.name = known(plain(heading), sheet);
    return column;
  }
  if (parts.size() == 1 && heading.find(':') != std::string_view::npos) {
    // The old way with one colon: "label:English", "bind:relevant", "bind:jr:constraintMsg".
    auto old = split(heading, ":");
    bool wrapped = std::ranges::find(wrappers, plain(old[0])) != std::end(wrappers);
    if (wrapped || has_languages(known(plain(old[0]), sheet))) {
      parts = {old[0], std::string(trimmed(heading.substr(heading.find(':') + 1)))};
      if (plain(old[0]) == "media" && old.size() > 2) parts = old;
    }
  }
  std::size_t at = 0;
  bool wrapped = std::ranges::find(wrappers, plain(parts[0])) != std::end(wrappers);
  if (parts.size() > 1 && wrapped) at = 1;
  auto name = known(plain(parts[at]), sheet);
  bool translated = parts.size() > at + 1 && has_languages(name);
  if (name.empty() || (parts.size() > at + 1 && !translated)) {
    column.name = heading;
    return column;
  }
  column.name = name;
  if (translated) column.language = parts[at + 1];
  return column;
}

}  // namespace sala::forms
