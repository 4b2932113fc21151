"""The shape of a submission: step 7 of docs/envelope.md, which has the same text and says how it is read."""
import re
from verify import Number
SUBMISSION = {
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

def fits(value, shape=SUBMISSION):
    """Whether a value of JSON has a shape."""
    if isinstance(shape, str) and shape.startswith("#"): return type(value) is Number and bool(re.fullmatch(shape[1:], value))
    if isinstance(shape, str): return type(value) is str and bool(re.fullmatch(shape, value))
    if isinstance(shape, list) and isinstance(shape[0], int):
        return type(value) is str and shape[0] <= len(value) <= shape[1] and (len(shape) == 2 or fits(value, shape[2]))
    if isinstance(shape, list) and len(shape) == 1:
        return isinstance(value, list) and len(value) <= 1000 and all(fits(item, shape[0]) for item in value)
    if isinstance(shape, list): return any(fits(value, one) for one in shape)
    known = {name.rstrip("?"): one for name, one in shape.items()}
    return isinstance(value, dict) and (not known or value.keys() <= known.keys()) and all(
        fits(value[name], one) if name in value else name not in shape for name, one in known.items())
