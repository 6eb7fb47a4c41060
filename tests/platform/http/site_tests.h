// What the tests of the server have in common.
#pragma once

#include "tests/support/site.h"

namespace sala::http {

using namespace std::chrono_literals;
using test::body_of;
using test::quick;
using test::RawSocket;
using test::Site;
using test::soon;
using test::status_of;

inline constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace sala::http
