// What the answers to a form say together: counts, means, spread, distribution, free text. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sync/hq/answer_sheet.h"

namespace sala::hq {

struct Spread {
  double mean = 0;
  double deviation = 0;  // of a sample; 0 for one answer
  double low = 0, high = 0;
};

struct Bar {
  std::string label;
  std::int64_t count = 0;
};

struct QuestionReport {
  std::string path;   // without numbers of rounds
  std::string label;  // in the language asked for
  std::int64_t answered = 0;
  bool too_few = false;  // anonymous and under five: nothing below is filled in
  std::optional<Spread> spread;
  std::vector<Bar> bars;           // of choices in their order, of numbers from the lowest
  std::vector<std::string> texts;  // in the order of the alphabet: nothing tells who is whose
};

// The questions of the newest version, in its order; answers to an older one count where the
// question is still there.
std::vector<QuestionReport> report_questions(AnswerSheet const& sheet, std::string_view language);

// Names the group of an answer: its session, its day, its person.
using GroupOf = std::function<std::string(Given const&)>;

// The same, group by group in the order of their names: beside each other, over time.
struct GroupReport {
  std::string name;
  std::int64_t answers = 0;
  std::vector<QuestionReport> questions;
};
std::vector<GroupReport> report_by(AnswerSheet const& sheet, std::string_view language,
                                   GroupOf const& group_of);

// Of people who answered more than once: the first answer and the last, question by question.
struct Growth {
  std::string path, label;
  struct Group {
    std::string name;
    std::int64_t people = 0;
    double before = 0, after = 0;  // means
  };
  std::vector<Group> groups;  // in the order of their names
};

// Only of named forms, and only questions with numbers. `group_of` names the group of a person:
// himself, his team, his cohort.
std::vector<Growth> report_growth(AnswerSheet const& sheet, std::string_view language,
                                  GroupOf const& group_of);

}  // namespace sala::hq
