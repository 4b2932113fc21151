"""Whether to take a verified submission: steps 7 to 14 of docs/envelope.md.  python3 receive.py AUDIENCE FORM-DIGEST,… FILE…"""
import os, sys
from datetime import date
from shape import fits
from verify import Refused, need
if os.environ.get("VERIFY_WITH") == "pyjwt": from with_pyjwt import verify
else: from verify import verify

def day(text):
    try: return date.fromisoformat(text[:10])
    except ValueError: raise Refused("submission")
def receive(body, digest, audience, forms, kept):
    """Raises Refused. `forms`: digests of what you published. `kept`: the digest of each id that is here already."""
    need(fits(body), "submission")
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
