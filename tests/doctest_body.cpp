// doctest itself, once for all programs that use tests/support, the figures' among them.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
