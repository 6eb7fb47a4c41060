#include "platform/http/message.h"

#include <doctest/doctest.h>

namespace sala::http {

TEST_CASE("header names are found whatever their case") {
  Headers headers{{"Content-Type", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}};
  CHECK(headers.find("content-TYPE") == "text/plain");
  CHECK(headers.find("X-a") == "1");
  CHECK(headers.count("x-A") == 2);
  CHECK_FALSE(headers.find("X-B"));
  headers.set("x-A", "3");
  CHECK(headers.count("X-A") == 1);
  CHECK(headers.find("X-A") == "3");
}

TEST_CASE("percent-decoding takes what is clean and nothing else") {
  CHECK(percent_decode("/a%20b").value() == "/a b");
  CHECK(percent_decode("%e0%B8%81").value() == "ก");
  CHECK(percent_decode("a+b").value() == "a+b");
  for (auto bad : {"%", "%4", "%zz", "a%0", "%00", "%ff", "%ed%a0%80", "%c0%af"}) {
    CAPTURE(bad);
    CHECK_FALSE(percent_decode(bad));
  }
}

TEST_CASE("what is percent-encoded is decoded to the same") {
  std::string odd = "ก ข&c=d/%?#\n'\"";
  CHECK(percent_decode(percent_encode(odd)).value() == odd);
  CHECK(percent_encode("a-b_c.d~e f") == "a-b_c.d~e%20f");
}

TEST_CASE("a query is read as a browser writes it") {
  auto query = parse_query("q=%E0%B8%81+x&empty=&bare&q=2").value();
  CHECK(query.size() == 4);
  CHECK(find_value(query, "q") == "ก x");
  CHECK(find_value(query, "empty") == "");
  CHECK(find_value(query, "bare") == "");
  CHECK_FALSE(find_value(query, "none"));
  CHECK(parse_query("").value().empty());
  CHECK_FALSE(parse_query("a=%"));
  CHECK_FALSE(parse_query("%00=1"));
  CHECK(parse_query(write_query(query)).value() == query);
}

TEST_CASE("a query of more than 1000 pairs is refused") {
  std::string text = "a=1";
  for (int i = 1; i < 1000; ++i) text += "&a=1";
  CHECK(parse_query(text).value().size() == 1000);
  CHECK_FALSE(parse_query(text + "&a=1"));
}

TEST_CASE("a cookie is found by its whole name") {
  Request request;
  request.headers.add("Cookie", "xid=1; id=abc=; other=2");
  request.headers.add("Cookie", "second=3");
  CHECK(request.cookie("id") == "abc=");
  CHECK(request.cookie("xid") == "1");
  CHECK(request.cookie("second") == "3");
  CHECK_FALSE(request.cookie("i"));
}

TEST_CASE("a cookie is set closed to scripts and to other sites") {
  CHECK(set_cookie("id", "v", {}) == "id=v; Path=/; HttpOnly; SameSite=Lax; Secure");
  CookieOptions options;
  options.max_age = std::chrono::seconds(60);
  options.same_site = SameSite::strict;
  options.secure = false;
  CHECK(set_cookie("id", "v", options) == "id=v; Path=/; HttpOnly; Max-Age=60; SameSite=Strict");
}

TEST_CASE("an event's data keeps its lines") {
  CHECK(event_frame("7", "row", "a\nb") == "id: 7\nevent: row\ndata: a\ndata: b\n\n");
  CHECK(event_frame("", "", "x\r\ny\rz") == "data: x\ndata: y\ndata: z\n\n");
  CHECK(event_frame("", "", "") == "data: \n\n");
}

TEST_CASE("a body may be owned or shared") {
  auto shared = std::make_shared<std::string const>("page");
  CHECK(Response::html(200, shared).body_view() == "page");
  CHECK(Response::text(404, "no").body_view() == "no");
  CHECK(Response::html(200, shared).headers.find("Content-Type") == "text/html; charset=utf-8");
}

}  // namespace sala::http
