"""Verifies signed submissions as docs/envelope.md says:  python3 verify.py FILE…   Needs joserfc."""
import json, re, sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from decimal import Decimal
from hashlib import sha256
from joserfc import errors, jws
from joserfc.jwk import ECKey

class Refused(Exception): """A reason class of docs/envelope.md."""
class Number(str): """A number in its canonical form."""
def need(holds, reason):
    if not holds: raise Refused(reason)
def base64url(raw): return urlsafe_b64encode(raw).decode().rstrip("=")
def decoded(text, reason):
    need(re.fullmatch("[A-Za-z0-9_-]*", text) and len(text) % 4 != 1, reason)
    raw = urlsafe_b64decode(text + "==")
    need(base64url(raw) == text, reason)  # there is one text for a sequence of bytes
    return raw
def number(text):
    sign, digits, exponent = Decimal(text[:999]).as_tuple()
    whole = "".join(map(str, digits)).lstrip("0")
    short = whole.rstrip("0")
    exponent, size = exponent + len(whole) - len(short), len(short)
    point = size + exponent  # where the decimal point stands, from the first digit
    if not short: return Number("0")
    need((size <= 15 or exponent == 0 and int(short) < 2**53) and -290 <= point <= 307 and len(text) < 999, "json")
    if size <= point <= 21: text = short + "0" * exponent
    elif 0 < point <= 21: text = short[:point] + "." + short[point:]
    elif -6 < point <= 0: text = "0." + "0" * -point + short
    else: text = short[0] + ("." + short[1:] if size > 1 else "") + f"e{point - 1:+d}"
    return Number("-" * sign + text)
def members(pairs):
    need(len(dict(pairs)) == len(pairs), "json")
    return dict(pairs)
def canonical(value, depth):  # RFC 8785
    need(depth >= 0, "json")
    if isinstance(value, Number): return value
    if isinstance(value, list): return "[" + ",".join(canonical(item, depth - 1) for item in value) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(n, depth) + ":" + canonical(value[n], depth - 1) for n in names) + "}"
    need(not isinstance(value, str) or not re.search("[\0\ud800-\udfff]", value), "json")
    return json.dumps(value, ensure_ascii=False)
def read(raw, size, depth):
    def constant(_): raise Refused("json")
    try: value = json.loads(raw.decode(), object_pairs_hook=members, parse_int=number, parse_float=number, parse_constant=constant)
    except (ValueError, RecursionError): raise Refused("json")
    need(len(raw) <= size and canonical(value, depth), "json")
    return value
def verify(raw):
    """Returns the canonical body that was signed; raises Refused."""
    body = read(raw, 2**20, 32)
    need(isinstance(body, dict) and isinstance(body.get("signature"), str), "envelope")
    protected, dots, signature = body.pop("signature").partition("..")
    need(dots and len(decoded(signature, "envelope")) == 64, "envelope")
    try: header = read(decoded(protected, "header"), 4096, 2)
    except Refused: raise Refused("header")
    need(isinstance(header, dict) and header.get("alg") == "ES256" and header.get("typ") == "intake-submission+jws", "header")
    need(set(header) - {"nonce"} == {"alg", "typ", "kid", "jwk"} and all(isinstance(header[n], str) and type(header[n]) is str for n in set(header) - {"jwk"}), "header")
    jwk = header["jwk"]
    need(isinstance(jwk, dict) and set(jwk) <= {"kty", "crv", "x", "y"}, "header")
    need(jwk.get("kty") == "EC" and jwk.get("crv") == "P-256" and all(type(jwk.get(n)) is str and len(decoded(jwk[n], "key")) == 32 for n in "xy"), "key")
    need(header["kid"] == base64url(sha256(canonical(jwk, 1).encode()).digest()), "key")
    try: key = ECKey.import_key(jwk); key.public_key
    except ValueError: raise Refused("key")
    payload = canonical(body, 32)
    try: jws.deserialize_compact(f"{protected}.{base64url(payload.encode())}.{signature}", key, algorithms=["ES256"], registry=jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False))
    except errors.JoseError: raise Refused("signature")
    return payload

for file in sys.argv[1:]:
    try: verify(open(file, "rb").read()); print(f"{file}: verified")
    except Refused as refused: print(f"{file}: refused [{refused}]"); sys.exitcode = 1
sys.exit(getattr(sys, "exitcode", 0))
