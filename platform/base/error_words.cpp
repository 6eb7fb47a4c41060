#include "platform/base/error_words.h"

#include "platform/base/catalogue.h"

namespace sala {
namespace {

constexpr char const* patterns[] = {
    // the command line
    word("there is no option {name}"),
    word("{name} stands there twice"),
    word("{name} takes no value"),
    word("{name} needs a value"),
    word("{name} needs {value}"),
    word("{name} is missing"),
    word("there is no command '{name}'"),
    word("there is no language '{name}'"),
    word("'{name}' is none of its words"),
    word("'{name}' is one word too many"),
    word("'{name}' is no number"),
    word("'{name}' is not known"),
    word("there are: {names}"),
    word("line {name} is damaged"),
    // headquarters
    word("find programme '{name}'"),
    word("find venue '{name}'"),
    word("find box '{name}'"),
    word("find staff member '{name}'"),
    word("find session '{name}'"),
    word("find course '{name}'"),
    word("find person '{name}'"),
    word("find form '{name}'"),
    word("'{name}' is none that can be taken back"),
    word("read the answers to {name}"),
    word("listen at '{name}'"),
    word("serve at {name}"),
    word("serve {name}"),
    word("add {name}"),
    word("run '{name}'"),
    word("start a new headquarters in {name}"),
    word("open headquarters in {name}"),
    word("make one with 'sala-hq init --data {name}', or name another with --data"),
    word("another program works with it and does not listen: {why}"),
    // what verify finds
    word("{where}: event {number} is missing"),
    word("{where}: position {number} is missing"),
    word("{where}: the chain does not lead to what its device signed"),
    word("{where}: an event was changed after it was stored"),
    word("{where}: the signature of its head is not its device's"),
    word("{where}: its last events are not vouched for by their device"),
    word("{where}: its count of events is wrong"),
    word("{where}: its events are not those that were stored, or not in that order"),
    word("the file is damaged: {what}"),
    word("stream {name}"),
    word("programme {name}"),
    // the kiosk
    word("read size '{name}'"),
    word("preview '{name}'"),
    word("read settings {name}"),
    word("read story {name}"),
    word("line {number} begins with '{name}'"),
    word("line {number} is not understood: {what}"),
    word("{name} is no loopback address"),
    word("{name} has no port from 0 to 65535"),
    word("it answered {what}"),
    word("an answer that headquarters did not sign, with status {number}"),
    // files and addresses
    word("read words from {name}"),
    word("no fonts in {name}"),
    word("read pages in {name}"),
    word("read certificate {name}"),
    word("{address} is not an IP address"),
    word("{address} port {number}: {why}"),
    word("{name} is a form, the others are not"),
    word("{name}: not the certificate's key"),
    word("{name}: larger than 4096 pixels"),
    word("no {name} in the archive"),
    word("no field {name}"),
    word("read CSV, line {number}"),
    word("read workbook, {name}"),
    word("use socket {name}"),
    word("reach {name}"),
    word("use {name}"),
    word("read {name}"),
    word("write {name}"),
    word("lock {name}"),
    word("open {name}"),
    word("make folder {name}"),
};

// The system's own messages that people meet, as strerror() and SQLite word them.
[[maybe_unused]] constexpr char const* of_the_system[] = {
    word("No such file or directory"),
    word("Permission denied"),
    word("Operation not permitted"),
    word("Is a directory"),
    word("Not a directory"),
    word("File exists"),
    word("Read-only file system"),
    word("No space left on device"),
    word("Input/output error"),
    word("File name too long"),
    word("Too many open files"),
    word("Address already in use"),
    word("Connection refused"),
    word("Cannot assign requested address"),
    word("database or disk is full"),
    word("disk I/O error"),
    word("database is locked"),
    word("unable to open database file"),
    word("attempt to write a readonly database"),
    word("file is not a database"),
    word("database disk image is malformed"),
    word("free some space on this disk; nothing saved so far is lost"),
    word("check the disk and the file's permissions, or restore the file from a backup"),
    word("another program is writing to this file; stop it, or try again"),
};

}  // namespace

std::span<char const* const> error_patterns() { return patterns; }

GeneralWords general_words(ErrorCode code) {
  constexpr char const* again =
      word("try again; if it stays, tell the person who looks after this machine");
  switch (code) {
    case ErrorCode::invalid:
      return {word("it is not as it should be"), again};
    case ErrorCode::not_found:
      return {word("it is not there"), word("check the name and the folder")};
    case ErrorCode::conflict:
      return {word("it does not go with what is there already"), again};
    case ErrorCode::refused:
      return {word("it is not allowed"), again};
    case ErrorCode::unreachable:
      return {word("nobody answered"), word("check the address and the network, then try again")};
    case ErrorCode::busy:
      return {word("there is too much to do just now"), word("try again in a moment")};
    case ErrorCode::disk:
      return {word("the disk refuses"),
              word("check the disk and the file's permissions, or restore the file from a backup")};
    case ErrorCode::disk_full:
      return {word("the disk is full"), word("free some space on this disk")};
    case ErrorCode::internal:
      break;
  }
  return {word("something in this program failed"), again};
}

}  // namespace sala
