#include "sync/hq/commands/import_forms.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "platform/posix/files.h"
#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"

namespace sala::hq {
namespace {

bool same(FormSet const& a, FormSet const& b) {
  return a.canonical == b.canonical && a.answers == b.answers && a.title == b.title &&
         a.withdrawn == b.withdrawn && a.pictures == b.pictures;
}

std::string told_of(FormSet const& form, bool known, bool changed, Words const& words) {
  auto version = std::to_string(form.version);
  if (!known) return words.tr("The form “{title}” is new.", {{"title", form.title.th}}) + "\n";
  if (!changed) {
    return words.tr("The form “{title}” is the same as before.", {{"title", form.title.th}}) + "\n";
  }
  return words.tr("The form “{title}” has changed: this will be version {n}.",
                  {{"title", form.title.th}, {"n", version}}) +
         "\n";
}

// What was read of one file and its pictures; `canonical` empty: it cannot be taken.
struct Read {
  FormSet form;
  std::vector<PictureKept> pieces;
  std::string told;
};

Read read_form(Attachment const& file, std::span<Attachment const> pictures, Words const& words) {
  auto reading = forms::read_xlsform(file.bytes, file.name);
  auto find = pictures_among(pictures, file.name);
  for (auto& problem : forms::check_pictures(reading.form, find)) {
    reading.problems.push_back(std::move(problem));
  }
  Read read;
  read.told = file.name + "\n";
  for (auto const& problem : reading.problems) read.told += forms::in_words(problem, words);
  if (!forms::can_be_used(reading.problems)) return read;
  read.form.code = reading.form.id;
  read.form.title.th = reading.form.title;
  read.form.answers = reading.form.answers;
  for (auto const& name : forms::pictures_of(reading.form)) {
    read.form.pictures.push_back(forms::keep_picture(name, *find(name), read.pieces));
  }
  auto packed = forms::pack_form(reading.form);
  if (packed) read.form.canonical = std::move(*packed);
  // The id and the version are not there yet: less than a hundred bytes.
  if (!packed || write_body(read.form).size() + 100 > max_body_bytes) {
    read.form.canonical.clear();
    read.told += std::string(words.tr("The form is too large. Divide it.")) + "\n";
  }
  return read;
}

// What a box may have already is not written again.
void add_pieces(FormImport& out, std::vector<PictureKept> pieces, std::set<PictureId>& kept,
                ProgrammeId const& programme) {
  std::set<PictureId> fresh;
  for (PictureKept& it : pieces) {
    if (kept.contains(it.picture)) continue;
    fresh.insert(it.picture);
    out.drafts.push_back({programme, Body(std::move(it))});
  }
  kept.merge(fresh);
}

}  // namespace

std::string picture_attachment(std::string_view form, std::string_view picture) {
  return std::string(form) + "/" + std::string(picture);
}

forms::FindPicture pictures_among(std::span<Attachment const> pictures, std::string const& form) {
  return [=](std::string const& file) -> std::optional<std::string> {
    for (auto const& name : {picture_attachment(form, file), file}) {
      auto found = std::ranges::find(pictures, name, &Attachment::name);
      if (found != pictures.end()) return found->bytes;
    }
    return std::nullopt;
  };
}

std::vector<Attachment> pictures_beside(std::string const& path, std::string_view form_bytes) {
  auto name = std::filesystem::path(path).filename().string();
  auto reading = forms::read_xlsform(form_bytes, name);
  std::vector<Attachment> found;
  for (auto const& picture : forms::pictures_of(reading.form)) {
    auto bytes = files::read_beside(path, picture);
    // Of what is too large only that it is.
    bool huge =
        bytes ? bytes->size() > forms::largest_picture : bytes.error().code == ErrorCode::invalid;
    if (huge) bytes = std::string(forms::largest_picture + 1, '\0');
    if (bytes) found.push_back({picture_attachment(name, picture), std::move(*bytes)});
  }
  return found;
}

bool is_form(Attachment const& file) { return forms::looks_like_form(file.bytes, file.name); }

FormImport plan_forms(std::span<Attachment const> files, std::span<Attachment const> pictures,
                      std::vector<FormSet> const& known, ProgrammeId const& programme,
                      Words const& words, Clock const& clock, Random& random) {
  FormImport out;
  std::set<PictureId> kept;
  for (FormSet const& form : known) {
    for (PictureUse const& use : form.pictures) kept.insert(use.picture);
  }
  for (Attachment const& file : files) {
    auto read = read_form(file, pictures, words);
    out.told += read.told;
    FormSet& form = read.form;
    if (form.canonical.empty()) {
      out.good = false;
      continue;
    }
    auto there = std::ranges::find(known, form.code, &FormSet::code);
    bool is_known = there != known.end();
    form.form = is_known ? there->form : new_id<FormId>(clock.wall(), random);
    form.version = is_known ? there->version + 1 : 1;
    bool changed = !is_known || !same(form, *there);
    out.told += told_of(form, is_known, changed, words);
    if (!changed) continue;
    add_pieces(out, std::move(read.pieces), kept, programme);
    out.drafts.push_back({programme, Body(form)});
  }
  if (!out.good) out.drafts.clear();
  return out;
}

}  // namespace sala::hq
