// The order of the Royal Institute dictionary, through ICU: vowels before a consonant do not count
// first, tone marks only break ties (กา ก้า กาก แก ไก).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sala::thai {

// Compares like a Thai dictionary; Latin text among it sorts as English does. One a thread.
class Collator {
 public:
  Collator();
  ~Collator();
  Collator(Collator&&) noexcept;
  Collator& operator=(Collator&&) noexcept;

  // Bytes whose plain order (memcmp, SQL's BLOB order) is the collation order.
  std::string sort_key(std::string_view text) const;
  // Negative, zero or positive.
  int compare(std::string_view a, std::string_view b) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace sala::thai
