// A network between boxes and one server, in simulated time, with all that happens to messages.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "platform/http/responder.h"
#include "platform/http/transport.h"
#include "tests/sim/timeline.h"
#include "tests/support/box.h"

namespace sala::sim {

// Chances of each request, in percent; what is left arrives.
struct Weather {
  int lose_request = 0;    // the connection breaks before the server saw it
  int lose_answer = 0;     // the server acts, the client sees a broken connection
  int repeat = 0;          // the server sees it twice, the second time later
  int cut_answer = 0;      // the answer comes with its end missing, as if it were whole
  int captive_portal = 0;  // somebody else answers, happily, in HTML
  int distress = 0;        // a proxy answers 502
  int stale_answer = 0;    // an answer of headquarters comes again, for another request
  int hang = 0;            // a byte a second: nothing until the client gives up
  Micros longest_delay{std::chrono::milliseconds(5)};  // of either direction; later may overtake

  static Weather storm();
};

class SimTransport;

class SimNetwork {
 public:
  SimNetwork(Timeline& timeline, test::SeededRandom& random)
      : timeline_(timeline), random_(random) {}

  Weather weather;
  std::map<std::string, int> requests;  // by path: how many left a box

  // A server that was taken down does not answer what it was asked before.
  void server_up(http::Handler handler);
  void server_down();

 private:
  friend class SimTransport;
  struct Call;
  class Exchange;

  void carry(std::shared_ptr<Call> call, http::RequestOut request);
  void arrive(std::shared_ptr<Call> call, http::RequestOut const& request, bool answers);
  void deliver(std::shared_ptr<Call> call, http::Response response);
  void finish(std::shared_ptr<Call> const& call, Result<http::Response> result);
  Micros delay();
  bool happens(int percent) { return random_.below(100) < static_cast<std::uint64_t>(percent); }

  Timeline& timeline_;
  test::SeededRandom& random_;
  http::Handler handler_;
  std::uint64_t incarnation_ = 0;
  std::optional<http::Response> remembered_;
};

// One box's end of the network. Gone with its process: then nothing of it is called any more.
class SimTransport final : public http::Transport {
 public:
  explicit SimTransport(SimNetwork& network) : network_(network) {}
  ~SimTransport() override;

  http::CallId submit(http::RequestOut request, http::Completion completion) override;
  void cancel(http::CallId id) override;

  // No cable: every request fails at once.
  bool connected = true;

 private:
  friend class SimNetwork;
  SimNetwork& network_;
  std::uint64_t next_ = 1;
  std::map<http::CallId, std::shared_ptr<SimNetwork::Call>> calls_;
};

}  // namespace sala::sim
