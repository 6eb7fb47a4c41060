// The pin of a TLS certificate, as curl and browsers write it.
#pragma once

#include <string>

#include "platform/base/result.h"

namespace sala::http {

// "sha256//" + base64 of the SHA-256 of the SubjectPublicKeyInfo (RFC 7469) of the first
// certificate in a PEM file.
Result<std::string> pin_of(std::string const& certificate_file);

}  // namespace sala::http
