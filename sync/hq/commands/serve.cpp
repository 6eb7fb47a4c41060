#include <charconv>

#include "platform/base/log.h"
#include "platform/posix/supervisor.h"
#include "platform/posix/terminal.h"
#include "sync/hq/commands/all.h"
#include "sync/hq/service.h"

namespace sala::hq {
namespace {

constexpr Option options[] = {
    {"listen", Takes::value, "ADDRESS:PORT", word("127.0.0.1:8080 unless said otherwise")},
    {"url", Takes::value, "URL", word("how boxes and people reach us, when it is not that")},
    {"tls-cert", Takes::value, "FILE", word("certificate chain (PEM): serves https")},
    {"tls-key", Takes::value, "FILE", word("its key (PEM)")},
    {"tls-next", Takes::value, "FILE",
     word("the certificate that will follow: boxes accept it too")},
};

Result<ServiceOptions> read_options(Arguments const& arguments) {
  ServiceOptions out;
  std::string listen = arguments.value_or("listen", "127.0.0.1:8080");
  auto colon = listen.rfind(':');
  std::string port = colon == listen.npos ? "" : listen.substr(colon + 1);
  auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (port.empty() || error != std::errc{} || end != port.data() + port.size()) {
    return fail(ErrorCode::invalid, "listen at '" + listen + "'",
                word("that is no address and port"),
                word("write it like 127.0.0.1:8080 or [::1]:8080"));
  }
  out.address = listen.substr(0, colon);
  if (out.address.size() > 2 && out.address.front() == '[') {
    out.address = out.address.substr(1, out.address.size() - 2);
  }
  if (out.address == "localhost") out.address = "127.0.0.1";
  out.url = arguments.value_or("url", "");
  auto certificate = arguments.value("tls-cert");
  auto key = arguments.value("tls-key");
  if (certificate.has_value() != key.has_value()) {
    return fail(ErrorCode::invalid, word("serve https"),
                word("--tls-cert and --tls-key belong together"), word("give both, or neither"));
  }
  if (certificate) out.tls = http::TlsIdentity{*certificate, *key};
  out.next_certificate = arguments.value_or("tls-next", "");
  return out;
}

Result<int> run(DataFolder const& folder, Arguments const& arguments, Job const&, Sink& sink) {
  auto service_options = TRY(read_options(arguments));
  hold_end_signals();
  auto service = TRY(Service::start(folder, service_options, system_clock(), system_random()));
  sink.tell(word("Headquarters is at {url}"), {{"url", service->url()}});
  sink.tell(word("Live page: {url}"), {{"url", service->url() + "/live"}});
  sink.tell(word("Ctrl-C ends it."));
  log(LogLevel::info, "serving on port " + std::to_string(service->port()));
  tell_supervisor(Health::ready);
  wait_for_end();
  tell_supervisor(Health::stopping);
  log(LogLevel::info, "asked to end");
  return exit_good;
}

}  // namespace

Command serve_command() {
  return {"serve",
          "serve [--listen 127.0.0.1:8080] [--tls-cert FILE --tls-key FILE]",
          word("runs headquarters until it is told to end"),
          word("Without a certificate it serves this machine only. sala-hq-certificates makes an "
               "authority, a certificate and the key that follows; see its --help. When the "
               "certificate is renewed, start it again: boxes know the next key already."),
          options,
          Reads{run}};
}

}  // namespace sala::hq
