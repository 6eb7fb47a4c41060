// Words in several languages at once: the compiled gettext catalogues (assets/locale/*.po).
//
// A message is named by its English sentence (msgid). Where one thing of a sentence changes, the
// sentence holds a named placeholder, "Signed in at {time}", filled by name; what is filled in is
// never looked at again, so a person called "{time}" stays "{time}".
//
//   Words words = catalogue.in("th");
//   words.tr("Sign in");
//   words.tr("Signed in at {time}", {{"time", "08:57"}});
//   words.tr_n("{n} person", "{n} people", 23);           // {n} is filled by itself: "5,000"
//
// Sources write msgids as literals directly inside tr(…), tr_n(…) or word(…); a test scans for them
// and fails when a catalogue lacks one. At run time a missing msgid shows itself and is counted.
//
// Thread-safe once loaded. A Words and the views it returns live as long as the Catalogue.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/result.h"

namespace sala {

using Fill = std::pair<std::string_view, std::string_view>;  // name, value
using Fills = std::initializer_list<Fill>;

// Replaces each "{name}" of `text` in one pass. A placeholder that nobody fills stays as it is.
std::string fill(std::string_view text, Fills fills);

// As a person reads it: "5,000".
std::string count_text(std::int64_t count);

// Marks a literal as a msgid where it is kept in a table and looked up later.
constexpr char const* word(char const* msgid) { return msgid; }

class Catalogue;

// One language of a catalogue; two pointers, copy it freely.
class Words {
 public:
  std::string_view language() const;  // "th"
  // The whole message. A missing one gives `msgid` itself, which must then outlive the view.
  std::string_view tr(std::string_view msgid) const;
  std::string tr(std::string_view msgid, Fills fills) const;
  std::string tr_n(std::string_view one, std::string_view many, std::uint64_t n,
                   Fills fills = {}) const;

 private:
  friend class Catalogue;
  struct Language;
  Words(Catalogue const* catalogue, Language const* language)
      : catalogue_(catalogue), language_(language) {}
  Catalogue const* catalogue_;
  Language const* language_;
};

class Catalogue {
 public:
  // Reads every `<language>.mo` of `folder`. not_found when there is none, invalid when one is
  // damaged: an installation fault, so a program refuses to start.
  static Result<Catalogue> load(std::string const& folder);

  Catalogue(Catalogue&&) noexcept;
  Catalogue& operator=(Catalogue&&) noexcept;
  ~Catalogue();

  std::vector<std::string> languages() const;  // sorted codes: "en", "th"
  // The words of `language`, or of the first language when there is no such one. The Catalogue must
  // not be moved while a Words is in use.
  Words in(std::string_view language) const;

  // How many look-ups found nothing since loading, and the first hundred of them, each once, as
  // "th: Sign in". Tests require none.
  std::uint64_t missing() const;
  std::vector<std::string> missing_words() const;

 private:
  friend class Words;
  struct State;
  explicit Catalogue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sala
