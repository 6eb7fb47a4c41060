// What the C library does with memory that was freed.
#pragma once

namespace sala {

// From now on large pieces go back to the kernel as soon as they are freed. Left alone, glibc takes
// the largest piece ever freed for what is usual, and a program that once unpacked a picture of a
// few megabytes keeps as much for good. Call first in main() of a program that runs for days.
void keep_no_freed_memory();

}  // namespace sala
