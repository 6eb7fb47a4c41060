// Open pages that are told "something changed" and read it anew. Live thread only.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/base/clock.h"
#include "platform/http/message.h"
#include "platform/http/responder.h"

namespace sala::hq {

struct Viewer {
  std::shared_ptr<http::EventStream> stream;
  BootTime since;
};

// Then a viewer is asked to come again, and is checked for being signed in.
inline constexpr std::chrono::minutes longest_stream{15};

// What Id names has its own viewers.
template <class Id>
class Audiences {
 public:
  void join(Id const& id, http::Responder responder, BootTime now) {
    auto stream = responder.stream({{"Cache-Control", "no-store"}});
    of_[id].viewers.push_back({std::move(stream), now});
  }
  // Those whom `concerns(id)` are told at the next tick.
  template <class Concerns>
  void changed(Concerns concerns) {
    for (auto& [id, it] : of_) it.changed = it.changed || concerns(id);
  }
  // `event` to those who wait for it, or to all; `now`, when there is one, to everybody.
  void tick(char const* event, bool all, http::SharedText const& now, BootTime time) {
    for (auto& [id, it] : of_) {
      http::SharedText news;
      if (std::exchange(it.changed, false) || all) {
        news = std::make_shared<std::string const>(http::event_frame("", event, "{}"));
      }
      std::erase_if(it.viewers, [&](Viewer const& viewer) {
        if (news) viewer.stream->send(news);
        if (now) viewer.stream->send(now);
        if (time - viewer.since > longest_stream) viewer.stream->close();
        return viewer.stream->closed();
      });
    }
    std::erase_if(of_, [](auto const& it) { return it.second.viewers.empty(); });
  }

 private:
  struct Audience {
    std::vector<Viewer> viewers;
    bool changed = false;
  };
  std::map<Id, Audience> of_;
};

}  // namespace sala::hq
