// Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.
package main

import (
	"strings"
	"time"
)

// Panics with the reason class. forms: digests of what you published. kept: the digest of each id that is here already.
func receive(body map[string]any, digest, audience, forms string, kept map[string]string) {
	need(fits(body, shapeOf(submission)), "submission")
	formDigest := body["form"].(map[string]any)["digest"].(string)
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
