#include "sync/model/signature.h"

#include "platform/base/bytes.h"

namespace sala {
namespace {

// Adds a step; false when it leaves what any pad or pressure can be.
bool advance(std::int32_t& value, std::int64_t step) {
  constexpr std::int64_t limit = 1'000'000;
  if (step < -limit || step > limit) return false;
  std::int64_t next = value + step;
  value = static_cast<std::int32_t>(next);
  return next >= -limit && next <= limit;
}

}  // namespace

std::string write_signature(DrawnSignature const& drawing) {
  std::string bytes;
  ByteWriter out(bytes);
  out.varint(1);
  out.signed_varint(drawing.width);
  out.signed_varint(drawing.height);
  out.varint(drawing.strokes.size());
  SignaturePoint last;
  for (auto const& stroke : drawing.strokes) {
    out.varint(stroke.size());
    for (SignaturePoint const& point : stroke) {
      out.signed_varint(point.x - last.x);
      out.signed_varint(point.y - last.y);
      out.signed_varint(point.ms - last.ms);
      out.signed_varint(point.pressure - last.pressure);
      last = point;
    }
  }
  return to_base64url(as_bytes(bytes));
}

Result<DrawnSignature> read_signature(std::string_view text) {
  auto bytes = from_base64url(text);
  if (!bytes) return fail(ErrorCode::invalid, "read signature", "not base64url");
  ByteReader in(*bytes);
  if (in.varint() != 1) return fail(ErrorCode::invalid, "read signature", "unknown format");
  DrawnSignature drawing;
  drawing.width = static_cast<std::int32_t>(in.signed_varint());
  drawing.height = static_cast<std::int32_t>(in.signed_varint());
  std::uint64_t strokes = in.varint();
  SignaturePoint last;
  std::size_t points = 0;
  for (std::uint64_t i = 0; i < strokes && in.ok(); ++i) {
    auto& stroke = drawing.strokes.emplace_back();
    std::uint64_t count = in.varint();
    for (std::uint64_t k = 0; k < count && in.ok() && points < max_signature_points; ++k) {
      for (auto* value : {&last.x, &last.y, &last.ms, &last.pressure}) {
        if (!advance(*value, in.signed_varint())) {
          return fail(ErrorCode::invalid, "read signature", "a step is out of range");
        }
      }
      stroke.push_back(last);
      ++points;
    }
  }
  if (!in.ok() || !in.at_end()) return fail(ErrorCode::invalid, "read signature", "cut short");
  return drawing;
}

}  // namespace sala
