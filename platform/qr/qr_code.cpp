#include "platform/qr/qr_code.h"

#include <qrencode.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace sala {
namespace {

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Result<QrCode> qr_code(std::string_view text, QrCorrection correction) {
  std::string copy(text);
  auto level = correction == QrCorrection::low ? QR_ECLEVEL_L : QR_ECLEVEL_M;
  std::unique_ptr<QRcode, Free> made(QRcode_encodeString8bit(copy.c_str(), 0, level));
  if (made == nullptr) return fail(ErrorCode::invalid, "make QR code", std::strerror(errno));
  QrCode code;
  code.side = made->width;
  auto modules = static_cast<std::size_t>(code.side) * static_cast<std::size_t>(code.side);
  code.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) code.dark.push_back((made->data[i] & 1) != 0);
  return code;
}

}  // namespace sala
