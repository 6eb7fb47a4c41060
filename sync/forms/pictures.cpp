#include "sync/forms/pictures.h"

#include <algorithm>
#include <set>

#include "platform/base/bytes.h"
#include "platform/crypto/crypto.h"

namespace sala::forms {
namespace {

// In base64 with what stands around it below max_body_bytes.
constexpr std::size_t piece_bytes = 45'000;

struct Named {
  std::string file;
  char const* sheet;
  std::int64_t row;  // 0: not known
};

// Every place that names a picture.
std::vector<Named> named_in(Form const& form) {
  std::vector<Named> all;
  auto add = [&](std::vector<Media> const& media, char const* sheet, std::int64_t row) {
    for (Media const& it : media) {
      if (it.kind != "image") continue;
      for (std::string const& file : it.files) {
        if (!file.empty()) all.push_back({picture_file(file), sheet, row});
      }
    }
  };
  for (Question const& it : form.questions) add(it.media, "survey", it.row);
  for (ChoiceList const& list : form.lists) {
    for (Choice const& it : list.choices) add(it.media, "choices", 0);
  }
  std::set<std::string> seen;
  std::erase_if(all, [&](Named const& it) { return !seen.insert(it.file).second; });
  return all;
}

constexpr std::string_view signature{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16};
constexpr std::string_view ending{"\0\0\0\0IEND\xae\x42\x60\x82", 12};

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  }
  return number;
}

struct Refusal {
  char const *what, *mend;
};

// Nothing: it can be shown. What a kiosk's decoder finds later shows as no picture.
std::optional<Refusal> fault_of(std::optional<std::string> const& png) {
  if (!png) {
    return Refusal{word("The picture “{value}” is not there."),
                   word("Put it beside the form's file, under exactly this name.")};
  }
  constexpr char const* smaller =
      word("Save it smaller: at most 512 kB and 2048 pixels wide and high; 960 pixels are plenty.");
  if (png->size() > largest_picture) {
    return Refusal{word("The picture “{value}” is too large."), smaller};
  }
  bool whole = png->size() >= 45 && png->starts_with(signature) && png->ends_with(ending);
  if (!whole) {
    return Refusal{word("The picture “{value}” is no PNG."),
                   word("Save it as PNG, and write its new name here.")};
  }
  auto width = number_at(*png, 16), height = number_at(*png, 20);
  bool fits = 0 < width && width <= widest_picture && 0 < height && height <= widest_picture;
  if (!fits) return Refusal{word("The picture “{value}” is too large."), smaller};
  return std::nullopt;
}

}  // namespace

std::string picture_file(std::string_view written) {
  auto slash = written.find_last_of("/\\");
  return std::string(slash == written.npos ? written : written.substr(slash + 1));
}

std::vector<std::string> pictures_of(Form const& form) {
  std::vector<std::string> files;
  for (Named& it : named_in(form)) files.push_back(std::move(it.file));
  return files;
}

Problems check_pictures(Form const& form, FindPicture const& find) {
  Problems problems;
  std::size_t all = 0;
  for (Named const& it : named_in(form)) {
    auto png = find(it.file);
    all += png ? png->size() : 0;
    auto fault = fault_of(png);
    if (!fault && all > largest_pictures) {
      fault = Refusal{word("With “{value}” the pictures of this form take more than 4 MB."),
                      word("Save them smaller; 960 pixels are plenty.")};
      all = 0;  // said once
    }
    if (!fault) continue;
    problems.push_back({Severity::error, it.sheet, static_cast<int>(it.row), "image", fault->what,
                        fault->mend, it.file, ""});
  }
  return problems;
}

PictureUse keep_picture(std::string file, std::string_view png, std::vector<PictureKept>& pieces) {
  PictureUse use{std::move(file), {}, 0};
  auto hash = crypto::blake2b({as_bytes(png)});
  std::copy_n(hash.begin(), use.picture.bytes.size(), use.picture.bytes.begin());
  for (std::size_t at = 0; at < png.size(); at += piece_bytes) {
    auto piece = png.substr(at, piece_bytes);
    pieces.push_back({use.picture, ++use.pieces, to_base64url(as_bytes(piece))});
  }
  return use;
}

}  // namespace sala::forms
