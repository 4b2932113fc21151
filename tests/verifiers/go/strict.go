// JSON that every reader understands alike (docs/envelope.md, step 1). canonical.go writes it.
package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"unicode/utf8"
)

var (
	pair  = regexp.MustCompile(`(?i)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})`)
	alone = regexp.MustCompile(`(?i)\\u(d[89a-f][0-9a-f]{2}|0000)`)
)

func read(raw []byte, size, depth int, reason refused) any {
	need(len(raw) <= size && utf8.Valid(raw) && json.Valid(raw), reason)
	need(!alone.Match(pair.ReplaceAll(bytes.ReplaceAll(raw, []byte(`\\`), nil), nil)), reason)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	return value(decoder, depth, reason)
}

func value(decoder *json.Decoder, depth int, reason refused) any {
	token, _ := decoder.Token()
	if text, ok := token.(json.Number); ok {
		need(inRange(string(text)), reason)
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return token
	}
	need(depth > 0, reason)
	members, items := map[string]any{}, []any{}
	for decoder.More() {
		if delim == '[' {
			items = append(items, value(decoder, depth-1, reason))
			continue
		}
		name, _ := decoder.Token()
		_, there := members[name.(string)]
		need(!there, reason)
		members[name.(string)] = value(decoder, depth-1, reason)
	}
	decoder.Token()
	if delim == '[' {
		return items
	}
	return members
}
