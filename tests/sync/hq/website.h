// The pages of headquarters over real sockets, with the whole service, as a browser asks for them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "platform/http/client.h"
#include "sync/hq/commands/local_desk.h"
#include "sync/hq/commands/staff.h"
#include "sync/hq/service.h"
#include "tests/support/box.h"

namespace sala::test {

// Keys and one member of staff; what there is to see is written through a LocalDesk before start().
struct Website {
  static constexpr char name[] = "ครูแอน";
  static constexpr char passphrase[] = "ใต้ถุนบ้านมีลมเย็น";

  Website() {
    must(data.init(system_random()));
    auto local = must(hq::LocalDesk::open(data));
    hq::Job job;
    job.secrets = {{"passphrase", passphrase}, {"code", "246810"}};
    staff = must(hq::add_staff(local->desk(), name, {}, job)).staff;
  }
  void start(std::uint16_t port = 0) {
    hq::ServiceOptions options;
    options.port = port;
    service = must(hq::Service::start(data, options, system_clock(), system_random()));
  }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(service->port()); }

  http::Response ask(http::Method method, std::string const& path, std::string body = {},
                     http::Headers more = {}) {
    http::Client client({});
    http::RequestOut request;
    request.method = method;
    request.url = origin() + path;
    request.headers = std::move(more);
    if (!cookie.empty()) request.headers.set("Cookie", cookie);
    request.body = std::move(body);
    std::optional<Result<http::Response>> answer;
    client.submit(request, [&](Result<http::Response> got) { answer = std::move(got); });
    while (!answer) client.poll(std::chrono::milliseconds(100));
    return must(std::move(*answer));
  }
  http::Response post(std::string const& path, http::Query const& form) {
    return ask(http::Method::post, path, http::write_query(form), {{"Origin", origin()}});
  }
  http::Response sign_in(std::string const& who, std::string const& word) {
    return post("/sign-in", {{"name", who}, {"passphrase", word}});
  }
  void come_in() {
    auto answer = sign_in(name, passphrase);
    REQUIRE(answer.status == 303);
    std::string set(answer.headers.find("Set-Cookie").value());
    cookie = set.substr(0, set.find(';'));
  }

  TemporaryFolder folder;
  hq::DataFolder data{folder / "hq"};
  StaffId staff;
  std::unique_ptr<hq::Service> service;
  std::string cookie;
};

}  // namespace sala::test
