#include "platform/http/request_reader.h"

#include <doctest/doctest.h>

#include <random>

namespace sala::http {
namespace {

using Step = RequestReader::Step;

constexpr std::size_t header_bytes = 16 * 1024;

struct Reading {
  Step step = Step::more;
  int status = 0;
  Head head;
  std::string body;
  std::string left;
};

// Feeds `bytes` in pieces of `piece` bytes, as a socket might.
Reading read(std::string_view bytes, std::size_t piece, std::size_t body_limit = 1000) {
  RequestReader reader(header_bytes);
  Reading out;
  std::string pending;
  bool has_head = false;
  while (true) {
    if (!has_head) {
      out.step = reader.read_head(pending);
      has_head = out.step == Step::done;
      if (has_head && reader.head().has_body) out.step = reader.allow_body(body_limit);
    }
    if (has_head && out.step != Step::refused && reader.head().has_body) {
      out.step = reader.read_body(pending);
    }
    if (out.step != Step::more || bytes.empty()) break;
    pending += bytes.substr(0, piece);
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  out.status = reader.refusal().status;
  out.head = reader.head();
  out.body = reader.take_body();
  out.left = pending + std::string(bytes);
  return out;
}

Reading read_every_way(std::string_view bytes) {
  Reading whole = read(bytes, bytes.size() + 1);
  for (std::size_t piece = 1; piece < std::min<std::size_t>(bytes.size(), 40); ++piece) {
    Reading pieces = read(bytes, piece);
    CAPTURE(piece);
    CHECK(pieces.step == whole.step);
    CHECK(pieces.status == whole.status);
    CHECK(pieces.body == whole.body);
    CHECK(pieces.head.request.path == whole.head.request.path);
    if (whole.step == Step::done) CHECK(pieces.left == whole.left);
  }
  return whole;
}

}  // namespace

TEST_CASE("a request is read the same however it is cut") {
  auto get = read_every_way("GET /a%20b?q=%E0%B8%81 HTTP/1.1\r\nHost: x.org:80\r\nA: b\r\n\r\nGET");
  CHECK(get.step == Step::done);
  CHECK(get.head.request.path == "/a b");
  CHECK(get.head.request.target == "/a%20b?q=%E0%B8%81");
  CHECK(get.head.request.query_value("q") == "ก");
  CHECK(get.head.request.headers.find("a") == "b");
  CHECK(get.head.keep_alive);
  CHECK(get.left == "GET");

  auto post = read_every_way("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloNEXT");
  CHECK(post.step == Step::done);
  CHECK(post.head.request.method == Method::post);
  CHECK(post.body == "hello");
  CHECK(post.left == "NEXT");
}

TEST_CASE("chunks are joined, their extensions and trailers dropped") {
  auto post = read_every_way(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n6 ; a=b\r\n world\r\n000\r\nContent-Length: 9\r\nX: y\r\n\r\nNEXT");
  CHECK(post.step == Step::done);
  CHECK(post.body == "hello world");
  CHECK(post.left == "NEXT");
  CHECK_FALSE(post.head.request.headers.find("X"));
  CHECK_FALSE(post.head.request.headers.find("Content-Length"));
}

TEST_CASE("malformed chunks are refused") {
  for (std::string_view chunks :
       {"5\nhello\n0\n\n", "g\r\n", "\r\n", "-1\r\n", "0x5\r\nhello\r\n", "5\r\nhelloX\r\n",
        "5 5\r\nhello\r\n", "ffffffffffffffffffff\r\n", "0\r\nA\x01: b\r\n\r\n"}) {
    CAPTURE(chunks);
    auto bad = read_every_way("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                              std::string(chunks));
    CHECK(bad.step == Step::refused);
    CHECK(bad.status == 400);
  }
  auto long_line = read(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;" + std::string(5000, 'a'),
      100);
  CHECK(long_line.status == 400);
}

TEST_CASE("a body over its limit is refused, announced or not") {
  CHECK(read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", 999).status == 413);
  CHECK(read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", 999).status == 0);
  std::string chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(read(chunked + "3e9\r\n", 999).status == 413);
  CHECK(read(chunked + "200\r\n" + std::string(512, 'a') + "\r\n1e9\r\n", 999).status == 413);
  CHECK(read(chunked + "fffffffffffffff\r\n", 999).status == 413);
}

TEST_CASE("what two readers could understand differently is refused") {
  struct Case {
    int status;
    std::string_view head;
  };
  for (Case const& it : std::initializer_list<Case>{
           {400, "GET / HTTP/1.1\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a b\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\nA: b\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\r\nA: b\rc\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n"},
           {400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n"},
           {400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n"},
           {400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n"},
           {400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n"},
           {400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n"},
           {400,
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n"},
           {400,
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n"},
           {400, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"},
           {501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n"},
           {501, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n"},
           {411, "POST / HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"},
           {417, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: tea\r\n"},
           {405, "OPTIONS * HTTP/1.1\r\nHost: a\r\n"},
           {405, "TRACE / HTTP/1.1\r\nHost: a\r\n"},
           {405, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n"},
           {501, "BREW / HTTP/1.1\r\nHost: a\r\n"},
           {501, "get / HTTP/1.1\r\nHost: a\r\n"},
           {505, "GET / HTTP/2.0\r\nHost: a\r\n"},
           {400, "GET /../etc HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET /a/%2e%2E/b HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET /a%2fb HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET /a%00 HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET /a%0d%0aX HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET /%ff HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET /?q=%f HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET /#x HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET * HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET http://b/ HTTP/1.1\r\nHost: a\r\n"},
           {400, "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n"},
       }) {
    CAPTURE(it.head);
    auto bad = read_every_way(std::string(it.head) + "\r\n");
    CHECK(bad.step == Step::refused);
    CHECK(bad.status == it.status);
  }
  using namespace std::string_view_literals;
  CHECK(read_every_way("GET / HTTP/1.1\r\nHost: a\r\nA: \0\r\n\r\n"sv).status == 400);
}

TEST_CASE("what is unusual but clear is served") {
  CHECK(read_every_way("GET http://a.org?x=1 HTTP/1.1\r\nHost: a.org\r\n\r\n").head.request.path ==
        "/");
  CHECK(read_every_way("GET / HTTP/1.0\r\n\r\n").step == Step::done);
  CHECK_FALSE(read("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 99).head.keep_alive);
  CHECK_FALSE(read("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 99).head.keep_alive);
  CHECK(read_every_way("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").step == Step::done);
  CHECK(read_every_way("GET /index%2ehtml HTTP/1.1\r\nHost: a\r\n\r\n").head.request.path ==
        "/index.html");
  auto head = read_every_way("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(head.head.request.method == Method::get);
  CHECK(head.head.request.head_only);
  CHECK(read("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 99).step == Step::done);
}

TEST_CASE("a head over its limit is refused before it is whole") {
  std::string line = "GET / HTTP/1.1\r\nHost: a\r\nA: ";
  CHECK(read(line + std::string(header_bytes, 'a'), 1000).status == 431);
  std::string just = line + std::string(header_bytes - line.size() - 4, 'a') + "\r\n\r\n";
  CHECK(read(just, 1000).step == Step::done);
  CHECK(read("GET /" + std::string(header_bytes, 'a'), 1000).status == 431);
}

TEST_CASE("hosts") {
  for (auto good : {"a", "a.org", "a.org.", "A-1.b_c:65535", "127.0.0.1:1", "[::1]", "[::1]:80",
                    "a.b-c.d123", "sala.local"}) {
    CAPTURE(good);
    CHECK(valid_host(good));
  }
  for (auto bad : {"",          ".",      ".a",           "a..b",    "-a",        "a-",
                   ":80",       "a:",     "a:x",          "a:65536", "a:-1",      "[::1",
                   "[zz]",      "[::1]x", "a/b",          "a@b",     "192.168.2", "a192.1.2.10",
                   "1.2.3.256", "a%41",   "0.0.0.0=5000", "a'b"}) {
    CAPTURE(bad);
    CHECK_FALSE(valid_host(bad));
  }
  CHECK(host_name("A.Org:80") == "a.org");
  CHECK(host_name("[::1]:80") == "[::1]");
}

TEST_CASE("noise never breaks the reader") {
  std::mt19937 dice(7);
  std::string const seed =
      "POST /a?b=c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n"
      "5\r\nhello\r\n0\r\nT: r\r\n\r\n";
  std::string_view const spice = "\r\n\r\n\t :;,%/?#0159afZ\x01\x7f\x80\xff";
  int done = 0;
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seed;
    for (unsigned edits = dice() % 4; edits > 0; --edits) {
      std::size_t at = dice() % text.size();
      if (dice() % 3 == 0) {
        text.erase(at, dice() % 4);
      } else if (dice() % 2 == 0) {
        text[at] = spice[dice() % spice.size()];
      } else {
        text.insert(at, 1, spice[dice() % spice.size()]);
      }
    }
    auto out = read(text, 1 + dice() % 50);
    done += out.step == Step::done;
    refused += out.step == Step::refused;
    if (out.step == Step::refused) CHECK(out.status >= 400);
  }
  CHECK(done > 2000);
  CHECK(refused > 2000);
}

}  // namespace sala::http
