// The helpers of tests/support name doctest's macros; a bench program runs no test.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
