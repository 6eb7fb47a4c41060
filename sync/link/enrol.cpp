#include "sync/link/enrol.h"

#include <charconv>
#include <optional>

#include "sync/link/caller.h"

namespace sala::link {
namespace {

using namespace std::chrono_literals;

constexpr auto operation = "enrol this box";

std::string without_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string_view without_line_end(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

EnrolmentResult trouble(Situation situation, ErrorCode code, std::string_view cause,
                        std::string_view advice, int status) {
  return tl::unexpected(Trouble{situation, fail(code, operation, cause, advice).value(), status});
}

// Whether `headquarters` signed the answer to our nonce.
bool is_signed(http::Response const& response, Nonce const& nonce, DeviceId const& headquarters) {
  auto time_text = response.headers.find("Sala-Time").value_or("");
  std::int64_t time = 0;
  std::from_chars(time_text.data(), time_text.data() + time_text.size(), time);
  auto signature = hex_array<64>(response.headers.find("Sala-Signature").value_or(""));
  auto message = answer_message(nonce, static_cast<unsigned>(response.status),
                                WallTime(Micros(time)), response.body_view());
  return signature && crypto::verify(headquarters.bytes, as_bytes(message), *signature);
}

EnrolmentResult judge_refusal(EnrolmentWish const& wish, http::Response const& response,
                              Nonce const& nonce) {
  // Typed by hand we do not know headquarters' key yet: its no is believed when it looks like one;
  // it costs nothing but another try.
  auto const& known = wish.link.headquarters;
  bool its_word = known ? is_signed(response, nonce, *known)
                        : response.headers.find("Sala-Signature").has_value();
  if (!its_word) return tl::unexpected(unsigned_trouble(response.status));
  bool refused = response.status >= 400 && response.status < 500 && response.status != 429;
  return trouble(
      refused ? Situation::refused : Situation::server_trouble,
      refused ? ErrorCode::refused : ErrorCode::busy, without_line_end(response.body_view()),
      refused ? "ask headquarters for a new code" : "try again in a moment", response.status);
}

EnrolmentResult judge(EnrolmentWish const& wish, Nonce const& nonce,
                      Result<http::Response> const& response) {
  if (!response) return tl::unexpected(unreachable_trouble(response.error()));
  if (response->status != 200) return judge_refusal(wish, *response, nonce);
  auto answer = enrolment_answer_from_json(response->body_view());
  if (!answer || !is_signed(*response, nonce, answer->headquarters)) {
    return tl::unexpected(unsigned_trouble(response->status));
  }
  // Only who knows the code can be the headquarters that gave it out.
  auto proof = enrolment_answer_proof(wish.link.code, wish.device, answer->headquarters);
  bool right_one = !wish.link.headquarters || *wish.link.headquarters == answer->headquarters;
  if (!right_one || proof.empty() ||
      !crypto::equal_in_constant_time(as_bytes(proof), as_bytes(answer->proof))) {
    return trouble(Situation::not_headquarters, ErrorCode::refused,
                   "somebody answered who does not know the code",
                   "ask headquarters for a new code", response->status);
  }
  return Binding{answer->headquarters, without_slash(wish.link.url),
                 wish.link.pins,       answer->name,
                 answer->venue,        answer->programmes};
}

}  // namespace

http::CallId enrol(http::Transport& transport, Random& random, EnrolmentWish const& wish,
                   std::function<void(EnrolmentResult)> done) {
  Nonce nonce{};
  random.fill(nonce);
  http::RequestOut request;
  request.method = http::Method::post;
  request.url = without_slash(wish.link.url) + "/v1/enrol";
  request.headers.add("Content-Type", "application/json");
  request.headers.add("Sala-Nonce", to_hex(nonce));
  request.body =
      to_json(Enrolment{wish.device, enrolment_proof(wish.link.code, wish.device), wish.program});
  request.total_time = 30s;
  return transport.submit(std::move(request), [wish, nonce, done = std::move(done)](
                                                  Result<http::Response> const& response) {
    done(judge(wish, nonce, response));
  });
}

EnrolmentResult enrol_and_wait(http::ClientOptions const& options, Random& random,
                               EnrolmentWish const& wish) {
  http::Client client(options);
  std::optional<EnrolmentResult> result;
  enrol(client, random, wish, [&](EnrolmentResult told) { result = std::move(told); });
  while (!result) client.poll(1s);
  return std::move(*result);
}

void keep_binding(views::Keeper& keeper, Binding const& binding, views::Done<void> done) {
  keeper.with_ledger([binding](ledger::Ledger& ledger) { return save_binding(ledger, binding); },
                     [&keeper, binding, done = std::move(done)](Result<void> const& saved) {
                       if (!saved) return done(saved);
                       keeper.set_headquarters(binding.headquarters, done);
                     });
}

}  // namespace sala::link
