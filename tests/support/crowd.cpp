#include "tests/support/crowd.h"

#include <iterator>
#include <random>

namespace sala::test {
namespace {

char const* const syllables[] = {"กิต",  "ติ",  "พงศ์",   "ธน",  "ภัทร", "ชัย",  "สุ",   "นิ",
                                 "สา",  "วร", "พร",    "ณัฐ",  "ชา",  "อนัน", "ปวี",  "ณา",
                                 "รัตน์", "มณี", "ศรี",    "ทอง", "ใจ",  "ดี",   "แสง", "เพชร",
                                 "บุญ",  "มา", "เกียรติ", "วงศ์", "นภา", "จันทร์"};
char const* const nicknames[] = {"บีม", "แบงค์", "น้ำ",  "ฝน", "มายด์", "ต้น",  "ออม",  "พลอย", "เจมส์",
                                 "ฟ้า", "นิว",   "เบล", "กัน", "มิ้น",   "โอ๊ต", "ปาล์ม", "แนน",  "เฟิร์น"};
char const* const latin[] = {"kit", "ti", "pong", "tha", "na", "phat", "chai", "su", "ni", "sa"};

}  // namespace

std::vector<CrowdPerson> make_crowd(std::size_t size, std::uint32_t seed) {
  std::mt19937 engine(seed);
  auto pick = [&](auto const& list) { return std::string(list[engine() % std::size(list)]); };
  std::vector<CrowdPerson> crowd;
  crowd.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    CrowdPerson person;
    person.nickname = pick(nicknames);
    person.given_name = pick(syllables) + pick(syllables) + pick(syllables);
    person.surname = pick(syllables) + pick(syllables) + pick(syllables);
    person.romanised = pick(latin) + pick(latin) + pick(latin) + " " + pick(latin) + pick(latin);
    person.phone = "08" + std::to_string(10'000'000 + engine() % 89'999'999);
    crowd.push_back(std::move(person));
  }
  return crowd;
}

}  // namespace sala::test
