#include "platform/base/result.h"

namespace sala {

std::string Error::message() const {
  std::string text = operation + ": " + cause;
  if (!advice.empty()) text += " (" + advice + ")";
  return text;
}

}  // namespace sala
