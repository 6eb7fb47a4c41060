// A Transport inside one process and one thread, with its own clock: for tests and the simulator.
//
//   FakeTransport net;
//   net.serve("http://hq", handler);            // any http::Handler, the server's own
//   net.fate = [&](RequestOut const&) { return dice() ? Fate::deliver : Fate::lose_answer; };
//   net.submit(request, completion);
//   net.step();                                 // requests arrive, answers come back
//   net.advance(30s);                           // long-poll deadlines and time-outs fall due
//
// Nothing happens by itself: only step() and advance() call handlers and completions. A handler may
// keep its Responder and answer between steps.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "platform/http/responder.h"
#include "platform/http/transport.h"

namespace sala::http {

enum class Fate {
  deliver,
  repeat,        // the server sees the request twice, the client one answer
  refuse,        // nobody listens
  lose_request,  // the connection breaks before the server saw it
  lose_answer,   // the server acts, the client sees a broken connection
  hang,          // nothing comes until the time-out
};

class FakeTransport final : public Transport {
 public:
  FakeTransport();
  ~FakeTransport() override;

  // `origin`: scheme, host and port, without path. A URL of no served origin: cause::refused.
  void serve(std::string origin, Handler handler);
  // Asked once for each request when it would leave. Empty: deliver.
  std::function<Fate(RequestOut const&)> fate;

  CallId submit(RequestOut request, Completion completion) override;
  void cancel(CallId id) override;

  // Lets requests leave and answers arrive until nothing moves (at most 10,000 turns). Returns how
  // many completions were called.
  std::size_t step();
  // Moves the clock, then step().
  std::size_t advance(std::chrono::milliseconds by);
  std::size_t in_flight() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sala::http
