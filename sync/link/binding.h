// Which headquarters this box belongs to and for what: made by enrolment, refreshed by hello, kept
// in the ledger's meta table under "link.binding".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/ledger/ledger.h"
#include "sync/ledger/reader.h"

namespace sala::link {

struct Binding {
  DeviceId headquarters;
  std::string url;                // without a slash at its end
  std::vector<std::string> pins;  // of its TLS keys, as http::ClientOptions wants them
  std::string name;               // what this box is called
  VenueId venue;
  std::vector<ProgrammeId> programmes;  // beside the common one

  bool operator==(Binding const&) const = default;
};

// Nothing: this box is not enrolled.
Result<std::optional<Binding>> load_binding(ledger::Reader& reader);
// On the keeper's thread (Keeper::with_ledger).
Result<void> save_binding(ledger::Ledger& ledger, Binding const& binding);

}  // namespace sala::link
