#include "platform/screen/pixmap.h"

#include <png.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

#include "platform/base/verify.h"

namespace sala::screen {
namespace {

constexpr std::uint32_t largest_drawing = 4096;

// libpng's simplified interface frees itself only when told to.
struct Image {
  png_image head{};
  Image() { head.version = PNG_IMAGE_VERSION; }
  ~Image() { png_image_free(&head); }
  Image(Image const&) = delete;
  Image& operator=(Image const&) = delete;
};

struct Writer {
  png_structp png = nullptr;
  png_infop info = nullptr;
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

std::uint32_t premultiply(std::uint8_t const* rgba) {
  auto const alpha = std::uint32_t{rgba[3]};
  auto const scaled = [&](int channel) { return (rgba[channel] * alpha + 127) / 255; };
  return alpha << 24 | scaled(0) << 16 | scaled(1) << 8 | scaled(2);
}

// libpng leaves by longjmp when it fails: nothing here may need a destructor after setjmp.
bool write_rows(Writer& writer, Pixmap const& picture, std::vector<std::uint8_t>& row,
                std::string& out) {
  if (setjmp(png_jmpbuf(writer.png)) != 0) return false;
  png_set_write_fn(
      writer.png, &out,
      [](png_structp png, png_bytep bytes, std::size_t count) {
        static_cast<std::string*>(png_get_io_ptr(png))
            ->append(reinterpret_cast<char const*>(bytes), count);
      },
      nullptr);
  png_set_IHDR(writer.png, writer.info, static_cast<png_uint_32>(picture.width),
               static_cast<png_uint_32>(picture.height), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level(writer.png, 1);
  png_set_filter(writer.png, 0, PNG_FILTER_SUB);
  png_write_info(writer.png, writer.info);
  auto const width = static_cast<std::size_t>(picture.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      auto const pixel = picture.argb[y * width + x];
      row[3 * x] = static_cast<std::uint8_t>(pixel >> 16);
      row[3 * x + 1] = static_cast<std::uint8_t>(pixel >> 8);
      row[3 * x + 2] = static_cast<std::uint8_t>(pixel);
    }
    png_write_row(writer.png, row.data());
  }
  png_write_end(writer.png, nullptr);
  return true;
}

}  // namespace

Result<std::string> encode_png(Pixmap const& picture) {
  static constexpr auto operation = "encode picture";
  if (picture.width <= 0 || picture.height <= 0) {
    return fail(ErrorCode::invalid, operation, "it has no pixels");
  }
  Writer writer;
  writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  if (writer.png != nullptr) writer.info = png_create_info_struct(writer.png);
  if (writer.info == nullptr) return fail(ErrorCode::internal, operation, "libpng does not start");
  std::vector<std::uint8_t> row(static_cast<std::size_t>(picture.width) * 3);
  std::string out;
  if (!write_rows(writer, picture, row, out)) {
    return fail(ErrorCode::internal, operation, "libpng gave up");
  }
  return out;
}

Result<void> save_png(Pixmap const& picture, std::filesystem::path const& file) {
  auto const bytes = TRY(encode_png(picture));
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "wb"), std::fclose);
  auto const written = out && std::fwrite(bytes.data(), 1, bytes.size(), out.get()) == bytes.size();
  if (!written || std::fclose(out.release()) != 0) {
    return fail(errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::disk, "save picture",
                file.string() + ": " + std::strerror(errno), "check the path and free space");
  }
  return {};
}

namespace {

constexpr auto loading = "load picture";

// The head was read.
Result<Pixmap> finish(Image& image, std::string const& name) {
  if (image.head.width > largest_drawing || image.head.height > largest_drawing) {
    return fail(ErrorCode::invalid, loading, name + ": larger than 4096 pixels");
  }
  image.head.format = PNG_FORMAT_RGBA;
  std::vector<std::uint8_t> rgba(PNG_IMAGE_SIZE(image.head));
  if (png_image_finish_read(&image.head, nullptr, rgba.data(), 0, nullptr) == 0) {
    return fail(ErrorCode::invalid, loading, name + ": " + image.head.message);
  }
  Pixmap out;
  out.width = static_cast<int>(image.head.width);
  out.height = static_cast<int>(image.head.height);
  out.argb.resize(rgba.size() / 4);
  for (std::size_t i = 0; i < out.argb.size(); ++i) out.argb[i] = premultiply(&rgba[4 * i]);
  return out;
}

}  // namespace

