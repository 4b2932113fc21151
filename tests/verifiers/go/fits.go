// Whether what was read has a shape (docs/envelope.md, step 7).
package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

func shapeOf(text string) (shape any) {
	json.Unmarshal([]byte(text), &shape)
	return shape
}

func matches(text, pattern string) bool {
	return regexp.MustCompile("^(?:" + pattern + ")$").MatchString(text)
}

func fits(value, shape any) bool {
	switch shape := shape.(type) {
	case string:
		if strings.HasPrefix(shape, "#") {
			_, ok := value.(json.Number)
			return ok && matches(canonical(value), shape[1:])
		}
		text, ok := value.(string)
		return ok && matches(text, shape)
	case []any:
		if least, ok := shape[0].(float64); ok {
			text, ok := value.(string)
			size := float64(utf8.RuneCountInString(text))
			return ok && size >= least && size <= shape[1].(float64) && (len(shape) == 2 || fits(value, shape[2]))
		}
		items, ok := value.([]any)
		if len(shape) > 1 { // one of them
			return fits(value, shape[0]) || fits(value, shape[1])
		}
		for _, item := range items {
			ok = ok && fits(item, shape[0])
		}
		return ok && len(items) <= 1000
	}
	members, ok := value.(map[string]any)
	names := " "
	for name, one := range shape.(map[string]any) {
		member, there := members[strings.TrimSuffix(name, "?")]
		ok = ok && (there && fits(member, one) || !there && strings.HasSuffix(name, "?"))
		names += strings.TrimSuffix(name, "?") + " "
	}
	return ok && (names == " " || only(members, strings.TrimSpace(names)))
}
