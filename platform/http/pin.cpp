#include "platform/http/pin.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>
#include <vector>

namespace sala::http {

Result<std::string> pin_of(std::string const& certificate_file) {
  std::string operation = "read certificate " + certificate_file;
  std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(certificate_file.c_str(), "re"),
                                             std::fclose);
  if (file == nullptr) return fail(ErrorCode::not_found, operation, "it cannot be opened");
  std::unique_ptr<X509, void (*)(X509*)> certificate(
      PEM_read_X509(file.get(), nullptr, nullptr, nullptr), X509_free);
  if (certificate == nullptr) {
    return fail(ErrorCode::invalid, operation, "there is no certificate in it",
                "it must be in PEM form");
  }
  int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), nullptr);
  if (length <= 0) return fail(ErrorCode::invalid, operation, "it holds no public key");
  std::vector<unsigned char> key(static_cast<std::size_t>(length));
  unsigned char* at = key.data();
  i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &at);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(key.data(), key.size(), digest, &size, EVP_sha256(), nullptr) != 1) {
    return fail(ErrorCode::internal, operation, "SHA-256 failed");
  }
  unsigned char text[64];
  int written = EVP_EncodeBlock(text, digest, static_cast<int>(size));
  return "sha256//" + std::string(reinterpret_cast<char*>(text), static_cast<std::size_t>(written));
}

}  // namespace sala::http
