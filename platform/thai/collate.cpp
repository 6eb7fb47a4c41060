#include "platform/thai/collate.h"

#include <unicode/coll.h>
#include <unicode/sortkey.h>
#include <unicode/unistr.h>

#include <cstdint>

#include "platform/base/verify.h"

namespace sala::thai {
namespace {

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

}  // namespace

struct Collator::Engine {
  std::unique_ptr<icu::Collator> icu;
};

Collator::Collator() : engine_(std::make_unique<Engine>()) {
  UErrorCode status = U_ZERO_ERROR;
  engine_->icu.reset(icu::Collator::createInstance(icu::Locale("th", "TH"), status));
  VERIFY(U_SUCCESS(status) && engine_->icu);  // its data is part of ICU's library
}
Collator::~Collator() = default;
Collator::Collator(Collator&&) noexcept = default;
Collator& Collator::operator=(Collator&&) noexcept = default;

std::string Collator::sort_key(std::string_view text) const {
  icu::UnicodeString source = wide(text);
  std::string key(text.size() + 32, '\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    int32_t length = engine_->icu->getSortKey(source, reinterpret_cast<std::uint8_t*>(key.data()),
                                              static_cast<int32_t>(key.size()));
    bool fits = static_cast<std::size_t>(length) <= key.size();
    key.resize(static_cast<std::size_t>(length));
    if (fits) break;
  }
  if (!key.empty() && key.back() == '\0') key.pop_back();  // ICU's terminator orders nothing
  return key;
}

int Collator::compare(std::string_view a, std::string_view b) const {
  UErrorCode status = U_ZERO_ERROR;
  return engine_->icu->compare(wide(a), wide(b), status);
}

}  // namespace sala::thai
