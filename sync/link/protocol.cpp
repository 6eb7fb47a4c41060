#include "sync/link/protocol.h"

#include <boost/describe.hpp>

#include "platform/http/message.h"
#include "sync/model/described_json.h"

namespace sala::link {

BOOST_DESCRIBE_STRUCT(Enrolment, (), (device, proof, program))
BOOST_DESCRIBE_STRUCT(EnrolmentAnswer, (), (headquarters, proof, name, venue, programmes))
BOOST_DESCRIBE_STRUCT(StreamAnswer, (), (device, epoch, last_seq, verdict))
BOOST_DESCRIBE_STRUCT(PushAnswer, (), (streams))
BOOST_DESCRIBE_STRUCT(HeldStream, (), (epoch, last_seq))
BOOST_DESCRIBE_STRUCT(HelloAnswer, (), (name, venue, programmes, streams, held, pins))

namespace {

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t code_length = 10;
constexpr std::string_view link_start = "sala://enrol?";

std::optional<char> normal_letter(char letter) {
  if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  if (letter == 'I' || letter == 'L') letter = '1';
  if (letter == 'O') letter = '0';
  if (crockford.find(letter) == std::string_view::npos) return std::nullopt;
  return letter;
}

std::string keyed_proof(std::string_view code, std::string_view purpose, ByteSpan first,
                        ByteSpan second) {
  std::string key = normal_code(code).value_or(std::string(code));
  // An empty key is no key: nothing proves anything then.
  if (key.empty()) return {};
  if (key.size() > 64) key.resize(64);
  return to_hex(crypto::blake2b_keyed(as_bytes(key), {as_bytes(purpose), first, second}));
}

template <class T>
std::string write(T const& value) {
  std::string out;
  described::append_value(out, value);
  return out;
}

enum class FirstField { required, optional };

template <class T>
Result<T> read(std::string_view what, std::string_view text, FirstField first) {
  return described::with_json(what, text, [&](boost::json::value const& value) -> Result<T> {
    if (first == FirstField::required) return described::read_struct<T>(what, value);
    T out;
    if (described::read_value(value, out)) return out;
    return fail(ErrorCode::invalid, "read " + std::string(what), "a field has the wrong type");
  });
}

}  // namespace

std::string request_message(Nonce const& nonce, std::string_view method, std::string_view target,
                            std::string_view body) {
  std::string message;
  ByteWriter out(message);
  out.raw("sala-request-1");
  out.raw(nonce);
  out.text(method);
  out.text(target);
  out.raw(crypto::blake2b({as_bytes(body)}));
  return message;
}

std::string answer_message(Nonce const& nonce, unsigned status, WallTime time,
                           std::string_view body) {
  std::string message;
  ByteWriter out(message);
  out.raw("sala-answer-1");
  out.raw(nonce);
  out.fixed(static_cast<std::uint16_t>(status));
  out.fixed(static_cast<std::int64_t>(time.time_since_epoch().count()));
  out.raw(crypto::blake2b({as_bytes(body)}));
  return message;
}

std::string new_enrolment_code(Random& random) {
  std::uint64_t bits = random.number();
  std::string code;
  for (std::size_t i = 0; i < code_length; ++i, bits >>= 5) {
    if (i == code_length / 2) code += '-';
    code += crockford[bits & 31];
  }
  return code;
}

std::optional<std::string> normal_code(std::string_view typed) {
  std::string code;
  for (char letter : typed) {
    if (letter == ' ' || letter == '-') continue;
    auto normal = normal_letter(letter);
    if (!normal || code.size() == code_length) return std::nullopt;
    code += *normal;
  }
  if (code.size() != code_length) return std::nullopt;
  return code;
}

std::string to_text(EnrolmentLink const& link) {
  http::Query query{{"u", link.url}, {"c", link.code}};
  if (link.headquarters) query.emplace_back("k", to_text(*link.headquarters));
  for (std::string const& pin : link.pins) query.emplace_back("p", pin);
  return std::string(link_start) + http::write_query(query);
}

Result<EnrolmentLink> enrolment_link_from_text(std::string_view text) {
  constexpr auto operation = "read enrolment code";
  constexpr auto copy_again = "copy the whole link again, as 'sala-hq enrol' printed it";
  if (!text.starts_with(link_start)) {
    return fail(ErrorCode::invalid, operation, "it is not one of Sala's", copy_again);
  }
  EnrolmentLink link;
  auto pairs = http::parse_query(text.substr(link_start.size()));
  if (!pairs) return fail(ErrorCode::invalid, operation, "the code in it is damaged", copy_again);
  for (auto const& [key, value] : *pairs) {
    if (key == "u") link.url = value;
    if (key == "p") link.pins.push_back(value);
    if (key == "c") {
      auto code = normal_code(value);
      if (!code)
        return fail(ErrorCode::invalid, operation, "the code in it is damaged", copy_again);
      link.code = *code;
    }
    if (key == "k") {
      link.headquarters = device_from_text(value);
      if (!link.headquarters)
        return fail(ErrorCode::invalid, operation, "the key is damaged", copy_again);
    }
  }
  if (link.url.empty() || link.code.empty()) {
    return fail(ErrorCode::invalid, operation, "it has no address or no code", copy_again);
  }
  return link;
}

std::string enrolment_proof(std::string_view code, DeviceId const& device) {
  return keyed_proof(code, "sala-enrol-1", device.bytes, {});
}

std::string enrolment_answer_proof(std::string_view code, DeviceId const& device,
                                   DeviceId const& headquarters) {
  return keyed_proof(code, "sala-enrolled-1", device.bytes, headquarters.bytes);
}

std::int64_t digest_of(std::vector<HeldStream> const& streams) {
  std::uint64_t sum = 0;
  for (HeldStream const& stream : streams) {
    if (stream.last_seq <= 0) continue;
    std::string text;
    ByteWriter(text).fixed(static_cast<std::uint64_t>(stream.epoch));
    ByteWriter(text).fixed(static_cast<std::uint64_t>(stream.last_seq));
    Hash hash = crypto::blake2b({as_bytes(text)});
    sum += ByteReader(std::string_view(reinterpret_cast<char const*>(hash.data()), hash.size()))
               .fixed<std::uint64_t>();
  }
  return static_cast<std::int64_t>(sum >> 1);
}

std::string to_json(Enrolment const& value) { return write(value); }
std::string to_json(EnrolmentAnswer const& value) { return write(value); }
std::string to_json(PushAnswer const& value) { return write(value); }
std::string to_json(HelloAnswer const& value) { return write(value); }

Result<Enrolment> enrolment_from_json(std::string_view text) {
  return read<Enrolment>("enrolment", text, FirstField::required);
}
Result<EnrolmentAnswer> enrolment_answer_from_json(std::string_view text) {
  return read<EnrolmentAnswer>("answer to enrolment", text, FirstField::required);
}
Result<PushAnswer> push_answer_from_json(std::string_view text) {
  return read<PushAnswer>("answer to push", text, FirstField::optional);
}
Result<HelloAnswer> hello_answer_from_json(std::string_view text) {
  return read<HelloAnswer>("answer to hello", text, FirstField::optional);
}

std::string_view to_text(ledger::Verdict verdict) {
  switch (verdict) {
    case ledger::Verdict::accepted:
      return "accepted";
    case ledger::Verdict::gap:
      return "gap";
    case ledger::Verdict::stopped:
      return "stopped";
    case ledger::Verdict::quarantined:
      return "quarantined";
  }
  return "";
}

}  // namespace sala::link
