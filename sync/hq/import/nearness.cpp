#include "sync/hq/import/nearness.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "platform/thai/fold.h"

namespace sala::importing {
namespace {

std::vector<char32_t> letters_of(std::string_view text) {
  std::vector<char32_t> letters;
  while (!text.empty()) letters.push_back(thai::take_code_point(text));
  return letters;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

// The last word when it is one letter: the name of one of several like things.
std::string lone_letter(std::string_view text) {
  auto space = text.find_last_of(' ');
  if (space == std::string_view::npos) return {};
  auto last = text.substr(space + 1);
  return thai::count_code_points(last) == 1 ? std::string(last) : std::string();
}

constexpr std::size_t longest = 200;  // of a name that is compared; the work is the square of it

int slips_allowed(std::size_t letters) { return letters >= 12 ? 2 : letters >= 5 ? 1 : 0; }

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int most) {
  auto x = letters_of(a.substr(0, longest * 4)), y = letters_of(b.substr(0, longest * 4));
  if (std::abs(static_cast<long>(x.size()) - static_cast<long>(y.size())) > most) return most + 1;
  std::vector<int> row(y.size() + 1);
  for (std::size_t j = 0; j <= y.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= x.size(); ++i) {
    int diagonal = row[0], least = row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= y.size(); ++j) {
      int change = diagonal + (x[i - 1] == y[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return row[y.size()];
}

bool is_near(std::string_view a, std::string_view b) {
  int allowed = slips_allowed(std::min(thai::count_code_points(a), thai::count_code_points(b)));
  if (allowed == 0 || digits_of(a) != digits_of(b) || lone_letter(a) != lone_letter(b))
    return false;
  return edit_distance(a, b, allowed) <= allowed;
}

std::optional<std::string> nearest(std::string_view name, std::span<std::string const> known) {
  std::string folded = thai::search_fold(name);
  std::optional<std::string> best;
  int least = 3;
  for (std::string const& each : known) {
    std::string other = thai::search_fold(each);
    if (!is_near(folded, other)) continue;
    int distance = edit_distance(folded, other, 2);
    if (distance < least) {
      least = distance;
      best = each;
    }
  }
  return best;
}

}  // namespace sala::importing
