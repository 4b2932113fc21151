// The canonical text (RFC 8785) of what strict.go has read.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"sort"
	"strings"
	"unicode/utf16"
)

// What Go escapes and RFC 8785 does not, or otherwise; a backslash is passed over together with its own.
var unescape = strings.NewReplacer(`\\`, `\\`, `\u0008`, `\b`, `\u000c`, `\f`, `\u2028`, "\u2028", `\u2029`, "\u2029")

func canonical(value any) string {
	parts := []string{}
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			parts = append(parts, canonical(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case map[string]any:
		names := []string{}
		for name := range value {
			names = append(names, name)
		}
		sort.Slice(names, func(i, j int) bool { return bytes.Compare(units(names[i]), units(names[j])) < 0 })
		for _, name := range names {
			parts = append(parts, canonical(name)+":"+canonical(value[name]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case json.Number: // a double is printed as RFC 8785 does, but for -0
		double, _ := value.Float64()
		return plain(double + 0)
	}
	return unescape.Replace(plain(value))
}

// Go's own serialiser.
func plain(value any) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.Encode(value)
	return strings.TrimSuffix(out.String(), "\n")
}

func units(name string) []byte {
	var out bytes.Buffer
	binary.Write(&out, binary.BigEndian, utf16.Encode([]rune(name)))
	return out.Bytes()
}
