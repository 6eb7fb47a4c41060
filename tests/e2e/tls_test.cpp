// https as an officer sets it up: sala-hq-certificates, the real sala-hq, boxes with pinned keys.
#include <filesystem>

#include "tests/support/loopback.h"
#include "tests/support/real_headquarters.h"

using namespace sala;
using test::must;
using namespace std::chrono_literals;
using link::Situation;

namespace {

// Long enough for the slowest back-off of a failure, with a machine that is busy.
constexpr auto patience = 90s;

struct Fixture {
  test::RealHeadquarters hq;
  std::string url = "https://localhost" + hq.listen.substr(hq.listen.find(':'));
  std::string ours = hq.folder / "tls";
  std::string strangers = hq.folder / "strangers";

  static void certificates(std::vector<std::string> words) {
    words.insert(words.begin(), SALA_SOURCE "/platform/packaging/sala-hq-certificates");
    test::run(words);
  }
  // For ten years ago, by the same authority and with the same key.
  void expire() const {
    std::string in = "cd " + ours + " && ";
    test::run({"/bin/sh", "-c",
               in + "printf 'subjectAltName=DNS:localhost' >ext && "
                    "openssl req -new -key server.key -subj /CN=old -out csr && "
                    "openssl x509 -req -in csr -CA authority.pem -CAkey authority.key "
                    "-CAcreateserial -days -1 -extfile ext -out server.pem"});
  }
  void serve(std::string const& folder) {
    if (hq.process) hq.end();
    hq.serve({"--url", url, "--tls-cert", folder + "/server.pem", "--tls-key",
              folder + "/server.key", "--tls-next", folder + "/next.pem"});
  }

  Fixture() {
    certificates({ours, "localhost"});
    certificates({strangers, "localhost"});
    serve(ours);
  }
};

bool arrives(test::LoopbackKiosk& box) { return box.all_arrives(patience); }

// One more sign-in stays on the box, and its status says what is the matter.
void is_refused(test::LoopbackKiosk& box, std::string_view cause) {
  box.sign_in();
  box.courier->try_now();
  bool said = test::LoopbackKiosk::wait_until(
      [&] {
        auto const status = box.courier->status();
        return status.trouble && status.trouble->situation == Situation::wrong_certificate &&
               status.trouble->error.cause == cause && status.at_headquarters < status.saved;
      },
      patience);
  auto const status = box.courier->status();
  INFO((status.trouble ? status.trouble->error.message() : "no trouble"));
  CHECK(said);
  CHECK_FALSE(status.safe_to_switch_off);
}

}  // namespace

TEST_CASE("over https only our headquarters gets the events, and a box says what is wrong") {
  Fixture it;
  auto invitation = must(link::enrolment_link_from_text(it.hq.invite(it.url)));
  REQUIRE(invitation.pins.size() == 2);  // the key in use, and the next
  test::LoopbackKiosk box(invitation, it.ours + "/authority.pem");
  box.connect();
  box.sign_in(3);
  CHECK(arrives(box));

  // Somebody else's authority; then our authority with a key that nobody promised.
  it.serve(it.strangers);
  is_refused(box, http::cause::wrong_certificate);
  std::string const other = it.hq.folder / "other";
  std::filesystem::create_directory(other);
  for (auto const* name : {"authority.pem", "authority.key"}) {
    std::filesystem::copy_file(it.ours + "/" + name, other + "/" + name);
  }
  Fixture::certificates({other, "localhost"});
  it.serve(other);
  is_refused(box, http::cause::wrong_key);
  it.serve(it.ours);
  CHECK(arrives(box));

  // Renewed: the key in reserve is in use, the box learns the one after it without a visit.
  Fixture::certificates({"--renew", it.ours, "localhost"});
  it.serve(it.ours);
  box.sign_in();
  CHECK(arrives(box));
  auto pins = [&] {
    std::lock_guard guard(box.told_mutex);
    return box.told_binding ? box.told_binding->pins : std::vector<std::string>{};
  };
  box.courier->try_now();
  CHECK(test::LoopbackKiosk::wait_until(
      [&] { return pins().size() == 2 && pins().front() == invitation.pins.back(); }, patience));
  Fixture::certificates({"--renew", it.ours, "localhost"});
  it.serve(it.ours);  // a key that the invitation did not know
  box.sign_in();
  CHECK(arrives(box));

  // The right key, but for another host.
  for (auto const* file : {"server.key", "next.pem"}) {
    std::filesystem::copy_file(it.ours + "/" + file, other + "/" + file,
                               std::filesystem::copy_options::overwrite_existing);
  }
  test::run({"/bin/sh", "-c",
             "cd " + other +
                 " && printf 'subjectAltName=DNS:other.example' >ext && openssl req -new -key "
                 "server.key -subj /CN=x -out csr && openssl x509 -req -in csr -CA authority.pem "
                 "-CAkey authority.key -CAcreateserial -days 9 -extfile ext -out server.pem"});
  it.serve(other);
  is_refused(box, http::cause::wrong_certificate);
  it.serve(it.ours);
  CHECK(arrives(box));

  box.disconnect();
  it.hq.end();
  auto database = must(db::Database::open(box.folder / "ledger.db", db::Access::read_only));
  auto held = it.hq.held();
  std::int64_t own = 0;
  must(must(ledger::Reader::open(database))
           .for_each([&](EventView const& event, std::int64_t) -> Result<void> {
             if (event.name.stream.device.bytes != box.key.public_key()) return {};
             ++own;
             CHECK(held[to_text(event.name)] == 1);
             return {};
           }));
  CHECK(own >= 3 + 2 + 1 + 1 + 1);
  it.hq.command({"verify"});  // ends with 0 when all is whole
}

TEST_CASE("a certificate that has run out stops boxes without pinned keys, and no others") {
  Fixture it;
  test::LoopbackKiosk pinned(must(link::enrolment_link_from_text(it.hq.invite(it.url))),
                             it.ours + "/authority.pem");
  // Typed by hand: the authority vouches. Headquarters tells it the keys with its first hello, so
  // that it stays without them only as long as it has not been connected.
  auto typed = must(link::enrolment_link_from_text(it.hq.invite(it.url)));
  typed.pins.clear();
  test::LoopbackKiosk bare(typed, it.ours + "/authority.pem");
  it.expire();
  it.serve(it.ours);
  pinned.connect();
  pinned.sign_in();
  CHECK(arrives(pinned));
  bare.connect();
  is_refused(bare, http::cause::wrong_certificate);
  std::filesystem::remove(it.ours + "/server.key");
  Fixture::certificates({"--renew", it.ours, "localhost"});
  it.serve(it.ours);
  CHECK(arrives(bare));
}
