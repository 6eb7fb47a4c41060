#include "sync/rules/answering.h"

#include <doctest/doctest.h>

using namespace sala;

TEST_CASE("a later answer corrects an earlier one of the same person, place, moment and day") {
  FormAnswered const first{
      FormId{{1}}, 1, SessionId{{2}}, ParticipantId{{3}}, "{}", 1'795'400'000, FormMoment::sign_in};
  auto with = [&](auto change) {
    FormAnswered other = first;
    change(other);
    return rules::is_same_answering(first, other);
  };
  CHECK(with([](auto& it) { it.version = 2; }));
  CHECK(with([](auto& it) { it.began_s += 7 * 86'400; }));
  CHECK_FALSE(with([](auto& it) { it.when = FormMoment::end; }));
  CHECK_FALSE(with([](auto& it) { it.participant = ParticipantId{{4}}; }));
  CHECK_FALSE(with([](auto& it) { it.session = SessionId{{4}}; }));
  CHECK_FALSE(with([](auto& it) { it.form = FormId{{4}}; }));
  FormAnswered check_in = first, next_day = first;
  check_in.session = next_day.session = {};
  CHECK(rules::is_same_answering(check_in, next_day));
  next_day.began_s += 86'400;
  CHECK_FALSE(rules::is_same_answering(check_in, next_day));
}
