#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "platform/posix/become.h"
#include "platform/posix/files.h"
#include "sync/forms/pages.h"
#include "sync/forms/pictures.h"
#include "sync/forms/walk.h"
#include "sync/forms/xlsform/xlsform.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/commands/import_forms.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"mirror", Takes::value, "ADDRESS", word("try: show it in a browser instead, 127.0.0.1:PORT")},
    {"play", Takes::value, "FILE", word("try: play a story on it (see kiosk/story.h), then stop")},
    {"pictures", Takes::value, "DIR", word("try: where the story's pictures go; else ./pictures")},
};

std::string summary(forms::Form const& form, Words const& words) {
  std::uint64_t asked = 0;
  for (auto const& question : form.questions) asked += forms::is_answered_by_hand(question.type);
  std::string out = words.tr("The form “{title}” can be used.", {{"title", form.title}}) + "\n";
  out += "  " + words.tr_n("{n} question", "{n} questions", asked) + ", ";
  out += words.tr_n("{n} language", "{n} languages", form.languages.size()) + "; ";
  char const* kinds[] = {word("named: who answered is stored"),
                         word("confidential: only the care team can read it"),
                         word("anonymous: nobody can tell who answered")};
  return out + std::string(words.tr(kinds[static_cast<int>(form.answers)])) + "\n";
}

Result<int> check(std::string const& path, Words const& words, Sink& sink) {
  auto bytes = TRY(files::read(path));
  auto name = std::filesystem::path(path).filename().string();
  auto reading = forms::read_xlsform(bytes, name);
  auto pictures = pictures_beside(path, bytes);
  auto find = pictures_among(pictures, name);
  for (auto& it : forms::check_pictures(reading.form, find)) {
    reading.problems.push_back(std::move(it));
  }
  for (auto const& problem : reading.problems) sink.say(forms::in_words(problem, words));
  if (forms::can_be_used(reading.problems)) {
    sink.say(summary(reading.form, words));
    return exit_good;
  }
  auto wrong = forms::count(reading.problems, forms::Severity::error) +
               forms::count(reading.problems, forms::Severity::unsupported);
  sink.say(words.tr_n("The form cannot be used: {n} thing to mend.",
                      "The form cannot be used: {n} things to mend.", wrong) +
           "\n");
  return exit_trouble;
}

// The kiosk draws it; this program knows no screen and becomes that one.
Result<int> try_form(std::string const& path, Arguments const& arguments, Sink& sink) {
  auto const& words = sink.words();
  int usable = TRY(check(path, words, sink));
  if (usable != exit_good) return usable;
  auto kiosk = own_folder() / "sala-kiosk";
  std::error_code none;
  if (!std::filesystem::exists(kiosk, none)) kiosk = "/usr/bin/sala-kiosk";
  std::vector<std::string> said{"--try-form", path, "--lang", std::string(words.language())};
  bool display = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
  auto mirror = arguments.value("mirror");
  if (display && !mirror) {
    said.insert(said.end(), {"--window", "1280x800"});
  } else {
    said.insert(said.end(),
                {"--off-screen", "1280x800", "--mirror", mirror.value_or("127.0.0.1:0")});
  }
  for (char const* name : {"play", "pictures"}) {
    if (auto value = arguments.value(name))
      said.insert(said.end(), {"--" + std::string(name), *value});
  }
  auto error = become(kiosk, said);
  if (error.code == ErrorCode::not_found) {
    error.advice = word("install sala-kiosk on this machine: it draws the form");
  }
  return tl::unexpected(error);
}

Result<int> walk(Sink& sink) {
  auto read = [](std::string const& path) { return files::read(path); };
  forms::Walk walk(read, system_clock(), system_random());
  for (std::string line; std::getline(std::cin, line);) sink.say(walk.answer(line) + "\n");
  return exit_good;
}

Result<int> run(DataFolder const&, Arguments const& arguments, Job const&, Sink& sink) {
  auto const& words = arguments.words();
  if (words.size() == 1 && words[0] == "walk") return walk(sink);
  bool tries = words.size() == 2 && words[0] == "try";
  if (words.size() != 2 || (words[0] != "check" && !tries)) {
    return fail(ErrorCode::invalid, word("work with a form"), word("it is not said what to do"),
                word("sala-hq form check FORM, or sala-hq form walk"));
  }
  return tries ? try_form(words[1], arguments, sink) : check(words[1], sink.words(), sink);
}

}  // namespace

Command form_command() {
  return {"form",
          "form check FORM | form try FORM | form walk",
          word("says whether an XLSForm can be used, and what is wrong with it where"),
          word("check reads a workbook or CSV file and changes nothing; it ends with 1 when the "
               "form cannot be used. walk answers a form without a screen, for programs: lines of "
               "JSON on standard input."),
          options,
          Reads{run},
          nullptr,
          2};
}

}  // namespace sala::hq
