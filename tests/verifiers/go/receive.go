// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.
package main

import (
	"regexp"
	"strings"
	"time"
)

var shapes = map[string]*regexp.Regexp{
	"format":       regexp.MustCompile(`^intake-submission/1$`),
	"submissionId": regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
	"audience":     regexp.MustCompile(``),
	"signedAt":     regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`),
	"evaluatedOn":  regexp.MustCompile(`^\d{4}-\d\d-\d\d$`),
	"supersedes":   regexp.MustCompile(`^sha-256:[A-Za-z0-9_-]{43}$`),
}

// Panics with the reason class. forms: digests of what you published. kept: the digest of each id that is here already.
func receive(body map[string]any, digest, audience, forms string, kept map[string]string) {
	need(only(body, "format submissionId audience form signedAt evaluatedOn respondent supersedes answers absent outcome attachments"), "submission")
	for name, shape := range shapes {
		value, there := body[name]
		need(is(value, shape) || name == "supersedes" && !there, "submission")
	}
	form, _ := body["form"].(map[string]any)
	formDigest, _ := form["digest"].(string)
	need(shapes["supersedes"].MatchString(formDigest), "submission")
	signed, err := time.Parse("2006-01-02", body["signedAt"].(string)[:10])
	evaluated, wrong := time.Parse("2006-01-02", body["evaluatedOn"].(string))
	need(err == nil && wrong == nil, "submission")
	need(body["audience"] == audience, "audience")
	need(strings.Contains(forms, formDigest), "form")
	need(signed.Sub(evaluated).Abs() <= 24*time.Hour, "day")
	id := body["submissionId"].(string)
	need(kept[id] == "" || kept[id] == digest, "conflict")
	kept[id] = digest
}
