// Pass-phrases and staff codes on their way into a command: never as an option's value, which
// everybody on the machine could read in the list of processes.
#pragma once

#include "sync/hq/commands/command.h"

namespace sala::hq {

inline constexpr char passphrase_secret[] = "passphrase";
inline constexpr char code_secret[] = "code";
inline constexpr std::size_t least_passphrase = 10;  // characters

// From the file of --passphrase-file, the environment (SALA_PASSPHRASE), the terminal (twice), else
// a new one is made up; then `made_up_passphrase` is set in the job's secrets, to be shown once.
Result<void> get_passphrase(Arguments const& arguments, Job& job, Words const& words);
// One that is there already: the same ways, asked for once, never made up.
Result<void> ask_passphrase(Arguments const& arguments, Job& job, Words const& words);
// The six digits of the kiosks' staff corner: SALA_STAFF_CODE, else made up.
Result<void> get_code(Job& job, Words const& words);

inline constexpr char made_up[] = "made up";  // secrets: which were made up, by name

// What is printed once, for the secrets that were made up.
std::string show_made_up(Job const& job);

// "bamboo-river-…": four of 1296 syllable pairs, 41 bits and more.
std::string new_passphrase(Random& random);
std::string new_code(Random& random);  // six digits

}  // namespace sala::hq
