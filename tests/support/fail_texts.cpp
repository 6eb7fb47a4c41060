#include "tests/support/fail_texts.h"

#include <filesystem>
#include <optional>
#include <regex>

#include "tests/support/files.h"

namespace sala::test {
namespace {

namespace fs = std::filesystem;

// The arguments of a call, `at` being behind its opening bracket.
std::vector<std::string> arguments_at(std::string const& source, std::size_t at) {
  std::vector<std::string> out(1);
  int depth = 0;
  bool quoted = false;
  for (; at < source.size(); ++at) {
    char c = source[at];
    if (quoted) {
      out.back() += c;
      if (c == '\\') out.back() += source[++at];
      if (c == '"') quoted = false;
      continue;
    }
    if (depth == 0 && c == ')') break;
    if (depth == 0 && c == ',') {
      out.emplace_back();
      continue;
    }
    quoted = c == '"';
    depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
    out.back() += c;
  }
  return out;
}

std::string replaced(std::string const& text, char const* pattern, char const* with) {
  return std::regex_replace(text, std::regex(pattern), with);
}

// "read " + path → "read NAME"; nothing when no part of it is written out.
std::optional<std::string> text_of(std::string expression) {
  expression = replaced(expression, R"(\"\s*\")", "");  // literals that the compiler joins
  std::regex const piece(R"re("((?:[^"\\]|\\.)*)"|\+)re");
  std::string out;
  std::size_t end = 0;
  bool written = false;
  auto between = [&](std::string text) {
    text = replaced(text, R"(std::string|word|[\s(){}])", "");
    if (!text.empty()) out += "NAME";
  };
  for (std::sregex_iterator it(expression.begin(), expression.end(), piece), none; it != none;
       ++it) {
    auto at = static_cast<std::size_t>(it->position());
    between(expression.substr(end, at - end));
    end = at + static_cast<std::size_t>(it->length());
    if (it->str() == "+") continue;
    out += (*it)[1].str();
    written = written || !(*it)[1].str().empty();
  }
  between(expression.substr(end));
  if (!written) return std::nullopt;
  return out;
}

// The alternatives of an expression: both ends of a "? :".
std::vector<std::string> alternatives(std::string const& expression) {
  auto question = expression.find(" ? ");
  if (question == expression.npos) return {expression};
  auto colon = expression.find(" : ", question);
  return {expression.substr(question + 3, colon - question - 3), expression.substr(colon + 3)};
}

// What `operation`, a variable of the function, was last set to before `at`.
std::string value_of_operation(std::string const& source, std::size_t at) {
  std::regex const set(R"(\boperation = ([^;]*);)");
  std::string value;
  for (std::sregex_iterator it(source.begin(), source.end(), set), none; it != none; ++it) {
    if (static_cast<std::size_t>(it->position()) < at) value = (*it)[1].str();
  }
  return value;
}

void add_texts_of(std::string const& source, std::string const& file,
                  std::vector<std::pair<std::string, std::string>>& out) {
  // Helpers that make an error or a finding of what they are given.
  std::regex const call(
      R"(\b(?:fail|failure|not_understood|problem|trouble|refusal|raise_alarm|keep_aside)\()");
  for (std::sregex_iterator it(source.begin(), source.end(), call), none; it != none; ++it) {
    auto at = static_cast<std::size_t>(it->position() + it->length());
    for (std::string argument : arguments_at(source, at)) {
      argument = replaced(argument, R"(^\s+|\s+$)", "");
      if (argument == "operation") argument = value_of_operation(source, at);
      for (std::string const& expression : alternatives(argument)) {
        auto text = text_of(expression);
        // "NAME: NAME" says nothing by itself.
        if (text && std::regex_search(*text, std::regex("[a-z]"))) out.emplace_back(file, *text);
      }
    }
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> fail_texts(std::string const& source) {
  std::vector<std::pair<std::string, std::string>> out;
  for (char const* room : {"kiosk", "sync", "platform"}) {
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(source) / room)) {
      auto kind = entry.path().extension();
      if (kind != ".cpp" && kind != ".h") continue;
      add_texts_of(read_file(entry.path()), fs::relative(entry.path(), source), out);
    }
  }
  return out;
}

bool has_english(std::string_view text) {
  std::string rest(text);
  rest = replaced(rest, R"('[^']*'|“[^”]*”)", "");
  rest = replaced(rest, R"(sala-(?:hq|kiosk)(?: (?:--)?[A-Za-z.-]+)*)", "");
  rest = replaced(rest, R"(--[a-z-]+(?: [A-Za-z]+)?)", "");
  rest = replaced(rest, R"(Google Sheets)", "");
  rest = replaced(rest, R"(\S*[/.:@]\S*[A-Za-z0-9]\S*)", "");
  return std::regex_search(rest, std::regex(R"(\b[A-Za-z]*[a-z]{2,} [A-Za-z']*[a-z]{2,}\b)"));
}

}  // namespace sala::test
