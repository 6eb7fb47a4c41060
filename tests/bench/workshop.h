// A workshop that is on right now, and a folder of headquarters that knows it.
#pragma once

#include <vector>

#include "sync/hq/data_folder.h"
#include "sync/ledger/ledger.h"

namespace sala::bench {

inline constexpr ProgrammeId workshop_programme{{7, 7, 1}};
inline constexpr SessionId workshop_session{{7, 7, 2}};
inline constexpr char staff_name[] = "ครูนก";
inline constexpr char staff_passphrase[] = "correct horse battery";

// The programme, a session of now, and so many people.
std::vector<ledger::Draft> workshop_events(std::size_t people);

// Writes as headquarters, which must not run; a few hundred a commit.
void write(hq::DataFolder const& folder, std::vector<ledger::Draft> const& drafts);

// Makes `staff_name`, who may see live pages.
void add_staff(hq::DataFolder const& folder);

}  // namespace sala::bench
