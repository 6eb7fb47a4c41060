#include <cstdio>

int main() {
  std::puts("sala-hq " SALA_VERSION);
  return 0;
}
