#include "sync/forms/shuffle.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace sala::forms {
namespace {

class ParkMiller {
 public:
  explicit ParkMiller(double seed) {
    seed = std::isfinite(seed) ? std::trunc(seed) : 0;
    state_ = static_cast<std::int64_t>(std::fmod(seed, 2147483647.0));
    if (state_ <= 0) state_ += 2147483646;
  }
  double next() {
    state_ = state_ * 16807 % 2147483647;
    return static_cast<double>(state_ - 1) / 2147483646.0;
  }

 private:
  std::int64_t state_;
};

}  // namespace

void shuffle(Nodes& nodes, double seed) {
  ParkMiller generator(seed);
  for (std::size_t i = nodes.size(); i > 1; --i) {
    auto k = static_cast<std::size_t>(std::floor(generator.next() * static_cast<double>(i)));
    std::swap(nodes[i - 1], nodes[std::min(k, i - 1)]);
  }
}

}  // namespace sala::forms