Result<Pixmap> load_png(std::filesystem::path const& file) {
  Image image;
  if (png_image_begin_read_from_file(&image.head, file.c_str()) == 0) {
    return fail(std::filesystem::exists(file) ? ErrorCode::invalid : ErrorCode::not_found, loading,
                file.string() + ": " + image.head.message);
  }
  return finish(image, file.string());
}

Result<Pixmap> decode_png(std::string_view bytes, std::string const& name) {
  Image image;
  if (png_image_begin_read_from_memory(&image.head, bytes.data(), bytes.size()) == 0) {
    return fail(ErrorCode::invalid, loading, name + ": " + image.head.message);
  }
  return finish(image, name);
}

namespace {

// Which source pixels make up one target pixel along an axis, with weights of 1/256.
struct Share {
  int first, count;
  std::vector<std::uint32_t> weights;  // sum 256
};

std::vector<Share> shares(int from, int to) {
  std::vector<Share> out(static_cast<std::size_t>(to));
  auto const ratio = static_cast<double>(from) / to;
  for (int i = 0; i < to; ++i) {
    auto const start = i * ratio, end = (i + 1) * ratio;
    auto& share = out[static_cast<std::size_t>(i)];
    share.first = static_cast<int>(start);
    auto const last = std::min(from, static_cast<int>(end) + 1);
    std::uint32_t given = 0;
    std::size_t heaviest = 0;
    for (int at = share.first; at < last; ++at) {
      auto const covered = std::min(end, at + 1.0) - std::max(start, static_cast<double>(at));
      auto const weight =
          static_cast<std::uint32_t>(std::lround(std::max(0.0, covered) / ratio * 256));
      share.weights.push_back(weight);
      given += weight;
      if (weight > share.weights[heaviest]) heaviest = share.weights.size() - 1;
    }
    share.weights[heaviest] += 256 - given;  // rounding; never negative, it is the largest
    share.count = static_cast<int>(share.weights.size());
  }
  return out;
}

// Two channels in one word, 32 bits apart: weights add up to 2^16, so a sum stays below 2^24.
std::uint32_t average(Pixmap const& picture, Share const& across, Share const& down) {
  std::uint64_t red_blue = 0, alpha_green = 0;
  auto const width = static_cast<std::size_t>(picture.width);
  for (int j = 0; j < down.count; ++j) {
    auto const* const row =
        picture.argb.data() + static_cast<std::size_t>(down.first + j) * width + across.first;
    auto const weight_down = std::uint64_t{down.weights[static_cast<std::size_t>(j)]};
    for (int i = 0; i < across.count; ++i) {
      std::uint64_t const pixel = row[i];
      if (pixel == 0) continue;
      auto const weight = weight_down * across.weights[static_cast<std::size_t>(i)];
      red_blue += weight * ((pixel & 0xFF) | (pixel & 0xFF0000) << 16);
      alpha_green += weight * ((pixel >> 8 & 0xFF) | (pixel & 0xFF000000) << 8);
    }
  }
  auto const channel = [](std::uint64_t sum, int word) {
    return static_cast<std::uint32_t>(((sum >> word & 0xFFFFFFFF) + 32768) >> 16);
  };
  return channel(alpha_green, 32) << 24 | channel(red_blue, 32) << 16 |
         channel(alpha_green, 0) << 8 | channel(red_blue, 0);
}

}  // namespace

Pixmap shrink(Pixmap const& picture, int width, int height) {
  VERIFY(0 < width && width <= picture.width && 0 < height && height <= picture.height);
  auto const across = shares(picture.width, width), down = shares(picture.height, height);
  Pixmap out{width, height, {}};
  out.argb.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (auto const& row : down) {
    for (auto const& column : across) out.argb.push_back(average(picture, column, row));
  }
  return out;
}

}  // namespace sala::screen
