// Figures: measured at least five times, printed as one JSON line each, beside the machine's own
// limit taken in the same run. A benchmark reports; it never fails on time.
//
//   {"figure":"touch_to_durable_p99_ms","value":0.9,"unit":"ms","min":0.8,"max":1.4,"runs":5,
//    "aim":3.3,"limit":0.3,"limit_is":"one fdatasync, same run"}
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sala::bench {

struct Limit {
  double value = 0;
  std::string is;  // "one fdatasync, same run"
};

struct Figure {
  std::string name;
  std::string unit;
  std::vector<double> runs;
  std::optional<double> aim;
  Limit limit;
};

inline double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  return values[at];
}

inline double median(std::vector<double> values) { return percentile(std::move(values), 0.5); }

inline void print(Figure const& figure) {
  auto [low, high] = std::minmax_element(figure.runs.begin(), figure.runs.end());
  std::printf(R"({"figure":"%s","value":%.4g,"unit":"%s","min":%.4g,"max":%.4g,"runs":%zu)",
              figure.name.c_str(), median(figure.runs), figure.unit.c_str(), *low, *high,
              figure.runs.size());
  if (figure.aim) std::printf(R"(,"aim":%.4g)", *figure.aim);
  if (!figure.limit.is.empty()) {
    std::printf(R"(,"limit":%.4g,"limit_is":"%s")", figure.limit.value, figure.limit.is.c_str());
  }
  std::printf("}\n");
  std::fflush(stdout);
}

// The time of one call, in milliseconds.
inline double time_ms(std::function<void()> const& work) {
  auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

}  // namespace sala::bench
