#include <algorithm>
#include <future>

#include "platform/base/explain.h"
#include "sync/hq/commands/all.h"

namespace sala::hq {

std::span<Command const> commands() {
  static Command const all[] = {
      init_command(),  serve_command(),  import_command(),    enrol_command(),  revoke_command(),
      staff_command(), status_command(), verify_command(),    export_command(), form_command(),
      seats_command(), report_command(), care_team_command(), care_command(),   consent_command(),
      erase_command(), forms_command()};
  return all;
}

Command const* find_command(std::string_view name) {
  auto all = commands();
  auto found = std::find_if(all.begin(), all.end(),
                            [&](Command const& command) { return command.name == name; });
  return found == all.end() ? nullptr : &*found;
}

Result<std::vector<EventName>> Desk::write(std::vector<ledger::Draft> drafts) const {
  std::promise<Result<std::vector<EventName>>> promise;
  append(std::move(drafts),
         [&](Result<std::vector<EventName>> names) { promise.set_value(std::move(names)); });
  return promise.get_future().get();
}

Result<std::vector<EventName>> Desk::write_against(views::Compose work) const {
  std::promise<Result<std::vector<EventName>>> promise;
  auto done = [&](Result<std::vector<EventName>> names) { promise.set_value(std::move(names)); };
  compose ? compose(std::move(work), done) : keeper.write(std::move(work), done);
  return promise.get_future().get();
}

int run_writing(Desk& desk, Job const& job, Sink& sink) {
  auto attempt = [&]() -> Result<int> {
    Command const* command = find_command(job.command);
    auto const* run = command == nullptr ? nullptr : std::get_if<Writes>(&command->run);
    if (run == nullptr) {
      return fail(ErrorCode::not_found, "run '" + job.command + "'",
                  word("there is no such command"),
                  word("is the running headquarters older than this program?"));
    }
    auto arguments = TRY(Arguments::parse(command->options, job.words));
    return (*run)(desk, arguments, job, sink);
  };
  auto result = attempt();
  if (result) return *result;
  sink.complain("sala-hq " + job.command + ": " + explain(sink.words(), result.error()) + "\n");
  return result.error().code == ErrorCode::invalid ? exit_usage : exit_trouble;
}

}  // namespace sala::hq
