"""Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  python3 receive.py AUDIENCE FORM-DIGEST,… FILE…"""
import os, re, sys
from datetime import date
from verify import Refused, need, only
if os.environ.get("VERIFY_WITH") == "pyjwt": from with_pyjwt import verify
else: from verify import verify

MEMBERS = "format submissionId audience form signedAt evaluatedOn respondent supersedes answers absent outcome attachments"
SHAPES = {
    "format": "intake-submission/1",
    "submissionId": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "audience": "(?s:.)*",
    "signedAt": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
    "evaluatedOn": r"\d{4}-\d\d-\d\d",
}
DIGEST = "sha-256:[A-Za-z0-9_-]{43}"
def day(text):
    try: return date.fromisoformat(text[:10])
    except ValueError: raise Refused("submission")
def receive(body, digest, audience, forms, kept):
    """Raises Refused. `forms`: digests of what you published. `kept`: the digest of each id that is here already."""
    def has(holder, name, shape): return type(holder.get(name)) is str and re.fullmatch(shape, holder[name], re.ASCII)
    need(only(body, MEMBERS) and all(has(body, name, shape) for name, shape in SHAPES.items()), "submission")
    need(isinstance(body.get("form"), dict) and has(body["form"], "digest", DIGEST), "submission")
    need("supersedes" not in body or has(body, "supersedes", DIGEST), "submission")
    signed, evaluated = day(body["signedAt"]), day(body["evaluatedOn"])
    need(body["audience"] == audience, "audience")
    need(body["form"]["digest"] in forms, "form")
    need(abs((signed - evaluated).days) <= 1, "day")
    need(kept.setdefault(body["submissionId"], digest) == digest, "conflict")

if __name__ == "__main__":
    audience, forms, *files = sys.argv[1:]
    kept = {}
    for file in files:
        try:
            body, digest = verify(open(file, "rb").read())
            receive(body, digest, audience, forms.split(","), kept)
            print(f"{file}: verified {digest}")
        except Refused as refused: print(f"{file}: refused [{refused}]")
