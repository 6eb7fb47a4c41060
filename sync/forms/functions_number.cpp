#include <cmath>
#include <limits>
#include <numbers>

#include "sync/forms/functions.h"

namespace sala::forms {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <double (*work)(double)>
Value of_one(Arguments& in) {
  return work(in.number(0));
}

Value number(Arguments& in) {
  if (in.size() > 0) return in.number(0);
  return in.at().node == nullptr ? not_a_number
                                 : text_to_number(string_value(*in.at().node), in.world().offset());
}

double truncated(double x) { return std::trunc(x) + 0.0; }

// Half away from zero, as engines of forms do it; the second argument counts decimals.
Value round_to(Arguments& in) {
  double x = in.number(0);
  double places = in.size() > 1 ? std::trunc(in.number(1)) : 0;
  if (std::isnan(places) || places > 30) return x;
  if (places < -30) return 0.0;
  double scale = std::pow(10, std::abs(places));
  return (places < 0 ? std::round(x / scale) * scale : std::round(x * scale) / scale) + 0.0;
}

Value power(Arguments& in) { return std::pow(in.number(0), in.number(1)); }
Value atan2_of(Arguments& in) { return std::atan2(in.number(0), in.number(1)); }
Value pi(Arguments&) { return std::numbers::pi; }
double exp10_of(double x) { return std::pow(10.0, x); }

std::vector<double> numbers(Arguments& in) {
  std::vector<double> all;
  for (std::string const& text : in.texts(0))
    all.push_back(text_to_number(text, in.world().offset()));
  return all;
}

template <class Better>
Value best(Arguments& in, Better better) {
  double found = not_a_number;
  bool first = true;
  for (double each : numbers(in)) {
    if (std::isnan(each)) return not_a_number;
    if (first || better(each, found)) found = each;
    first = false;
  }
  return found;
}

Value maximum(Arguments& in) {
  return best(in, [](double a, double b) { return a > b; });
}
Value minimum(Arguments& in) {
  return best(in, [](double a, double b) { return a < b; });
}

Value sum(Arguments& in) {
  double total = 0;
  for (double each : numbers(in)) total += each;
  return total;
}

Value random(Arguments& in) {
  return static_cast<double>(in.world().random().number() >> 11) * 0x1p-53;
}

constexpr Function table[] = {
    {"number", 0, 1, number},
    {"int", 1, 1, of_one<truncated>},
    {"round", 1, 2, round_to},
    {"floor", 1, 1, of_one<std::floor>},
    {"ceiling", 1, 1, of_one<std::ceil>},
    {"abs", 1, 1, of_one<std::fabs>},
    {"pow", 2, 2, power},
    {"sqrt", 1, 1, of_one<std::sqrt>},
    {"exp", 1, 1, of_one<std::exp>},
    {"exp10", 1, 1, of_one<exp10_of>},
    {"log", 1, 1, of_one<std::log>},
    {"log10", 1, 1, of_one<std::log10>},
    {"sin", 1, 1, of_one<std::sin>},
    {"cos", 1, 1, of_one<std::cos>},
    {"tan", 1, 1, of_one<std::tan>},
    {"asin", 1, 1, of_one<std::asin>},
    {"acos", 1, 1, of_one<std::acos>},
    {"atan", 1, 1, of_one<std::atan>},
    {"atan2", 2, 2, atan2_of},
    {"pi", 0, 0, pi},
    {"max", 1, any_number, maximum},
    {"min", 1, any_number, minimum},
    {"sum", 1, any_number, sum},
    {"random", 0, 0, random},
};

}  // namespace

std::span<Function const> number_functions() { return table; }

}  // namespace sala::forms
