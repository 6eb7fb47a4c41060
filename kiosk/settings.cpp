#include "kiosk/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "platform/posix/files.h"

namespace sala::kiosk {
namespace {

constexpr std::array<std::string_view, 2> languages{"th", "en"};
constexpr std::array<std::string_view, 3> themes{"light", "dark", "contrast"};

SettingInfo const list[] = {
    {"language", "Language at the start", "Language of the start screen: th or en.",
     &Settings::language, 0, 0, languages},
    {"theme", "Colours", "Colours: light (bright halls), dark, or contrast (black, white, yellow).",
     &Settings::theme, 0, 0, themes},
    {"large_text", "Large text at the start", "Start with large text.", &Settings::large_text},
    {"calm", "Calm: no motion", "No motion on the screen.", &Settings::calm},
    {"sound", "Sound", "Two soft notes when somebody has signed in.", &Settings::sound},
    {"idle_reset_s", "Seconds until the screen starts over",
     "Seconds without a touch until the screen starts over.", &Settings::idle_reset_s, 15, 300},
    {"undo_s", "Seconds for “That's not me”", "Seconds in which “that's not me” is offered.",
     &Settings::undo_s, 5, 60},
    {"walk_ins", "People who are not on the list may sign in",
     "Whether people who are not on the list may sign in.", &Settings::walk_ins},
    {"helpline",
     "",
     "Whom to call at any hour when it is too much; 1323 is the national mental-health line.",
     &Settings::helpline,
     0,
     0,
     {},
     false},
    {"ca_file",
     "",
     "Certificate (PEM) of the private authority that headquarters' https uses.",
     &Settings::ca_file,
     0,
     0,
     {},
     false},
};

// Takes one value over; false when it is of the wrong type or out of range.
bool take(toml::node const& node, SettingInfo const& info, Settings& settings) {
  if (auto const* flag = std::get_if<bool Settings::*>(&info.field)) {
    auto value = node.value_exact<bool>();
    if (value) settings.** flag = *value;
    return value.has_value();
  }
  if (auto const* number = std::get_if<std::int64_t Settings::*>(&info.field)) {
    auto value = node.value_exact<std::int64_t>();
    bool good = value && *value >= info.lowest && *value <= info.highest;
    if (good) settings.** number = *value;
    return good;
  }
  auto value = node.value_exact<std::string>();
  bool good = value && (info.choices.empty() || std::find(info.choices.begin(), info.choices.end(),
                                                          *value) != info.choices.end());
  if (good) settings.*std::get<std::string Settings::*>(info.field) = *value;
  return good;
}

std::string value_text(SettingInfo const& info, Settings const& settings) {
  if (auto const* flag = std::get_if<bool Settings::*>(&info.field)) {
    return settings.**flag ? "true" : "false";
  }
  if (auto const* number = std::get_if<std::int64_t Settings::*>(&info.field)) {
    return std::to_string(settings.**number);
  }
  std::ostringstream out;
  out << toml::value(settings.*std::get<std::string Settings::*>(info.field));
  return out.str();
}

}  // namespace

std::span<SettingInfo const> setting_list() { return list; }

Result<Settings> read_settings(std::string const& path, std::vector<std::string>& warnings) {
  Settings settings;
  if (!std::filesystem::exists(path)) return settings;
  auto text = TRY(files::read(path));
  toml::table table;
  try {
    table = toml::parse(text, path);
  } catch (toml::parse_error const& error) {
    return fail(ErrorCode::invalid, "read settings " + path,
                "line " + std::to_string(error.source().begin.line) +
                    " is not understood: " + std::string(error.description()),
                "mend that line, or delete the file to start from the defaults");
  }
  for (auto const& [known_as, node] : table) {
    std::string_view const key = known_as.str();
    auto const* info = std::find_if(std::begin(list), std::end(list),
                                    [&](auto const& it) { return it.key == key; });
    if (info == std::end(list)) {
      warnings.push_back("there is no setting " + std::string(key));
    } else if (!take(node, *info, settings)) {
      warnings.push_back("the value of " + std::string(key) +
                         " is not possible; the default is used");
    }
  }
  return settings;
}

Result<void> write_settings(std::string const& path, Settings const& settings) {
  std::string text = "# Settings of this kiosk. Changes count from the next start on.\n";
  for (SettingInfo const& info : list) {
    text += "\n# " + std::string(info.comment) + "\n";
    if (info.highest > 0) {
      text +=
          "# From " + std::to_string(info.lowest) + " to " + std::to_string(info.highest) + ".\n";
    }
    text += std::string(info.key) + " = " + value_text(info, settings) + "\n";
  }
  return files::replace(path, text, files::Secret::no);
}

}  // namespace sala::kiosk
