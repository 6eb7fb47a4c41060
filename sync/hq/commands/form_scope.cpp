#include "sync/hq/commands/form_scope.h"

#include "platform/base/catalogue.h"
#include "sync/hq/find.h"

namespace sala::hq {

Result<FormSet> find_form(views::Queries& queries, std::string_view text) {
  std::string known;
  for (FormSet& form : TRY(queries.forms(common_programme))) {
    if (form.code == text || to_text(form.form) == text) return std::move(form);
    known += (known.empty() ? "there are: " : ", ") + form.code;
  }
  return fail(ErrorCode::not_found, "find form '" + std::string(text) + "'",
              word("there is none of that code"),
              known.empty() ? std::string(word("import a form first")) : known);
}

Result<AnswerScope> scope_of(views::Queries& queries, Arguments const& arguments) {
  AnswerScope scope;
  if (auto name = arguments.value("programme")) {
    scope.programme = TRY(find_programme(queries, *name)).programme;
  }
  if (auto name = arguments.value("course")) {
    auto found = TRY(find_course(queries, *name));
    scope.sessions.emplace();
    for (SessionSet const& it : TRY(queries.sessions(found.programme.programme))) {
      if (it.course == found.course.course) scope.sessions->push_back(it.session);
    }
  }
  if (auto name = arguments.value("session")) {
    scope.sessions = {TRY(find_session(queries, *name)).session.session};
  }
  return scope;
}

}  // namespace sala::hq
