// People who are forgotten while everything goes wrong: nobody holds anything of them in the end,
// and headquarters knows it.
#include <algorithm>

#include "sync/views/queries.h"
#include "tests/sim/fleet.h"

namespace sala::sim {

using test::must;

// One of those who came, with or without anything that anybody heard of them by now. Boxes that
// have not got the order go on signing them in.
void Fleet::headquarters_forgets() {
  hq_.write(programmes_[below(programmes_.size())], PersonErased{{people_[below(people_.size())]}});
}

// Each order that headquarters still has, whatever it was restored from, is done by each box.
void Fleet::check_confirmed() {
  auto database = hq_.open_to_read();
  for (auto const& row : must(views::Queries(database).erasures())) {
    for (auto& kiosk : kiosks_) {
      if (!row.done.contains(kiosk->device())) {
        wrong("a kiosk did not say that it forgot: " + to_text(row.name));
      }
    }
  }
  forgotten_.clear();
  must(must(ledger::Reader::open(database))
           .for_each([&](EventView const& event, std::int64_t) -> Result<void> {
             if (event.kind != PersonErased::kind) return {};
             auto order = std::get<PersonErased>(must(read_body(event.kind, event.body)).value());
             forgotten_.insert(forgotten_.end(), order.people.begin(), order.people.end());
             return {};
           }));
  counts.forgotten = static_cast<int>(forgotten_.size());
}

// No body names them, but the orders themselves; where nobody was to be forgotten, nothing is.
void Fleet::check_forgotten(Node& node, std::string const& who) {
  auto database = node.open_to_read();
  auto reader = must(ledger::Reader::open(database));
  must(reader.for_each([&](EventView const& event, std::int64_t) -> Result<void> {
    if (event.kind == PersonErased::kind) return {};
    bool names_one = std::ranges::any_of(forgotten_, [&](ParticipantId const& person) {
      return event.body.find(to_text(person)) != event.body.npos;
    });
    if (names_one) wrong(who + " still holds what was to be forgotten: " + to_text(event.name));
    if (event.body_hash && forgotten_.empty()) {
      wrong(who + " forgot what nobody asked for: " + to_text(event.name));
    }
    return {};
  }));
}

}  // namespace sala::sim
