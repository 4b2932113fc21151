# Verifies a signed submission with Ruby's own openssl: steps 1 to 6 of docs/envelope.md. receive.rb has the others.
require "openssl"
require_relative "strict"

def base64url(raw) = [raw].pack("m0").tr("+/", "-_").delete("=")
def sha256(text) = base64url(OpenSSL::Digest.digest("SHA256", text))
def only(value, names) = value.is_a?(Hash) && (value.keys - names).empty?
def decoded(text, reason) = text.to_s.tr("-_", "+/").unpack1("m").tap { |raw| need(base64url(raw) == text, reason) } # strict: one text for each

# Returns the body, its numbers as symbols, and the digest of what was signed; raises Refused.
def verify(raw)
  body = read(raw, 2**20, 32)
  value = need(body.is_a?(Hash) && body.delete("signature"), "envelope")
  head, dots, signature = need(value.is_a?(String), "envelope") && value.partition("..")
  signature = need(dots == ".." && decoded(signature, "envelope"), "envelope")
  need(signature.bytesize == 64, "envelope")
  header = begin read(decoded(head, "header"), 4096, 2) rescue need(false, "header") end
  kid, jwk = need(only(header, %w(alg typ kid jwk nonce)), "header") && header.values_at("kid", "jwk")
  need(header["alg"] == "ES256" && header["typ"] == "intake-submission+jws" && only(jwk, %w(kty crv x y)), "header")
  need(kid.is_a?(String) && header.fetch("nonce", "").is_a?(String), "header")
  x, y = %w(x y).map { |name| decoded(jwk[name], "key") }
  need(jwk["kty"] == "EC" && jwk["crv"] == "P-256" && x.bytesize == 32 && y.bytesize == 32, "key")
  der = ["3059301306072a8648ce3d020106082a8648ce3d03010703420004"].pack("H*") + x + y # RFC 5480
  key = begin OpenSSL::PKey.read(der) rescue need(false, "key") end
  need(kid == sha256(canonical(jwk)), "key")
  payload = canonical(body)
  pair = signature.unpack("a32a32").map { |half| OpenSSL::ASN1::Integer(OpenSSL::BN.new(half, 2)) }
  need(key.verify("SHA256", OpenSSL::ASN1::Sequence(pair).to_der, "#{head}.#{base64url(payload)}"), "signature")
  need(payload.bytesize + value.bytesize + 15 <= 2**20)
  [body, "sha-256:#{sha256(payload)}"]
end
