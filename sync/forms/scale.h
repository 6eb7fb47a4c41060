// Questions whose answers stand on a scale, from little to much: a range; one of several choices
// that are all called by numbers ("1" to "5"), or that are shown as "likert". Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/forms/form.h"

namespace sala::forms {

// The numbers of a range question: https://xlsform.org/en/#range
struct Range {
  double start = 1, end = 10, step = 1;

  // From start towards end; at least one, at most 100,000.
  int stops() const;
  // As an answer holds it. stop: 0 is the start.
  std::string number(int stop) const;
};
// What its parameters leave out or say badly stays as it is above; the step leads to the end.
Range range_of(Question const& question);

struct ScaleStep {
  std::string value;  // as an answer holds it
  Texts label;        // of a choice; a range says its value
};

struct Scale {
  std::vector<ScaleStep> steps;  // from the lowest; of a long range none
  bool has_numbers = true;       // false: likert of choices that are called by words, no mean
  double low = 0, high = 0;      // of the numbers
};

// A range with more steps than these has none: its numbers are no bars to look at.
inline constexpr std::size_t most_scale_steps = 21;

std::optional<Scale> scale_of(Form const& form, Question const& question);

// The number that an answer is; nothing for none and for the infinite.
std::optional<double> number_in(std::string_view text);

// What a question or a choice says when nobody in particular answers it: answers that it quotes
// stand as "…". `otherwise` where it has no words.
std::string plain_label(Form const& form, Texts const& texts, std::size_t language,
                        std::string_view otherwise);
// In the languages of the screens; English only where the form speaks it.
LocalText local_label(Form const& form, Texts const& texts, std::string_view otherwise);

}  // namespace sala::forms
