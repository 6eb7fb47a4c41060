#include <cstdio>

int main() {
  std::puts("sala-kiosk " SALA_VERSION);
  return 0;
}
