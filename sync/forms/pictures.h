// The pictures that a form shows beside its questions and choices: which it names, what may be
// shown, and how they travel. Pure.
//
// PNG only, as every telephone and drawing program writes it. They lie beside the form's file, or
// in a folder called after it ("feedback.xlsx", "feedback-media"), as ODK has them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/forms/form.h"
#include "sync/forms/problem.h"

namespace sala::forms {

// A picture as large as the largest screen takes less; every box carries all of them.
inline constexpr std::size_t largest_picture = 512 * 1024;  // bytes
inline constexpr std::uint32_t widest_picture = 2048;       // pixels, either way
inline constexpr std::size_t largest_pictures = 4 << 20;    // bytes, of one form together

// "jr://images/dog.png" and "media/dog.png" are "dog.png".
std::string picture_file(std::string_view written);

// Each of them once, in the order of the form.
std::vector<std::string> pictures_of(Form const& form);

// The bytes of a picture by its file's name; nothing: there is no such file.
using FindPicture = std::function<std::optional<std::string>(std::string const& file)>;

// What is missing, too large or no PNG; each is an error with the place that names it.
Problems check_pictures(Form const& form, FindPicture const& find);

// As events: the use of it goes into the form.set, the pieces before that.
PictureUse keep_picture(std::string file, std::string_view png, std::vector<PictureKept>& pieces);

}  // namespace sala::forms
