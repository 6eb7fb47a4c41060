// How a new box joins a headquarters while it runs: ask, keep the binding, start the link.
#include "kiosk/machine.h"
#include "platform/base/log.h"

namespace sala::kiosk {
namespace {

StaffActions::Joining joining_of(link::Situation situation) {
  switch (situation) {
    case link::Situation::refused:
      return StaffActions::Joining::wrong_code;
    case link::Situation::no_network:
    case link::Situation::server_trouble:
      return StaffActions::Joining::no_answer;
    default:
      return StaffActions::Joining::not_the_office;
  }
}

}  // namespace

void Machine::join(std::string const& address, std::string const& code) {
  auto normal = link::normal_code(code);
  if (!normal) {
    joining_ = Joining::unreadable;
    return;
  }
  link::EnrolmentLink link;
  // People leave out what they do not know the meaning of; only this machine speaks plain http.
  bool complete = address.find("://") != std::string::npos;
  link.url = complete ? address : "https://" + address;
  while (link.url.ends_with('/')) link.url.pop_back();
  link.code = *normal;
  ask_to_join(std::move(link));
}

void Machine::join_by_link(std::string const& text) {
  auto link = link::enrolment_link_from_text(text);
  if (!link) {
    joining_ = Joining::unreadable;
    return;
  }
  ask_to_join(std::move(*link));
}

void Machine::ask_to_join(link::EnrolmentLink link) {
  if (enrolled_ || joining_ == Joining::asking) return;
  joining_ = Joining::asking;
  http::ClientOptions client;
  client.ca_file = settings_.ca_file;
  client.pinned_keys = link.pins;
  link::EnrolmentWish wish{std::move(link), keeper_->device(), program_name};
  // It may outlive the machine by a time-out: it holds nothing of it but the mail.
  std::thread([mail = mail_, wake = options_.wake, client, wish] {
    auto result = link::enrol_and_wait(client, system_random(), wish);
    std::lock_guard guard(mail->mutex);
    if (mail->closed) return;
    mail->joined = std::move(result);
    if (wake) wake();
  }).detach();
}

void Machine::finish_joining() {
  std::optional<link::EnrolmentResult> joined;
  std::optional<Result<void>> kept;
  {
    std::lock_guard guard(mail_->mutex);
    joined = std::exchange(mail_->joined, std::nullopt);
    kept = std::exchange(mail_->kept, std::nullopt);
  }
  if (joined && !*joined) {
    auto const& trouble = joined->error();
    log(LogLevel::warning, "enrolment: " + trouble.error.message());
    joining_ = joining_of(trouble.situation);
  } else if (joined) {
    new_binding_ = **joined;
    link::keep_binding(*keeper_, *new_binding_,
                       [mail = mail_, wake = options_.wake](Result<void> result) {
                         {
                           std::lock_guard guard(mail->mutex);
                           mail->kept = std::move(result);
                         }
                         if (wake) wake();
                       });
  }
  if (!kept || !new_binding_) return;
  auto binding = *std::exchange(new_binding_, std::nullopt);
  auto programmes = binding.programmes;
  auto headquarters = binding.headquarters;
  auto started = *kept ? start_link(std::move(binding)) : *kept;
  if (!started) {
    log(LogLevel::error, started.error().message());
    joining_ = Joining::fault;
    return;
  }
  joining_ = Joining::none;
  loader_->set_headquarters(headquarters);
  loader_->set_programmes(std::move(programmes));
}

}  // namespace sala::kiosk
