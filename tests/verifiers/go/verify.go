// Verifies signed submissions as docs/envelope.md says, with Go's standard library:  go run verify.go FILE…
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

type refused string

func need(holds bool, reason refused) {
	if !holds {
		panic(reason)
	}
}

var base64url = base64.RawURLEncoding.Strict()

func decoded(text string, reason refused) []byte {
	raw, err := base64url.DecodeString(text)
	need(err == nil && !strings.ContainsAny(text, "\r\n"), reason) // Go passes over line ends
	return raw
}

var pair = regexp.MustCompile(`(?i)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})`)
var half = regexp.MustCompile(`(?i)\\u(d[89a-f][0-9a-f]{2}|0000)`)

// JSON that every reader understands alike, read straight into its canonical text (RFC 8785).
func read(raw []byte, size, depth int) map[string]string {
	need(len(raw) <= size && utf8.Valid(raw) && json.Valid(raw), "json")
	need(!half.Match(pair.ReplaceAll(bytes.ReplaceAll(raw, []byte(`\\`), nil), nil)), "json")
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	text, members := value(decoder, depth)
	_, err := decoder.Token()
	need(err == io.EOF && text != "", "json")
	return members
}

func value(decoder *json.Decoder, depth int) (string, map[string]string) {
	token, err := decoder.Token()
	need(err == nil, "json")
	switch token := token.(type) {
	case json.Delim:
		need(depth > 0, "json")
		members, items := map[string]string{}, []string{}
		for decoder.More() {
			if token == '[' {
				item, _ := value(decoder, depth-1)
				items = append(items, item)
				continue
			}
			name, _ := decoder.Token()
			_, there := members[name.(string)]
			need(!there, "json")
			members[name.(string)], _ = value(decoder, depth-1)
		}
		decoder.Token()
		if token == '[' {
			return "[" + strings.Join(items, ",") + "]", nil
		}
		return canonical(members), members
	case json.Number:
		return number(string(token)), nil
	case string:
		return quoted(token), nil
	case bool:
		return strconv.FormatBool(token), nil
	}
	return "null", nil
}

func canonical(members map[string]string) string {
	names := []string{}
	for name := range members {
		names = append(names, name)
	}
	units := func(i int) []uint16 { return utf16.Encode([]rune(names[i])) }
	sort.Slice(names, func(i, j int) bool {
		a, b := units(i), units(j)
		for at := 0; at < len(a) && at < len(b); at++ {
			if a[at] != b[at] {
				return a[at] < b[at]
			}
		}
		return len(a) < len(b)
	})
	for i, name := range names {
		names[i] = quoted(name) + ":" + members[name]
	}
	return "{" + strings.Join(names, ",") + "}"
}

func quoted(text string) string {
	var out strings.Builder
	for _, c := range text {
		if at := strings.IndexRune("\"\\\b\f\n\r\t", c); at >= 0 {
			out.WriteString(`\` + `"\bfnrt`[at:at+1])
		} else if c < ' ' {
			fmt.Fprintf(&out, `\u%04x`, c)
		} else {
			out.WriteRune(c)
		}
	}
	return `"` + out.String() + `"`
}

var parts = regexp.MustCompile(`^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$`)

func number(text string) string {
	part := parts.FindStringSubmatch(text)
	digits := strings.TrimLeft(part[2]+part[3], "0")
	short := strings.TrimRight(digits, "0")
	size := len(short)
	if size == 0 {
		return "0"
	}
	power, err := strconv.Atoi(part[4])
	need(part[4] == "" || err == nil, "json")
	point := len(digits) - len(part[3]) + power
	integer, _ := strconv.ParseUint(short, 10, 64)
	need((size <= 15 || point == size && size < 20 && integer < 1<<53) && point >= -290 && point <= 307, "json")
	switch {
	case size <= point && point <= 21:
		short += strings.Repeat("0", point-size)
	case 0 < point && point <= 21:
		short = short[:point] + "." + short[point:]
	case -6 < point && point <= 0:
		short = "0." + strings.Repeat("0", -point) + short
	case size == 1:
		short += fmt.Sprintf("e%+d", point-1)
	default:
		short = short[:1] + "." + short[1:] + fmt.Sprintf("e%+d", point-1)
	}
	return part[1] + short
}

func text(members map[string]string, name string) (out string) {
	json.Unmarshal([]byte(members[name]), &out)
	return out
}

func only(members map[string]string, names string) bool {
	for name := range members {
		if !strings.Contains(names, " "+name+" ") {
			return false
		}
	}
	return members != nil
}

// Returns the canonical body that was signed.
func verify(raw []byte) (payload string, err error) {
	defer func() {
		if reason, ok := recover().(refused); ok {
			err = fmt.Errorf("[%s]", reason)
		}
	}()
	body := read(raw, 1<<20, 32)
	need(strings.HasPrefix(body["signature"], `"`), "envelope")
	head, signed, there := strings.Cut(text(body, "signature"), "..")
	delete(body, "signature")
	need(there, "envelope")
	signature := decoded(signed, "envelope")
	need(len(signature) == 64, "envelope")
	header := readHeader(decoded(head, "header"))
	need(text(header, "alg") == "ES256" && text(header, "typ") == "intake-submission+jws", "header")
	need(only(header, " alg typ kid jwk nonce ") && strings.HasPrefix(header["kid"], `"`), "header")
	need(header["nonce"] == "" || header["nonce"][0] == '"', "header")
	need(strings.HasPrefix(header["jwk"], "{"), "header")
	jwk := read([]byte(header["jwk"]), 4096, 1)
	need(only(jwk, " kty crv x y "), "header")
	need(text(jwk, "kty") == "EC" && text(jwk, "crv") == "P-256", "key")
	x, y := decoded(text(jwk, "x"), "key"), decoded(text(jwk, "y"), "key")
	need(len(x) == 32 && len(y) == 32, "key")
	key := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
	need(key.Curve.IsOnCurve(key.X, key.Y), "key")
	thumbprint := sha256.Sum256([]byte(header["jwk"]))
	need(text(header, "kid") == base64url.EncodeToString(thumbprint[:]), "key")
	payload = canonical(body)
	digest := sha256.Sum256([]byte(head + "." + base64url.EncodeToString([]byte(payload))))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	need(ecdsa.Verify(key, digest[:], r, s), "signature")
	return payload, nil
}

func readHeader(raw []byte) map[string]string {
	defer func() {
		if recover() != nil {
			panic(refused("header"))
		}
	}()
	return read(raw, 4096, 2)
}

func main() {
	code := 0
	for _, file := range os.Args[1:] {
		raw, err := os.ReadFile(file)
		if err == nil {
			_, err = verify(raw)
		}
		if err == nil {
			fmt.Printf("%s: verified\n", file)
		} else {
			fmt.Printf("%s: refused %s\n", file, err)
			code = 1
		}
	}
	os.Exit(code)
}
