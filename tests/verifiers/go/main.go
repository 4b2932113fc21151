// Says of each file whether it is to be taken:  go run . AUDIENCE FORM-DIGEST,… FILE…
package main

import (
	"fmt"
	"os"
)

func judge(file, audience, forms string, kept map[string]string) (verdict string) {
	defer func() {
		if reason, ok := recover().(refused); ok {
			verdict = fmt.Sprintf("refused [%s]", reason)
		}
	}()
	raw, _ := os.ReadFile(file)
	body, digest := verify(raw)
	receive(body, digest, audience, forms, kept)
	return "verified " + digest
}

func main() {
	kept := map[string]string{}
	for _, file := range os.Args[3:] {
		fmt.Printf("%s: %s\n", file, judge(file, os.Args[1], os.Args[2], kept))
	}
}
