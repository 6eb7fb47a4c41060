#include "platform/base/escape.h"

#include <doctest/doctest.h>

TEST_CASE("a value in a page or a configuration is text, whatever is in it") {
  CHECK(sala::escape_markup("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#39;");
  CHECK(sala::escape_markup("ศาลา") == "ศาลา");
}
