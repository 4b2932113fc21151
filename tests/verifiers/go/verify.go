// Verifies a signed submission with Go's standard library: steps 1 to 6 of docs/envelope.md. receive.go has the others.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"math/big"
	"strings"
)

// Returns the body and the digest of what was signed; panics with the reason class.
func verify(raw []byte) (map[string]any, string) {
	body, _ := read(raw, 1<<20, 32, "json").(map[string]any)
	value, ok := body["signature"].(string)
	head, signed, there := strings.Cut(value, "..")
	need(ok && there, "envelope")
	delete(body, "signature")
	signature := decoded(signed, "envelope")
	need(len(signature) == 64, "envelope")
	header, _ := read(decoded(head, "header"), 4096, 2, "header").(map[string]any)
	jwk, _ := header["jwk"].(map[string]any)
	kid, ok := header["kid"].(string)
	need(only(header, "alg typ kid jwk nonce") && only(jwk, "kty crv x y") && ok, "header")
	need(header["alg"] == "ES256" && header["typ"] == "intake-submission+jws", "header")
	if nonce, there := header["nonce"]; there {
		_, ok = nonce.(string)
		need(ok, "header")
	}
	x, y := decoded(jwk["x"], "key"), decoded(jwk["y"], "key")
	need(jwk["kty"] == "EC" && jwk["crv"] == "P-256" && len(x) == 32 && len(y) == 32, "key")
	key := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	need(key.Curve.IsOnCurve(key.X, key.Y) && kid == hash(canonical(jwk)), "key")
	payload := canonical(body)
	sum := sha256.Sum256([]byte(head + "." + base64url.EncodeToString([]byte(payload))))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	need(ecdsa.Verify(key, sum[:], r, s), "signature")
	need(len(payload)+len(value)+15 <= 1<<20, "json")
	return body, "sha-256:" + hash(payload)
}
