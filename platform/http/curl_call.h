// One request of the Client as a libcurl handle. Private to the client.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>

#include "platform/http/client.h"

namespace sala::http {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Easy = std::unique_ptr<CURL, Deleter<curl_easy_cleanup>>;
using List = std::unique_ptr<curl_slist, Deleter<curl_slist_free_all>>;

struct Call {
  CallId id{};
  RequestOut request;
  Completion completion;
  Response response;
  List headers;
  Easy easy;
  bool too_large = false;
};

// Only https, or plain http to this machine.
Result<void> check_url(std::string const& url);
// Tells the call's handle everything about the request. `pins`: "sha256//…;sha256//…" or empty.
void set_up(Call& call, ClientOptions const& options, std::string const& pins);
// What a finished call came to.
Result<Response> outcome(Call& call, CURLcode code);

}  // namespace sala::http
