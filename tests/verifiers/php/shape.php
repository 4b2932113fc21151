<?php
// The shape of a submission: step 7 of docs/envelope.md, which has the same text and says how it is read.
require_once __DIR__ . '/strict.php';
const SUBMISSION = <<<'SHAPE'
{
"format": "intake-submission/1",
"submissionId": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
"audience": [1, 2048],
"form": { "name": [1, 255], "version": [1, 255], "digest": "sha-256:[A-Za-z0-9_-]{43}", "language": [2, 35, "[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*"] },
"signedAt": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|23:59:60)([.][0-9]{1,9})?Z",
"evaluatedOn": "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
"respondent": [{ "mode": "self" }, { "mode": "assisted", "worker": [1, 255], "note?": [1, 10000] }],
"supersedes?": "sha-256:[A-Za-z0-9_-]{43}",
"answers": {},
"absent": {},
"outcome": { "programs": [{ "name": [1, 255], "status": "eligible|ineligible|undetermined", "estimate?": "#.*",
  "criteria": [{ "name": [1, 255], "status": "met|unmet|undetermined" }] }], "referrals": [[1, 255]] },
"attachments": [{ "item": [1, 255], "fileName": [1, 255], "mediaType": [0, 255], "size": "#0|[1-9][0-9]{0,14}", "digest": "sha-256:[A-Za-z0-9_-]{43}" }]
}
SHAPE;

/** Whether what was read has a shape. A shape without members is an empty array. */
function fits(mixed $value, mixed $shape): bool {
    if (is_string($shape)) {
        $text = $shape[0] === '#' ? ($value instanceof Number ? $value->text : null) : $value;
        return is_string($text) && preg_match('~^(?:' . ltrim($shape, '#') . ')$~D', $text) === 1;
    }
    if (is_int($shape[0] ?? null)) {
        $size = is_string($value) ? iconv_strlen($value, 'UTF-8') : -1;
        return $size >= $shape[0] && $size <= $shape[1] && (!isset($shape[2]) || fits($value, $shape[2]));
    }
    if (count($shape) === 1 && array_is_list($shape)) return is_array($value) && count($value) <= 1000 && !array_filter($value, fn($item) => !fits($item, $shape[0]));
    if ($shape && array_is_list($shape)) return (bool) array_filter($shape, fn($one) => fits($value, $one));
    if (!$value instanceof ArrayObject) return false;
    $names = array_map(fn($name) => rtrim($name, '?'), array_keys($shape));
    foreach ($value as $name => $member) if ($names && !in_array((string) $name, $names, true)) return false;
    foreach ($names as $name) {
        if (!($value->offsetExists($name) ? fits($value[$name], $shape[$name] ?? $shape["$name?"]) : !isset($shape[$name]))) return false;
    }
    return true;
}
