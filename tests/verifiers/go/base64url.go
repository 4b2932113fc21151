// Strict base64url, digests, and how a refusal is told.
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

type refused string // a reason class

func need(holds bool, reason refused) {
	if !holds {
		panic(reason)
	}
}

var base64url = base64.RawURLEncoding.Strict()

func decoded(text any, reason refused) []byte {
	string, ok := text.(string)
	raw, err := base64url.DecodeString(string)
	need(ok && err == nil && !strings.ContainsAny(string, "\r\n"), reason) // Go passes over line ends
	return raw
}

func only(members map[string]any, names string) bool {
	for name := range members {
		if strings.Contains(name, " ") || !strings.Contains(" "+names+" ", " "+name+" ") {
			return false
		}
	}
	return members != nil
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64url.EncodeToString(sum[:])
}
