// The settings of a kiosk: one TOML file, each with its default, range and a comment.
//
// To add one: a line in the list below. It is read, written with its comment, checked, and shown in
// the staff corner by its label (a msgid of the catalogue).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "platform/base/result.h"

namespace sala::kiosk {

struct Settings {
  std::string language = "th";
  std::string theme = "light";
  bool large_text = false;
  bool calm = false;
  bool sound = true;
  std::int64_t idle_reset_s = 30;
  std::int64_t undo_s = 10;
  bool walk_ins = true;
  std::string ca_file;
  std::string helpline = "1323";
};

struct SettingInfo {
  std::string_view key;      // in the file
  std::string_view label;    // msgid
  std::string_view comment;  // in the file, above it
  std::variant<bool Settings::*, std::int64_t Settings::*, std::string Settings::*> field;
  std::int64_t lowest = 0, highest = 0;            // of a number
  std::span<std::string_view const> choices = {};  // of a text; empty: any
  bool in_staff_corner = true;
};

std::span<SettingInfo const> setting_list();

// Nothing there: the defaults. Unknown keys are kept out and named in `warnings`; a value out of
// its range is replaced by the default, and named too. Not TOML at all: ErrorCode::invalid with the
// line.
Result<Settings> read_settings(std::string const& path, std::vector<std::string>& warnings);
// Writes all settings with their comments, through a temporary file and rename.
Result<void> write_settings(std::string const& path, Settings const& settings);

}  // namespace sala::kiosk
