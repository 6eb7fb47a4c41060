#include "sync/hq/care_bundle.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include "platform/crypto/crypto.h"
#include "sync/forms/answers.h"
#include "sync/forms/form_json.h"

namespace sala::hq {
namespace {

constexpr std::string_view first_line = "sala-care 1";

template <class T>
void append_line(std::string& out, T const& body) {
  out += T::kind;
  out += ' ';
  out += write_body(body);
  out += '\n';
}

// The first word of a line, taken off it.
std::string_view take_word(std::string_view& line) {
  auto end = std::min(line.find(' '), line.size());
  auto word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

tl::unexpected<Error> not_whole(std::size_t line) {
  return fail(ErrorCode::invalid, "read what headquarters handed out",
              "line " + std::to_string(line) + " is damaged",
              "have it made again: sala-hq care-team hand-out");
}

bool take_body(CareBundle& bundle, std::string_view kind, std::string_view json) {
  auto read = read_body(kind, json);
  if (!read) return false;
  if (!*read) return true;
  Body& body = **read;
  if (auto* reader = std::get_if<CareKeySet>(&body)) {
    bundle.readers.push_back(std::move(*reader));
    return true;
  }
  if (auto* form = std::get_if<FormSet>(&body)) {
    bundle.forms.push_back(std::move(*form));
    return true;
  }
  if (auto* person = std::get_if<PersonErased>(&body)) {
    bundle.erased.push_back(std::move(*person));
    return true;
  }
  if (bundle.parts.empty()) return false;
  auto& part = bundle.parts.back();
  if (auto* answer = std::get_if<AnswerSealed>(&body)) {
    part.answers.push_back(std::move(*answer));
  } else if (auto* note = std::get_if<CareNoted>(&body)) {
    part.notes.push_back(std::move(*note));
  } else if (auto* consent = std::get_if<ConsentRecorded>(&body)) {
    part.consents.push_back(std::move(*consent));
  } else if (auto* forgotten = std::get_if<AnswersErased>(&body)) {
    part.forgotten.push_back(std::move(*forgotten));
  }
  return true;
}

// Without the form, or with one that is damaged: as they are kept.
std::vector<forms::Said> as_kept(std::string_view answers) {
  std::vector<forms::Said> said;
  auto read = forms::read_answers(answers);
  if (!read) return said;
  for (auto& [path, value] : *read) said.push_back({std::move(path), std::move(value)});
  return said;
}

// A form of the bundle, taken apart once for all answers to it.
struct KnownForm {
  FormSet const* set = nullptr;
  std::unique_ptr<forms::Form const> form;    // of which the blueprint is made: stays where it is
  std::optional<forms::Blueprint> blueprint;  // nothing when it is damaged
};

class KnownForms {
 public:
  explicit KnownForms(CareBundle const& bundle) : bundle_(bundle) {}

  // Null for a form that is not in the bundle.
  KnownForm const* find(FormId const& form, std::int64_t version) {
    auto [known, fresh] = known_.try_emplace({form, version});
    if (fresh) known->second = take_apart(form, version);
    return known->second.set == nullptr ? nullptr : &known->second;
  }

 private:
  KnownForm take_apart(FormId const& id, std::int64_t version) const {
    auto set = std::ranges::find_if(
        bundle_.forms, [&](FormSet const& it) { return it.form == id && it.version == version; });
    if (set == bundle_.forms.end()) return {};
    KnownForm known{&*set, {}, {}};
    auto form = forms::unpack_form(set->canonical);
    if (!form) return known;
    known.form = std::make_unique<forms::Form const>(std::move(*form));
    if (auto made = forms::Blueprint::make(*known.form)) known.blueprint = std::move(*made);
    return known;
  }

  CareBundle const& bundle_;
  std::map<std::pair<FormId, std::int64_t>, KnownForm> known_;
};

void add_words(KnownForms& known_forms, OpenedAnswer& answer, std::string_view language,
               Random& random) {
  answer.title = answer.said.form;
  auto const* form = known_forms.find(answer.said.form_id, answer.said.version);
  if (form != nullptr) {
    bool english = language == "en" && !form->set->title.en.empty();
    answer.title = english ? form->set->title.en : form->set->title.th;
  }
  if (form != nullptr && form->blueprint) {
    auto words = forms::in_words(*form->blueprint, answer.said.answers, language, random);
    if (words) {
      answer.lines = std::move(*words);
      return;
    }
  }
  answer.lines = as_kept(answer.said.answers);
}

void add_notes(CareBundle::Part const& part, crypto::OpeningKey const& key, OpenedAnswer& answer) {
  for (CareNoted const& note : part.notes) {
    if (note.answer != answer.id) continue;
    auto text = forms::open_note(note, key);
    // Whether it was followed up is bound to what is sealed: only what opens is believed.
    if (!text) continue;
    answer.followed_up = answer.followed_up || note.followed_up;
    if (!text->empty()) answer.notes.push_back(std::move(*text));
  }
}

bool is_taken_back(CareBundle const& bundle, CareBundle::Part const& part,
                   forms::Confidence const& said) {
  auto is_his = [&](PersonErased const& it) {
    return std::ranges::count(it.people, said.participant) > 0;
  };
  if (std::ranges::any_of(bundle.erased, is_his)) return true;
  return std::ranges::any_of(part.consents, [&](ConsentRecorded const& it) {
    if (it.participant != said.participant) return false;
    // An answer of before consents were counted stands under whatever is said now.
    return !it.granted || (said.consent > 0 && it.version > said.consent);
  });
}

}  // namespace

std::string digest_of_requests(CareBundle const& bundle, CareBundle::Part const& part) {
  std::string text;
  for (PersonErased const& it : bundle.erased) append_line(text, it);
  for (ConsentRecorded const& it : part.consents) append_line(text, it);
  return text.empty() ? text : to_hex(crypto::blake2b({as_bytes(text)}));
}

std::string write_bundle(CareBundle const& bundle) {
  std::string out(first_line);
  out += '\n';
  for (CareKeySet const& reader : bundle.readers) append_line(out, reader);
  for (FormSet const& form : bundle.forms) append_line(out, form);
  for (PersonErased const& person : bundle.erased) append_line(out, person);
  for (CareBundle::Part const& part : bundle.parts) {
    out += "programme " + to_text(part.programme) + "\n";
    for (AnswerSealed const& answer : part.answers) append_line(out, answer);
    for (CareNoted const& note : part.notes) append_line(out, note);
    for (ConsentRecorded const& consent : part.consents) append_line(out, consent);
    for (AnswersErased const& forgotten : part.forgotten) append_line(out, forgotten);
    if (!part.dealt_with.empty()) out += "forgotten " + part.dealt_with + "\n";
  }
  return out;
}

Result<CareBundle> read_bundle(std::string_view text) {
  CareBundle bundle;
  std::size_t number = 0;
  while (!text.empty()) {
    auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line != first_line) {
      return fail(ErrorCode::invalid, "read what headquarters handed out", "this is something else",
                  "it comes from: sala-hq care-team hand-out");
    }
    if (number == 1 || line.empty()) continue;
    auto kind = take_word(line);
    if (kind == "programme") {
      auto id = id_from_text<ProgrammeId>(take_word(line));
      if (!id) return not_whole(number);
      bundle.parts.push_back({*id, {}, {}});
    } else if (kind == "forgotten" && !bundle.parts.empty()) {
      bundle.parts.back().dealt_with = take_word(line);
    } else if (!take_body(bundle, kind, line)) {
      return not_whole(number);
    }
  }
  if (number == 0) return not_whole(1);
  return bundle;
}

Opened open_bundle(CareBundle const& bundle, crypto::OpeningKey const& key,
                   std::string_view language, Random& random) {
  Opened opened;
  KnownForms known_forms(bundle);
  for (CareBundle::Part const& part : bundle.parts) {
    for (AnswerSealed const& sealed : part.answers) {
      auto said = forms::open(sealed, key);
      if (!said) {
        bool foreign = said.error().code == ErrorCode::not_found;
        ++(foreign ? opened.for_others : opened.damaged);
        continue;
      }
      if (is_taken_back(bundle, part, *said)) {
        opened.taken_back[part.programme].push_back(sealed.answer);
        continue;
      }
      OpenedAnswer answer{sealed.answer, part.programme, std::move(*said), {}, {}, {}, false};
      add_words(known_forms, answer, language, random);
      add_notes(part, key, answer);
      opened.answers.push_back(std::move(answer));
    }
  }
  std::stable_sort(opened.answers.begin(), opened.answers.end(),
                   [](auto const& a, auto const& b) { return a.said.began_s > b.said.began_s; });
  return opened;
}

}  // namespace sala::hq
