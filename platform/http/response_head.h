// The head of an answer as bytes. Private to the server.
#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace sala::http {

enum class After { keep_alive, close };

// Status line, the response's headers, those of `defaults` that it does not set, Content-Length
// (not for 204, 304), Date and Connection, and the empty line. A header with a line end in it would
// let its author write answers of his own: then the answer is an empty 500, and `body` is cleared.
std::string response_head(Response& response, Headers const& defaults, std::string_view date,
                          After after);
// The head of text/event-stream: ends with the connection, not with a length.
std::string stream_head(Headers const& headers, Headers const& defaults, std::string_view date);
// "Mon, 23 Nov 2026 09:33:35 GMT" of now.
std::string http_date();

}  // namespace sala::http
