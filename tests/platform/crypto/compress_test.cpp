#include "platform/crypto/compress.h"

#include <doctest/doctest.h>
#include <zstd.h>

#include <random>

namespace sala {
namespace {

std::string events(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += R"({"kind":"attendance.signed_in","participant":")" + std::to_string(i * 7919) + "\"}\n";
  }
  return out;
}

std::string noise(std::size_t size) {
  std::mt19937 dice(1);
  std::string out(size, '\0');
  for (char& c : out) c = static_cast<char>(dice());
  return out;
}

}  // namespace

TEST_CASE("what is compressed comes back, again and again with the same contexts") {
  Compressor compressor;
  Decompressor decompressor;
  for (auto const& plain : {std::string(), std::string("a"), events(100), noise(300'000),
                            std::string(3'000'000, 'x')}) {
    auto packed = compressor.compress(plain).value();
    CHECK(decompressor.decompress(packed, plain.size()).value() == plain);
  }
  CHECK(compressor.compress(events(100)).value().size() * 4 < events(100).size());
}

TEST_CASE("nothing above the limit is made, whatever the frame claims") {
  Compressor compressor;
  Decompressor decompressor;
  std::string bomb = compressor.compress(std::string(50'000'000, 'x')).value();
  CHECK(bomb.size() < 10'000);
  CHECK(decompressor.decompress(bomb, 49'999'999).error().code == ErrorCode::invalid);
  CHECK(decompressor.decompress(bomb, 0).error().cause == "larger than allowed");

  // The same without a claimed size, as a stream writes it.
  std::string stream(ZSTD_compressBound(200'000), '\0');
  std::string plain(200'000, 'y');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_outBuffer out{stream.data(), stream.size(), 0};
  ZSTD_inBuffer in{plain.data(), plain.size() / 2, 0};
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_flush);
  in.size = plain.size();
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  stream.resize(out.pos);
  CHECK(decompressor.decompress(stream, 200'000).value() == plain);
  CHECK(decompressor.decompress(stream, 199'999).error().cause == "larger than allowed");
  CHECK(decompressor.decompress(stream, 10).error().cause == "larger than allowed");
}

TEST_CASE("anything but one whole frame is refused") {
  Compressor compressor;
  Decompressor decompressor;
  std::string packed = compressor.compress(events(50)).value();
  std::size_t limit = 1'000'000;
  for (std::size_t cut = 0; cut < packed.size(); cut += 7) {
    CHECK_FALSE(decompressor.decompress(packed.substr(0, cut), limit));
  }
  CHECK_FALSE(decompressor.decompress(packed + "x", limit));
  CHECK_FALSE(decompressor.decompress(packed + packed, limit));
  CHECK_FALSE(decompressor.decompress("hello", limit));
  CHECK_FALSE(decompressor.decompress(std::string("\x50\x2a\x4d\x18\0\0\0\0", 8), limit));
  for (std::size_t at = 0; at < packed.size(); at += 3) {
    std::string damaged = packed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    auto plain = decompressor.decompress(damaged, limit);
    if (plain) CHECK(*plain == events(50));
  }
  CHECK(decompressor.decompress(packed, limit).value() == events(50));
}

TEST_CASE("a dictionary makes one event small, and only its holder reads it") {
  std::string dictionary = events(60);
  Compressor compressor(dictionary);
  Decompressor decompressor(dictionary);
  Decompressor stranger;
  std::string plain = events(1);
  std::string packed = compressor.compress(plain).value();
  CHECK(packed.size() < plain.size());
  CHECK(decompressor.decompress(packed, 1000).value() == plain);
  CHECK_FALSE(stranger.decompress(packed, 1000));
}

}  // namespace sala
