// Every command, for the table in commands.cpp.
#pragma once

#include "sync/hq/commands/command.h"

namespace sala::hq {

Command init_command();
Command serve_command();
Command import_command();
Command enrol_command();
Command revoke_command();
Command staff_command();
Command status_command();
Command verify_command();
Command export_command();
Command form_command();
Command report_command();
Command seats_command();
Command care_command();
Command care_team_command();
Command consent_command();
Command erase_command();
Command forms_command();

}  // namespace sala::hq
