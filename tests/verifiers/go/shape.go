// The shape of a submission: step 7 of docs/envelope.md, which has the same text and says how it is read. fits.go reads it.
package main

const submission = `{
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
}`
