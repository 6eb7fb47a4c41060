#include "sync/hq/answer_sheet.h"

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "platform/thai/date.h"
#include "sync/forms/form_json.h"
#include "sync/views/released.h"

namespace sala::hq {
namespace {

std::string uuid_of(std::string_view name) {
  auto hash = crypto::blake2b({as_bytes("sala-answer-1"), as_bytes(name)});
  SessionId id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x80);  // RFC 9562, version 8
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return "uuid:" + to_text(id);
}

bool is_in(AnswerScope const& scope, ProgrammeId const& programme, SessionId const& session) {
  if (scope.programme && *scope.programme != programme) return false;
  if (!scope.sessions) return true;
  return std::find(scope.sessions->begin(), scope.sessions->end(), session) !=
         scope.sessions->end();
}

Result<void> add_named(views::Queries& queries, AnswerScope const& scope, AnswerSheet& sheet) {
  for (auto& row : TRY(queries.answers(sheet.newest.form))) {
    if (!is_in(scope, row.programme, row.body.session)) continue;
    Given given;
    given.uuid = uuid_of(to_text(row.name));
    given.version = row.body.version;
    given.programme = row.programme;
    given.session = row.body.session;
    given.when = row.body.when;
    given.participant = row.body.participant;
    given.day = thai::iso_date(thai::to_local(row.time.at).date);
    given.began = WallTime(std::chrono::seconds(row.body.began_s));
    given.saved = row.time.at;
    auto answers = forms::read_answers(row.body.answers);
    if (!answers) continue;  // some box wrote what is none
    given.answers = std::move(*answers);
    sheet.given.push_back(std::move(given));
  }
  return {};
}

Result<void> add_anonymous(views::Queries& queries, AnswerScope const& scope, AnswerSheet& sheet) {
  auto released = TRY(views::released_answers(queries, sheet.newest.form));
  for (auto& it : released.list) {
    if (!is_in(scope, it.programme, it.session)) continue;
    Given given;
    given.uuid = uuid_of(to_text(it.batch) + "." + std::to_string(it.place));
    given.version = it.version;
    given.programme = it.programme;
    given.session = it.session;
    given.day = std::move(it.day);
    given.answers = std::move(it.answers);
    sheet.given.push_back(std::move(given));
  }
  // Not in the order of their boxes, which is that of time.
  std::sort(sheet.given.begin(), sheet.given.end(),
            [](Given const& a, Given const& b) { return a.uuid < b.uuid; });
  return {};
}

}  // namespace

Result<AnswerSheet> read_answer_sheet(views::Queries& queries, FormSet const& form,
                                      AnswerScope const& scope) {
  AnswerSheet sheet;
  sheet.newest = form;
  switch (form.answers) {
    case AnswerKind::named:
      TRY(add_named(queries, scope, sheet));
      break;
    case AnswerKind::anonymous:
      TRY(add_anonymous(queries, scope, sheet));
      break;
    case AnswerKind::confidential:
      return fail(ErrorCode::refused, "read the answers to " + form.code,
                  "the form is confidential: only the care team can read them",
                  "the care team opens them on its own machine");
  }
  sheet.versions.emplace(form.version, TRY(forms::unpack_form(form.canonical)));
  for (Given const& given : sheet.given) {
    if (sheet.versions.contains(given.version)) continue;
    auto set = TRY(queries.form(form.form, given.version));
    if (set) sheet.versions.emplace(given.version, TRY(forms::unpack_form(set->canonical)));
  }
  return sheet;
}

}  // namespace sala::hq
