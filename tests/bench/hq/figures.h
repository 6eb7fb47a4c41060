// Headquarters' figures, one function each; they print their lines.
#pragma once

#include <memory>
#include <optional>

#include "sync/hq/data_folder.h"
#include "sync/link/protocol.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

namespace sala::bench {

void live_latency();
void live_500_viewers();
void hq_memory_1m_events();

// The real `sala-hq serve` on a folder of its own.
class HeadquartersProcess {
 public:
  // A folder with keys, staff and the workshop of so many people; not serving yet.
  explicit HeadquartersProcess(std::size_t people);

  hq::DataFolder const& folder() const { return folder_; }
  void serve();
  void end();
  std::uint16_t port() const { return static_cast<std::uint16_t>(port_); }
  pid_t pid() const { return process_->pid(); }
  // For one more box of the workshop.
  link::EnrolmentLink invite() const;
  // The cookie of staff who signed in to the live page.
  std::string cookie() const;

 private:
  test::TemporaryFolder place_;
  hq::DataFolder folder_{place_ / "hq"};
  int port_ = 0;
  std::optional<test::Process> process_;
};

}  // namespace sala::bench
