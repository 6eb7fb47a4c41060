#include "sync/forms/confidential.h"

#include "sync/model/described_json.h"

namespace sala::forms {

BOOST_DESCRIBE_STRUCT(Confidence, (),
                      (form, version, form_id, session, participant, nickname, name, phone, answers,
                       began_s, consent))

namespace {

// What an answer and a note are bound to.
std::string context_of(std::string_view kind, SealedId const& id) {
  return std::string(kind) + " " + to_text(id);
}

std::string context_of(CareNoted const& note) {
  return context_of(CareNoted::kind, note.note) + " " + to_text(note.answer) +
         (note.followed_up ? " followed up" : "");
}

SealedId draw_id(Random& random) {
  SealedId id;
  random.fill(id.bytes);
  return id;
}

// `body`: AnswerSealed or CareNoted, its ids set.
template <class T>
Result<void> fill(T& body, std::string_view plain, std::string const& context,
                  std::span<CareKeySet const> readers, Random& random) {
  std::vector<crypto::SealingKey> keys;
  for (CareKeySet const& reader : readers) {
    if (!reader.retired) keys.push_back(TRY(crypto::read_line(reader.key)));
  }
  if (keys.empty()) {
    return fail(ErrorCode::refused, "seal an answer", "the care team has no key yet",
                "see sala-hq care --help");
  }
  auto sealed = TRY(crypto::seal(plain, keys, as_bytes(context), random));
  for (crypto::Lock const& lock : sealed.locks) {
    body.locks.push_back({crypto::to_line(lock.recipient), to_base64url(lock.box)});
  }
  body.content = to_base64url(as_bytes(sealed.content));
  return {};
}

template <class T>
Result<std::string> opened(T const& body, std::string const& context,
                           crypto::OpeningKey const& key) {
  crypto::Sealed sealed;
  auto damaged = [] { return fail(ErrorCode::invalid, "open an answer", "it is damaged"); };
  for (SealedLock const& it : body.locks) {
    crypto::Lock lock;
    lock.recipient = TRY(crypto::read_line(it.key));
    auto box = from_base64url(it.box);
    if (!box || box->size() != lock.box.size()) return damaged();
    std::copy(box->begin(), box->end(), lock.box.begin());
    sealed.locks.push_back(lock);
  }
  auto content = from_base64url(body.content);
  if (!content) return damaged();
  sealed.content = std::move(*content);
  return crypto::open(sealed, key, as_bytes(context));
}

}  // namespace

Result<AnswerSealed> seal(Confidence const& confidence, std::span<CareKeySet const> readers,
                          Random& random) {
  AnswerSealed body{draw_id(random), {}, {}};
  std::string plain;
  described::append_value(plain, confidence);
  auto done = fill(body, plain, context_of(AnswerSealed::kind, body.answer), readers, random);
  crypto::wipe(plain);
  TRY(done);
  return body;
}

Result<Confidence> open(AnswerSealed const& sealed, crypto::OpeningKey const& key) {
  auto plain = TRY(opened(sealed, context_of(AnswerSealed::kind, sealed.answer), key));
  auto read = [](boost::json::value const& in) {
    return described::read_struct<Confidence>("an answer", in);
  };
  return described::with_json("an answer", plain, read);
}

Result<CareNoted> seal_note(SealedId const& answer, std::string_view text, bool followed_up,
                            std::span<CareKeySet const> readers, Random& random) {
  CareNoted body{draw_id(random), answer, followed_up, {}, {}};
  TRY(fill(body, text, context_of(body), readers, random));
  return body;
}

Result<std::string> open_note(CareNoted const& note, crypto::OpeningKey const& key) {
  return opened(note, context_of(note), key);
}

}  // namespace sala::forms
