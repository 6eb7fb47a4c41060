#include "sync/hq/commands/secrets.h"

#include <cstdlib>

#include "platform/posix/files.h"
#include "platform/posix/terminal.h"

namespace sala::hq {
namespace {

std::string without_line_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::size_t letters(std::string_view text) {
  std::size_t count = 0;
  for (char byte : text) count += (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U ? 1 : 0;
  return count;
}

Result<std::string> ask_twice(Words const& words) {
  auto ask = [&](std::string_view question) { return ask_secretly(std::string(question) + ": "); };
  auto first = TRY(ask(words.tr("New pass-phrase (at least 10 characters; empty: make one up)")));
  if (first.empty()) return first;
  auto second = TRY(ask(words.tr("The same again")));
  if (first != second) {
    return fail(ErrorCode::invalid, word("ask for a pass-phrase"), word("the two are not the same"),
                word("try again"));
  }
  return first;
}

template <class Ask>
Result<std::string> given_passphrase(Arguments const& arguments, Ask ask) {
  if (auto file = arguments.value("passphrase-file")) {
    return without_line_end(TRY(files::read(*file)));
  }
  if (char const* value = std::getenv("SALA_PASSPHRASE")) return std::string(value);
  if (has_terminal()) return ask();
  return std::string();
}

}  // namespace

std::string new_passphrase(Random& random) {
  constexpr std::string_view consonants = "bdfghklmnprstvw";
  constexpr std::string_view vowels = "aeiou";
  std::string out;
  for (int group = 0; group < 4; ++group) {
    if (group > 0) out += '-';
    for (int i = 0; i < 2; ++i) {
      out += consonants[random.number() % consonants.size()];
      out += vowels[random.number() % vowels.size()];
    }
  }
  return out;
}

std::string new_code(Random& random) {
  std::string digits = std::to_string(random.number() % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

Result<void> get_passphrase(Arguments const& arguments, Job& job, Words const& words) {
  std::string given = TRY(given_passphrase(arguments, [&] { return ask_twice(words); }));
  if (!given.empty() && letters(given) < least_passphrase) {
    return fail(ErrorCode::invalid, word("take the pass-phrase"),
                word("it is shorter than 10 characters"),
                word("four words that do not belong together are easy to keep in mind"));
  }
  if (given.empty()) {
    given = new_passphrase(system_random());
    job.secrets[made_up] +=
        words.tr("Pass-phrase (shown this once): {secret}", {{"secret", given}});
    job.secrets[made_up] += "\n";
  }
  job.secrets[passphrase_secret] = given;
  return {};
}

Result<void> ask_passphrase(Arguments const& arguments, Job& job, Words const& words) {
  auto ask_once = [&] { return ask_secretly(std::string(words.tr("Pass-phrase")) + ": "); };
  std::string given = TRY(given_passphrase(arguments, ask_once));
  if (given.empty()) {
    return fail(ErrorCode::invalid, word("take the pass-phrase"), word("there is none"),
                word("type it when you are asked, or use --passphrase-file"));
  }
  job.secrets[passphrase_secret] = given;
  return {};
}

Result<void> get_code(Job& job, Words const& words) {
  std::string code;
  if (char const* value = std::getenv("SALA_STAFF_CODE")) code = value;
  if (!code.empty() && (code.size() < 6 || code.find_first_not_of("0123456789") != code.npos)) {
    return fail(ErrorCode::invalid, word("take the staff code"),
                word("it is not six digits or more"));
  }
  if (code.empty()) {
    code = new_code(system_random());
    job.secrets[made_up] += words.tr(
        "Code for the staff corner of the boxes (shown this once): {secret}", {{"secret", code}});
    job.secrets[made_up] += "\n";
  }
  job.secrets[code_secret] = code;
  return {};
}

std::string show_made_up(Job const& job) {
  auto found = job.secrets.find(made_up);
  return found == job.secrets.end() ? std::string() : found->second;
}

}  // namespace sala::hq
