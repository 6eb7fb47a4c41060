#include "sync/hq/admin.h"

#include "platform/base/explain.h"

namespace sala::hq {
namespace {

enum class Kind : std::uint8_t { job = 1, said = 2, complained = 3, ended = 4 };

// More of each than anybody types.
constexpr std::uint64_t most_items = 10'000;

void send(LocalChannel& channel, Kind kind, std::string_view body) {
  // A caller who has gone does not stop the work.
  (void)channel.send(static_cast<std::uint8_t>(kind), body);
}

class ChannelSink final : public Sink {
 public:
  ChannelSink(LocalChannel& channel, Words words) : Sink(words), channel_(channel) {}
  void say(std::string_view text) override { send(channel_, Kind::said, text); }
  void complain(std::string_view text) override { send(channel_, Kind::complained, text); }

 private:
  LocalChannel& channel_;
};

std::string write_job(Job const& job) {
  std::string bytes;
  ByteWriter out(bytes);
  out.text(job.command);
  out.text(job.language);
  out.varint(job.coloured ? 1 : 0);
  out.varint(job.words.size());
  for (auto const& text : job.words) out.text(text);
  out.varint(job.files.size());
  for (auto const& file : job.files) {
    out.text(file.name);
    out.text(file.bytes);
  }
  out.varint(job.secrets.size());
  for (auto const& [name, value] : job.secrets) {
    out.text(name);
    out.text(value);
  }
  return bytes;
}

Result<Job> read_job(std::string_view bytes) {
  ByteReader in(bytes);
  Job job;
  job.command = in.text();
  job.language = in.text();
  job.coloured = in.varint() != 0;
  auto words = in.varint();
  for (std::uint64_t i = 0; in.ok() && i < words && i < most_items; ++i) {
    job.words.emplace_back(in.text());
  }
  auto files = in.varint();
  for (std::uint64_t i = 0; in.ok() && i < files && i < most_items; ++i) {
    std::string name(in.text());
    job.files.push_back({std::move(name), std::string(in.text())});
  }
  auto secrets = in.varint();
  for (std::uint64_t i = 0; in.ok() && i < secrets && i < most_items; ++i) {
    std::string name(in.text());
    job.secrets[name] = in.text();
  }
  if (!in.ok() || !in.at_end()) {
    return fail(ErrorCode::invalid, word("read the job"), word("it is not one"),
                word("use the sala-hq of the same version as the running one"));
  }
  return job;
}

}  // namespace

void serve_admin(LocalChannel& channel, Desk& desk) {
  auto message = channel.receive();
  if (!message) return;
  auto job = read_job(message->body);
  ChannelSink sink(channel, desk.catalogue.in(job ? job->language : "th"));
  int code = exit_usage;
  if (job) {
    code = run_writing(desk, *job, sink);
  } else {
    sink.complain(explain(sink.words(), job.error()) + "\n");
  }
  send(channel, Kind::ended, std::to_string(code));
}

Result<int> send_to_running(DataFolder const& folder, Job const& job, Sink& sink) {
  auto channel = LocalChannel::connect(folder.socket());
  if (!channel) {
    return fail(ErrorCode::busy, "use " + folder.path(),
                "another program works with it and does not listen: " + channel.error().cause,
                word("wait until it has ended, or start 'sala-hq serve' as the same user"));
  }
  TRY(channel->send(static_cast<std::uint8_t>(Kind::job), write_job(job)));
  while (true) {
    auto message = TRY(channel->receive());
    switch (static_cast<Kind>(message.type)) {
      case Kind::said:
        sink.say(message.body);
        break;
      case Kind::complained:
        sink.complain(message.body);
        break;
      case Kind::ended:
        return message.body == "0" ? exit_good : message.body == "2" ? exit_usage : exit_trouble;
      default:
        return fail(ErrorCode::invalid, word("hear from headquarters"),
                    word("it speaks otherwise"));
    }
  }
}

}  // namespace sala::hq
