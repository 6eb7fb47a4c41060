// Places on the earth: "latitude longitude [altitude accuracy]", lists of them joined by ";".
// Sala asks for no places, but forms that come from elsewhere calculate with them.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "sync/forms/functions.h"

namespace sala::forms {
namespace {

constexpr double earth_m = 6'378'100;  // the radius that engines of forms agree on

struct Place {
  double latitude = 0, longitude = 0;
};

std::optional<Place> read_place(std::string_view text) {
  auto words = split_words(text);
  if (words.size() < 2) return std::nullopt;
  double latitude = text_to_number(words[0], {});
  double longitude = text_to_number(words[1], {});
  bool good = std::abs(latitude) <= 90 && std::abs(longitude) <= 180;
  return good ? std::optional(Place{latitude, longitude}) : std::nullopt;
}

// Nothing when one of them is no place.
std::optional<std::vector<Place>> read_places(std::vector<std::string> const& texts) {
  std::vector<Place> places;
  for (std::string_view rest : texts) {
    while (!trimmed(rest).empty()) {
      auto end = std::min(rest.find(';'), rest.size());
      auto place = read_place(rest.substr(0, end));
      if (!place) return std::nullopt;
      places.push_back(*place);
      rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    }
  }
  return places;
}

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

double between(Place const& a, Place const& b) {
  double latitude = std::sin(radians(b.latitude - a.latitude) / 2);
  double longitude = std::sin(radians(b.longitude - a.longitude) / 2);
  double h = latitude * latitude +
             std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * longitude * longitude;
  return 2 * earth_m * std::asin(std::min(1.0, std::sqrt(h)));
}

Value distance(Arguments& in) {
  auto places = read_places(in.texts(0));
  if (!places) return std::numeric_limits<double>::quiet_NaN();
  double total = 0;
  for (std::size_t i = 1; i < places->size(); ++i) {
    total += between((*places)[i - 1], (*places)[i]);
  }
  return std::round(total * 100) / 100;
}

Value area(Arguments& in) {
  auto places = read_places(in.texts(0));
  if (!places || places->size() < 3) return 0.0;
  double total = 0;
  for (std::size_t i = 0; i < places->size(); ++i) {
    Place const& a = (*places)[i];
    Place const& b = (*places)[(i + 1) % places->size()];
    total += radians(b.longitude - a.longitude) *
             (2 + std::sin(radians(a.latitude)) + std::sin(radians(b.latitude)));
  }
  return std::round(std::abs(total * earth_m * earth_m / 2) * 100) / 100;
}

// Whether a ray from the place crosses the outline an odd number of times.
Value geofence(Arguments& in) {
  auto place = read_place(in.text(0));
  auto outline = read_places({in.text(1)});
  if (!place || !outline || outline->size() < 3) return false;
  bool inside = false;
  for (std::size_t i = 0, k = outline->size() - 1; i < outline->size(); k = i++) {
    Place const& a = (*outline)[i];
    Place const& b = (*outline)[k];
    bool spans = (a.latitude > place->latitude) != (b.latitude > place->latitude);
    if (!spans) continue;
    double crossing =
        (b.longitude - a.longitude) * (place->latitude - a.latitude) / (b.latitude - a.latitude) +
        a.longitude;
    if (place->longitude < crossing) inside = !inside;
  }
  return inside;
}

constexpr Function table[] = {
    {"distance", 1, any_number, distance},
    {"area", 1, 1, area},
    {"enclosed-area", 1, 1, area},
    {"geofence", 2, 2, geofence},
};

}  // namespace

std::span<Function const> place_functions() { return table; }

}  // namespace sala::forms
