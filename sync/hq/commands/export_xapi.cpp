#include "sync/hq/commands/export_xapi.h"

#include "platform/posix/files.h"
#include "sync/hq/commands/form_scope.h"
#include "sync/hq/xapi.h"

namespace sala::hq {
namespace {

std::string one_a_line(std::vector<std::string> const& statements) {
  std::string out;
  for (auto const& it : statements) out += it + "\n";
  return out;
}

std::string in_one_list(std::vector<std::string> const& statements) {
  std::string out = "[";
  for (std::size_t i = 0; i < statements.size(); ++i) {
    out += (i > 0 ? ",\n" : "\n") + statements[i];
  }
  return out + "\n]\n";
}

// An account needs a home. Nobody else's: a name that stands for this headquarters only.
std::string own_home(crypto::PublicKey const& key) {
  return "https://" + to_hex(key).substr(0, 32) + ".sala.invalid/";
}

}  // namespace

Result<int> export_xapi(DataFolder const& folder, Arguments const& arguments, Sink& sink) {
  auto format = arguments.value_or("format", "lines");
  if (format != "lines" && format != "json") {
    return fail(ErrorCode::invalid, word("write the list"), "'" + format + "' is not known",
                word("say --format json, or leave it out"));
  }
  auto key = TRY(folder.read_key());
  auto home = arguments.value_or("home", own_home(key.public_key()));
  bool is_url = home.starts_with("https://") || home.starts_with("http://");
  if (!is_url || home.find_first_of(" \t\"<>\\^`{|}") != home.npos) {
    return fail(ErrorCode::invalid, word("write the list"), word("--home is no address"),
                word("say --home https://…, the address of your organisation"));
  }
  auto database = TRY(db::Database::open(folder.ledger(), db::Access::read_only));
  views::Queries queries(database);
  auto scope = TRY(scope_of(queries, arguments));
  auto statements = TRY(xapi_statements(queries, scope, {home, system_clock().wall()}));
  auto text = format == "json" ? in_one_list(statements) : one_a_line(statements);
  if (auto path = arguments.value("out")) {
    TRY(files::replace(*path, text, files::Secret::yes));
  } else {
    sink.say(text);
  }
  return exit_good;
}

}  // namespace sala::hq
