// A running headquarters: the ledger thread, the kiosk protocol, live pages, the admin socket, all
// built and taken down in one place.
#pragma once

#include <memory>
#include <string>

#include "platform/base/catalogue.h"
#include "platform/http/server.h"
#include "sync/hq/data_folder.h"

namespace sala::hq {

struct ServiceOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  std::optional<http::TlsIdentity> tls;
  // The certificate (PEM) that will follow; boxes are told its key, too. Empty: none.
  std::string next_certificate;
  // How others reach us, "https://hq.example.org:8443"; empty: made of address and port.
  std::string url;
  int threads = 2;  // of the server
};

class Service {
 public:
  // Takes the folder's lock (busy: another one runs), reads keys, words and pages, listens. Plain
  // http is served to this machine only (ErrorCode::refused otherwise).
  static Result<std::unique_ptr<Service>> start(DataFolder const& folder,
                                                ServiceOptions const& options, Clock const& clock,
                                                Random& random);
  // Answers what is under way, writes what waits, closes.
  ~Service();

  std::uint16_t port() const;
  std::string const& url() const;
  http::ServerCounts counts() const;

 private:
  struct Parts;
  explicit Service(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

bool is_loopback(std::string_view address);

}  // namespace sala::hq
