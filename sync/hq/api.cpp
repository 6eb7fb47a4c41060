#include "sync/hq/api.h"

namespace sala::hq {
namespace {

// A code has 50 bits: sixty guesses a minute find none in a million years, and do not let one
// neighbour's mistakes lock out all others.
constexpr std::size_t wrong_codes_a_minute = 5;
constexpr std::size_t wrong_codes_of_all_a_minute = 60;
constexpr char everybody[] = "";
// A push of so many new events is a backlog, not a queue at the door.
constexpr std::uint64_t many_events = 100;

link::Nonce nonce_of(http::Request const& request) {
  return hex_array<16>(request.headers.find("Sala-Nonce").value_or("")).value_or(link::Nonce{});
}

}  // namespace

struct Api::Asker {
  DeviceId device;
  link::Nonce nonce{};
  std::shared_ptr<DeviceEntry const> entry;
};

// A push on its way: the frame's memory lives until its events are written.
struct Api::Push {
  Asker asker;
  std::string body;
  link::Frame frame;
  http::Responder responder;
  std::vector<link::StreamAnswer> answers;  // one a run of the frame
  std::vector<ledger::CheckedRun> good;
  std::vector<std::size_t> good_at;  // index in `answers`, of each good one
  std::vector<std::pair<std::size_t, std::string>> broken;
};

Result<std::unique_ptr<Api>> Api::start(Parts parts) {
  auto answers = std::make_shared<Answers const>(parts.key, parts.clock);
  auto directory = TRY(Directory::open(parts.ledger_path, parts.clock));
  auto pulls = TRY(Pulls::open(parts.ledger_path, answers, parts.clock, parts.unloading_rest));
  return std::unique_ptr<Api>(
      new Api(std::move(parts), std::move(answers), std::move(directory), std::move(pulls)));
}

Api::Api(Parts parts, std::shared_ptr<Answers const> answers, std::unique_ptr<Directory> directory,
         std::unique_ptr<Pulls> pulls)
    : parts_(std::move(parts)),
      answers_(std::move(answers)),
      directory_(std::move(directory)),
      pulls_(std::move(pulls)),
      wrong_codes_(wrong_codes_a_minute, std::chrono::minutes(1)),
      wrong_codes_of_all_(wrong_codes_of_all_a_minute, std::chrono::minutes(1)) {}

bool Api::post(std::function<void()> job) {
  if (parts_.post) return parts_.post(std::move(job));
  job();
  return true;
}

void Api::handle(http::Request&& request, http::Responder responder) {
  link::Nonce nonce = nonce_of(request);
  if (request.body.size() > link::max_frame_bytes) {
    responder.answer(answers_->refusal(nonce, 413, "a request is at most 1 MiB"));
    return;
  }
  bool is_post = request.method == http::Method::post;
  if (request.path == "/v1/enrol" && is_post) {
    enrol(request, std::move(responder));
    return;
  }
  int status = 0;
  auto asker = who_asks(request, status);
  if (!asker) {
    responder.answer(answers_->refusal(nonce, status, asker.error().cause));
    return;
  }
  {
    std::lock_guard guard(mutex_);
    heard_[asker->device] = about_[asker->device] = parts_.clock.wall();
    heard_new_ = ever_heard_.insert(asker->device).second || heard_new_;
  }
  dispatch(std::move(*asker), std::move(request), std::move(responder));
}

void Api::dispatch(Asker asker, http::Request&& request, http::Responder responder) {
  bool is_post = request.method == http::Method::post;
  bool is_get = request.method == http::Method::get;
  if (request.path == "/v1/push" && is_post) {
    push(std::move(asker), std::move(request), std::move(responder));
  } else if (request.path == "/v1/pull" && is_get) {
    pull(asker, request, std::move(responder));
  } else if (request.path == "/v1/hello" && is_get) {
    hello(asker, request, std::move(responder));
  } else {
    responder.answer(answers_->refusal(asker.nonce, 404, "there is nothing of that name"));
  }
}

Result<Api::Asker> Api::who_asks(http::Request const& request, int& status) {
  auto refuse = [&](int with, std::string_view why) {
    status = with;
    return fail(ErrorCode::refused, "check request", why);
  };
  auto device = device_from_text(request.headers.find("Sala-Device").value_or(""));
  auto nonce = hex_array<16>(request.headers.find("Sala-Nonce").value_or(""));
  auto signature = hex_array<64>(request.headers.find("Sala-Signature").value_or(""));
  if (!device || !nonce || !signature) return refuse(401, "the request is not signed");
  auto entry = directory_->find(*device);
  if (!entry) return refuse(503, entry.error().message());
  if (*entry == nullptr) return refuse(401, "this box is not known here");
  auto message = link::request_message(*nonce, http::method_name(request.method), request.target,
                                       request.body);
  if (!crypto::verify(device->bytes, as_bytes(message), *signature)) {
    return refuse(401, "the signature is wrong");
  }
  if ((*entry)->revoked) return refuse(403, "this box is revoked");
  return Asker{*device, *nonce, *entry};
}

// ---- enrolment

void Api::enrol(http::Request const& request, http::Responder responder) {
  link::Nonce nonce = nonce_of(request);
  auto now = parts_.clock.boottime();
  auto wait =
      std::max(wrong_codes_.wait(request.peer, now), wrong_codes_of_all_.wait(everybody, now));
  if (wait.count() > 0) {
    responder.answer(answers_->refusal(nonce, 429, "too many wrong codes; try in a minute"));
    return;
  }
  auto enrolment = link::enrolment_from_json(request.body);
  if (!enrolment) {
    responder.answer(answers_->refusal(nonce, 400, enrolment.error().message()));
    return;
  }
  auto entry = directory_->find(enrolment->device);
  if (entry && *entry != nullptr && (*entry)->revoked) {
    responder.answer(answers_->refusal(nonce, 403, "this box is revoked; it needs new keys"));
    return;
  }
  // The code is looked for on the reading thread: it is written down as used before the answer.
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  bool taken = post([this, nonce, shared, enrolment = *enrolment, peer = request.peer] {
    redeem(nonce, enrolment, peer, shared);
  });
  if (!taken) shared->answer(answers_->refusal(nonce, 503, "too much to do; try again"));
}

void Api::redeem(link::Nonce const& nonce, link::Enrolment const& enrolment,
                 std::string const& peer, std::shared_ptr<http::Responder> const& responder) {
  auto redeemed = parts_.office.redeem(enrolment.device, enrolment.proof);
  if (!redeemed) {
    responder->answer(answers_->refusal(nonce, 503, redeemed.error().message()));
    return;
  }
  if (!*redeemed) {
    wrong_codes_.failed(peer, parts_.clock.boottime());
    wrong_codes_of_all_.failed(everybody, parts_.clock.boottime());
    responder->answer(answers_->refusal(nonce, 403, "the code is wrong, used or too old"));
    return;
  }
  EnrolmentPlan const& plan = (*redeemed)->plan;
  link::EnrolmentAnswer answer;
  answer.headquarters = answers_->headquarters();
  answer.proof =
      link::enrolment_answer_proof((*redeemed)->code, enrolment.device, answer.headquarters);
  answer.name = plan.name;
  answer.venue = plan.venue;
  answer.programmes = plan.programmes;
  DeviceEnrolled event{enrolment.device, plan.name, plan.venue, plan.programmes};
  append({{common_programme, std::move(event)}},
         [this, nonce, responder, answer](Result<std::vector<EventName>> const& written) {
           responder->answer(written ? answers_->json(nonce, link::to_json(answer))
                                     : answers_->refusal(nonce, 503, written.error().message()));
         });
}

// ---- hello

void Api::hello(Asker const& asker, http::Request const& request, http::Responder responder) {
  link::HelloAnswer answer;
  answer.name = asker.entry->name;
  answer.venue = asker.entry->venue;
  answer.programmes = asker.entry->programmes;
  answer.pins = parts_.pins;
  bool tell_streams = request.query_value("streams") == "1";
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto read = [this, asker, shared, tell_streams, answer]() mutable {
    auto streams = pulls_->streams_of(asker.device);
    if (!streams) {
      shared->answer(answers_->refusal(asker.nonce, 503, streams.error().message()));
      return;
    }
    answer.held = link::digest_of(*streams);
    if (tell_streams) answer.streams = std::move(*streams);
    shared->answer(answers_->json(asker.nonce, link::to_json(answer)));
  };
  if (!post(read)) shared->answer(answers_->refusal(asker.nonce, 503, "too much to do; try again"));
}

// ---- push

void Api::push(Asker asker, http::Request&& request, http::Responder responder) {
  auto frame = link::decode(request.body);
  if (!frame) {
    responder.answer(answers_->refusal(asker.nonce, 400, frame.error().message()));
    return;
  }
  auto push = std::make_shared<Push>(Push{std::move(asker),
                                          std::move(request.body),
                                          std::move(*frame),
                                          std::move(responder),
                                          {},
                                          {},
                                          {},
                                          {}});
  for (ledger::Run& run : push->frame.events.runs) {
    std::size_t index = push->answers.size();
    auto& answer = push->answers.emplace_back();
    answer.device = run.stream.device;
    answer.epoch = static_cast<std::int64_t>(run.stream.epoch);
    if (!may_send(push->asker, run)) {
      answer.verdict = link::verdict_refused;
      continue;
    }
    auto checked = ledger::check(std::move(run));
    if (checked) {
      push->good.push_back(std::move(*checked));
      push->good_at.push_back(index);
    } else {
      push->broken.emplace_back(index, checked.error().cause);
    }
  }
  push->broken.empty() ? take_in(push) : keep_aside(push);
}

// A box sends its own events, and brings back to a headquarters that was restored what it holds of
// headquarters' and of boxes that are known here; their signatures vouch for those.
bool Api::may_send(Asker const& asker, ledger::Run const& run) {
  DeviceId const& writer = run.stream.device;
  if (writer == asker.device) return asker.entry->may_deliver(run.programme);
  if (!asker.entry->may_carry(run.programme)) return false;
  if (writer == answers_->headquarters()) return true;
  auto known = directory_->find(writer);
  return known && *known != nullptr;
}

// What is broken goes to quarantine for a person to look at, and delays no other.
void Api::keep_aside(std::shared_ptr<Push> const& push) {
  auto work = [push](ledger::Ledger& ledger) -> Result<void> {
    auto frame = TRY(link::decode(push->body));  // the first reading was taken apart by the check
    auto reader = TRY(ledger::Reader::open(ledger.database()));
    for (auto const& [index, why] : push->broken) {
      ledger::Run const& run = frame.events.runs[index];
      std::uint64_t first = run.events.empty() ? 0 : run.first_seq();
      TRY(ledger.quarantine(run.stream, first, why, link::encode({run})));
      auto stream = TRY(reader.stream(run.stream));
      auto& answer = push->answers[index];
      answer.verdict = link::to_text(ledger::Verdict::quarantined);
      answer.last_seq = stream ? static_cast<std::int64_t>(stream->last_seq) : 0;
    }
    return {};
  };
  parts_.keeper.with_ledger(std::move(work), [this, push](Result<void> const& done) {
    if (done) {
      take_in(push);
    } else {
      push->responder.answer(answers_->refusal(push->asker.nonce, 503, done.error().message()));
    }
  });
}

void Api::take_in(std::shared_ptr<Push> const& push) {
  if (push->good.empty()) {
    push->responder.answer(answers_->json(push->asker.nonce, link::to_json({push->answers})));
    return;
  }
  Pulls::News touched;
  for (auto const& run : push->good) touched.emplace(run.run.programme, run.run.stream.device);
  ledger::Intake intake;
  intake.runs = std::move(push->good);
  parts_.keeper.take_in(
      std::move(intake),
      [this, push, touched](Result<std::vector<ledger::Outcome>> const& outcomes) {
        if (!outcomes) {
          push->responder.answer(
              answers_->refusal(push->asker.nonce, 503, outcomes.error().message()));
          return;
        }
        std::uint64_t added = 0;
        for (std::size_t i = 0; i < outcomes->size(); ++i) {
          auto& answer = push->answers[push->good_at[i]];
          answer.last_seq = static_cast<std::int64_t>((*outcomes)[i].last_seq);
          answer.verdict = link::to_text((*outcomes)[i].verdict);
          added += (*outcomes)[i].added;
        }
        push->responder.answer(answers_->json(push->asker.nonce, link::to_json({push->answers})));
        bool much = added >= many_events;
        if (added > 0) announce(touched, much ? std::optional(push->asker.device) : std::nullopt);
      });
}

// ---- pull

void Api::pull(Asker const& asker, http::Request const& request, http::Responder responder) {
  auto ask = read_pull(request.query);
  if (!ask) {
    responder.answer(answers_->refusal(asker.nonce, 400, ask.error().message()));
    return;
  }
  for (auto const& [programme, after] : ask->after) {
    if (asker.entry->may_carry(programme)) continue;
    responder.answer(
        answers_->refusal(asker.nonce, 403, "this box is not bound to that programme"));
    return;
  }
  ask->device = asker.device;
  ask->nonce = asker.nonce;
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  bool taken = post([this, shared, ask = std::move(*ask)]() mutable {
    pulls_->ask(std::move(ask), std::move(*shared));
  });
  if (!taken) shared->answer(answers_->refusal(asker.nonce, 503, "too much to do; try again"));
}

void Api::append(std::vector<ledger::Draft> drafts, views::Done<std::vector<EventName>> done) {
  Pulls::News touched;
  for (auto const& draft : drafts) touched.emplace(draft.programme, answers_->headquarters());
  parts_.keeper.append(std::move(drafts), [this, touched, done = std::move(done)](
                                              Result<std::vector<EventName>> names) {
    if (names) {
      directory_->stale();
      announce(touched);
    }
    done(std::move(names));
  });
}

void Api::announce(Pulls::News const& news, std::optional<DeviceId> unloading) {
  {
    std::lock_guard guard(mutex_);
    news_.insert(news.begin(), news.end());
    if (unloading) unloading_.insert(*unloading);
    if (announcing_) return;
    announcing_ = true;
  }
  auto tell = [this] {
    Pulls::News told;
    std::set<DeviceId> busy;
    {
      std::lock_guard guard(mutex_);
      announcing_ = false;
      told.swap(news_);
      busy.swap(unloading_);
    }
    for (DeviceId const& device : busy) pulls_->unloading(device);
    pulls_->announce(told);
  };
  if (post(tell)) return;
  // Too much waits: the next event, or the end of their patience, tells them.
  std::lock_guard guard(mutex_);
  announcing_ = false;
}

void Api::tick() { pulls_->tick(); }

void Api::changed(views::Projector::Changes const& changes) {
  bool settings = changes.everything;
  for (auto const& change : changes.list) {
    settings = settings || (change.programme == common_programme && change.session.is_nil());
  }
  if (settings) directory_->stale();
}

bool Api::heard_somebody_new() {
  std::lock_guard guard(mutex_);
  return std::exchange(heard_new_, false);
}

Result<void> Api::write_down_heard() {
  std::map<DeviceId, WallTime> heard;
  {
    std::lock_guard guard(mutex_);
    heard.swap(heard_);
  }
  return parts_.office.heard(heard);
}

}  // namespace sala::hq
