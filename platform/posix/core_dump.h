// What people type into a program stays out of files that a crash would leave.
#pragma once

namespace sala {

// From now on a crash leaves no picture of the memory of this process or its children (core(5)),
// nor does a collector of such pictures keep one. Call first in main().
void leave_no_core();

}  // namespace sala
