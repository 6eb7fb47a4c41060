// Confidential answers: how many a kiosk seals and the care team's machine opens in a second,
// beside libsodium's crypto_box_seal of the same bytes.
#include <sodium.h>

#include <cstdlib>

#include "sync/forms/confidential.h"
#include "tests/bench/figure.h"

using namespace sala;

namespace {

constexpr int runs = 7;
constexpr int a_run = 1'000;

// A care check-in with a line of text, as the kiosk seals it.
forms::Confidence answer() {
  forms::Confidence it;
  it.form = "care_check_in";
  it.version = 3;
  it.nickname = "บีม";
  it.name = "ภัทรพล ใจดี";
  it.phone = "0812345678";
  it.answers =
      R"({"/data/how/work":"2","/data/how/thoughts":"3","/data/how/life":"6","/data/how/mind":"1",)"
      R"("/data/how/line":"ช่วงนี้นอนไม่ค่อยหลับ งานที่บ้านก็หนัก อยากมีคนคุยด้วย",)"
      R"("/data/how/call":"OK","/data/how/call_how":"โทรหลังหกโมงเย็น"})";
  it.began_s = 1'795'400'000;
  it.consent = 1;
  return it;
}

template <class Work>
std::vector<double> per_second(Work work) {
  std::vector<double> all;
  all.reserve(runs);
  for (int run = 0; run < runs; ++run) {
    double ms = bench::time_ms([&] {
      for (int i = 0; i < a_run; ++i) {
        if (!work()) std::abort();
      }
    });
    all.push_back(a_run * 1000.0 / ms);
  }
  return all;
}

}  // namespace

int main() {
  auto key = crypto::OpeningKey::generate(system_random());
  CareKeySet reader;
  reader.key = crypto::to_line(key.public_key());
  std::vector<CareKeySet> const readers{reader};
  auto const said = answer();
  auto sealed = forms::seal(said, readers, system_random());
  if (!sealed) std::abort();

  // The same bytes: what is sealed is padded to its class.
  std::string const plain(crypto::smallest_sealed * 2, 'x');
  std::string box(plain.size() + crypto_box_SEALBYTES, '\0'), out(plain.size(), '\0');
  auto* to = reinterpret_cast<unsigned char*>(box.data());
  auto const* from = reinterpret_cast<unsigned char const*>(plain.data());
  auto raw_seal = [&] {
    return crypto_box_seal(to, from, plain.size(), key.public_key().data()) == 0;
  };
  auto raw_open = [&] {
    return crypto_box_seal_open(reinterpret_cast<unsigned char*>(out.data()), to, box.size(),
                                key.public_key().data(), key.secret().data()) == 0;
  };
  auto sealing =
      per_second([&] { return forms::seal(said, readers, system_random()).has_value(); });
  auto raw_sealing = per_second(raw_seal);
  auto opening = per_second([&] { return forms::open(*sealed, key).has_value(); });
  auto raw_opening = per_second(raw_open);
  bench::Limit seal{bench::median(raw_sealing), "crypto_box_seal of the same bytes, same run"};
  bench::Limit open{bench::median(raw_opening), "crypto_box_seal_open of the same bytes, same run"};
  bench::print({"seal_per_s", "1/s", sealing, std::nullopt, seal});
  bench::print({"open_per_s", "1/s", opening, std::nullopt, open});
}
