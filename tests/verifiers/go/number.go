// Which numbers are produced and accepted (docs/envelope.md).
package main

import (
	"regexp"
	"strconv"
	"strings"
)

var number = regexp.MustCompile(`^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$`)

func inRange(text string) bool {
	part := number.FindStringSubmatch(text)
	if part == nil || len(text) > 400 { // Go's own reader is wrong beyond 800 digits
		return false
	}
	digits := strings.TrimLeft(part[1]+part[2], "0")
	short := strings.TrimRight(digits, "0")
	power, _ := strconv.Atoi(part[3])
	point := len(digits) - len(part[2]) + power
	integer, _ := strconv.ParseUint(short, 10, 64)
	whole := point == len(short) && len(short) < 20 && integer < 1<<53
	return short == "" || (len(short) <= 15 || whole) && point >= -290 && point <= 307
}
