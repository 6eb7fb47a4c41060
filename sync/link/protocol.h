// What a kiosk and headquarters say to each other over HTTP/1.1.
//
//   POST /v1/enrol                        Enrolment (JSON)      → EnrolmentAnswer (JSON)
//   POST /v1/push                         frame                 → PushAnswer (JSON)
//   GET  /v1/pull?programme=P&after=N[&mark=H][&programme=Q …]&wait=S[&own=0]  → frame (one page)
//   GET  /v1/hello[?streams=1]                                  → HelloAnswer (JSON)
//
// A pull asks for all programmes of the box at once, each with the position after which reading
// goes on. The answer is one page of one of them, the first in the order asked that has news; when
// none has, headquarters waits up to S ≤ 25 seconds for the first news, then answers an empty page
// of the first one asked. With own=0 the asking box's own events are left out and are no news; the
// page's position moves past them all the same, also in an empty page. A mark (16 hex) is
// the one that came with the page that ended at that position. A position beyond headquarters' last
// one, or a mark of another history than the one that led there, is answered 410: headquarters was
// restored from an older copy. The box pushes what it holds of others there (headquarters takes
// streams of its own and of boxes it knows, from any box of the programme, as far as their signed
// heads reach), then reads its programmes again from the start (what it has, it passes over), and
// at their end pushes once more: a restore meanwhile would not show, as its place was given up.
//
// Every request but enrolment carries  Sala-Device: 64 hex · Sala-Nonce: 32 hex, fresh ·
// Sala-Signature: 128 hex, Ed25519 by the device over
//   "sala-request-1" ‖ nonce ‖ text(method) ‖ text(target with query) ‖ BLAKE2b-256(body)
// with text() = varint length and bytes. Replaying one is harmless: pushes are idempotent, and what
// a pull gives is only of use to who can already read the connection.
//
// Every answer carries  Sala-Time: server's UTC in microseconds, decimal · Sala-Signature by
// headquarters' device key over
//   "sala-answer-1" ‖ nonce of the request ‖ status (u16) ‖ time (i64) ‖ BLAKE2b-256(body)
// An answer without a genuine signature is not headquarters' (a captive portal, a proxy's error
// page), whatever its status, and changes nothing.
//
// Status: 200 · 400 unreadable · 401 unknown device or bad signature · 403 revoked or not bound to
// one of the programmes (its hello says which it is bound to now) · 409 device stopped · 410 see
// pull · 413 too large · 429/503 busy, try later. In a push each run has its verdict for itself, so
// that one bad stream delays no other: the answer is 200 even when every run was refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto/crypto.h"
#include "sync/ledger/ledger.h"
#include "sync/model/bodies.h"

namespace sala::link {

using Nonce = ByteArray<16>;

std::string request_message(Nonce const& nonce, std::string_view method, std::string_view target,
                            std::string_view body);
std::string answer_message(Nonce const& nonce, unsigned status, WallTime time,
                           std::string_view body);

// ---- enrolment: a one-time code, typed or scanned, becomes a binding.

// Ten characters of Crockford's base 32 (50 bits), shown as "XXXXX-XXXXX" (what new_… gives); case,
// spaces, dashes and the look-alikes I L O are forgiven. normal_code gives the ten characters, or
// nothing when it is not one.
std::string new_enrolment_code(Random& random);
std::optional<std::string> normal_code(std::string_view typed);

// What the QR code holds: sala://enrol?u=<url>&c=<code>&k=<hq key, hex>[&p=<pin>…]
struct EnrolmentLink {
  std::string url;
  std::string code;
  std::optional<DeviceId> headquarters;  // absent when typed by hand: then the code vouches for it
  std::vector<std::string> pins;         // "sha256//…" of the server's TLS keys
};
std::string to_text(EnrolmentLink const& link);
Result<EnrolmentLink> enrolment_link_from_text(std::string_view text);

struct Enrolment {
  DeviceId device;
  std::string proof;    // hex of BLAKE2b keyed with the code over "sala-enrol-1" ‖ device
  std::string program;  // name and version
};

struct EnrolmentAnswer {
  DeviceId headquarters;
  std::string
      proof;  // hex of BLAKE2b keyed with the code over "sala-enrolled-1" ‖ device ‖ headquarters
  std::string name;  // what this box is called
  VenueId venue;
  std::vector<ProgrammeId> programmes;
};

// The code is normalised first: as shown, as typed and as stored give one proof.
std::string enrolment_proof(std::string_view code, DeviceId const& device);
std::string enrolment_answer_proof(std::string_view code, DeviceId const& device,
                                   DeviceId const& headquarters);

// ---- push and hello.

struct StreamAnswer {
  DeviceId device;
  std::int64_t epoch = 0;
  std::int64_t last_seq = 0;  // headquarters holds the stream without a gap up to here, durably
  std::string verdict;        // ledger::Verdict in words; or "refused": not this box's to send
};

struct PushAnswer {
  std::vector<StreamAnswer> streams;
};

// How far headquarters holds a stream of the asking box, durably.
struct HeldStream {
  std::int64_t epoch = 0;
  std::int64_t last_seq = 0;
};

struct HelloAnswer {
  std::string name;
  VenueId venue;
  // What the box is bound to now; may have changed. The common programme is understood.
  std::vector<ProgrammeId> programmes;
  // With streams=1: all streams of the box. A kiosk asks at its start: when it holds each as far
  // (its memory card forgot nothing) it pulls with own=0, and where headquarters holds less than it
  // once confirmed, it sends again.
  std::vector<HeldStream> streams;
  // digest_of() all streams of the box, as headquarters holds them. Another one than the box
  // believes: one of the two was restored from an older copy, and the box asks for the streams.
  std::int64_t held = 0;
  // What the box pins from now on: the key of the server's certificate and the next one's. Empty:
  // as before.
  std::vector<std::string> pins;
};

// Of what is held, in any order; streams without events do not count.
std::int64_t digest_of(std::vector<HeldStream> const& streams);

std::string to_json(Enrolment const& value);
std::string to_json(EnrolmentAnswer const& value);
std::string to_json(PushAnswer const& value);
std::string to_json(HelloAnswer const& value);
Result<Enrolment> enrolment_from_json(std::string_view text);
Result<EnrolmentAnswer> enrolment_answer_from_json(std::string_view text);
Result<PushAnswer> push_answer_from_json(std::string_view text);
Result<HelloAnswer> hello_answer_from_json(std::string_view text);

std::string_view to_text(ledger::Verdict verdict);  // accepted, gap, stopped, quarantined
inline constexpr std::string_view verdict_refused = "refused";

}  // namespace sala::link
