"""Verifies a signed submission with joserfc: steps 1 to 6 of docs/envelope.md. receive.py has the others."""
import base64, hashlib, json, re
from decimal import Decimal
from joserfc import errors, jwk as jwks, jws
PRIME = (2**256 - 2**224 + 2**192 + 2**96 - 1).to_bytes(32, "big")
class Refused(Exception): """A reason class of docs/envelope.md."""
class Number(str): """A number as RFC 8785 writes it."""
class Registry(jws.JWSRegistry): max_header_length = max_payload_length = 2**21  # else 512 and 128,000 bytes
def need(holds, reason="json"):
    if not holds: raise Refused(reason)
def base64url(raw): return base64.urlsafe_b64encode(raw).decode().rstrip("=")
def sha256(text): return base64url(hashlib.sha256(text.encode()).digest())
def decoded(text, reason):  # strict: one text for a sequence of bytes
    need(type(text) is str and re.fullmatch("[A-Za-z0-9_-]*", text) and len(text) % 4 != 1, reason)
    raw = base64.urlsafe_b64decode(text + "==")
    return need(base64url(raw) == text, reason) or raw
def number(text):
    part = re.fullmatch(r"-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?", text) if len(text) <= 400 else None
    whole, fraction, power = need(part) or part.groups("")
    short = re.search(r"[1-9](?:\d*[1-9])?|$", whole + fraction)[0]  # without zeros at both ends
    point = len((whole + fraction).lstrip("0")) - len(fraction) + int(power or 0)
    if not short: return Number("0")
    need((len(short) <= 15 or point == len(short) and int(short) < 2**53) and -290 <= point <= 307)
    plain = format(Decimal(short).scaleb(point - len(short)), "f") if -6 < point <= 21 else ""
    return Number("-" * text.startswith("-") + (plain or short[0] + "." * (len(short) > 1) + short[1:] + f"e{point - 1:+d}"))
def members(pairs): return need(len(dict(pairs)) == len(pairs)) or dict(pairs)
def units(name): return name.encode("utf-16-be", "surrogatepass")
def canonical(value, depth=99):  # RFC 8785
    need(depth > 0 or not isinstance(value, (list, dict)))
    if isinstance(value, list): return "[" + ",".join(canonical(item, depth - 1) for item in value) + "]"
    if isinstance(value, dict): return "{" + ",".join(canonical(n) + ":" + canonical(value[n], depth - 1) for n in sorted(value, key=units)) + "}"
    return need(not isinstance(value, str) or not re.search("[\0\ud800-\udfff]", value)) or (value if isinstance(value, Number) else json.dumps(value, ensure_ascii=False))
def read(raw, size, depth, reason="json"):  # step 1
    try:
        value = need(len(raw) <= size) or json.loads(raw.decode(), object_pairs_hook=members, parse_int=number, parse_float=number, parse_constant=lambda _: need(False))
        return canonical(value, depth) and value
    except (ValueError, RecursionError, Refused): raise Refused(reason)
def only(value, names): return isinstance(value, dict) and value.keys() <= set(names.split())
def holds(protected, payload, signature, jwk):
    jws.deserialize_compact(f"{protected}.{payload}.{signature}", jwks.ECKey.import_key(jwk), registry=Registry(algorithms=["ES256"], strict_check_header=False))
def verify(raw, holds=holds, wrong=errors.BadSignatureError):
    """Returns the body, its numbers as texts, and the digest of what was signed; raises Refused."""
    body = read(raw, 2**20, 32)
    value = isinstance(body, dict) and body.pop("signature", None)
    need(type(value) is str and ".." in value, "envelope")
    protected, _, signature = value.partition("..")
    need(len(decoded(signature, "envelope")) == 64, "envelope")
    header = read(decoded(protected, "header"), 4096, 2, "header")
    need(only(header, "alg typ kid jwk nonce") and header.get("alg") == "ES256" and header.get("typ") == "intake-submission+jws", "header")
    need(type(header.get("kid")) is type(header.get("nonce", "")) is str and only(jwk := header.get("jwk"), "kty crv x y"), "header")
    x, y = (decoded(jwk.get(name), "key") for name in "xy")
    need(jwk.get("kty") == "EC" and jwk.get("crv") == "P-256" and len(x) == len(y) == 32 and max(x, y) < PRIME, "key")
    need(header["kid"] == sha256(canonical(jwk)), "key")
    payload = canonical(body)
    try: holds(protected, base64url(payload.encode()), signature, jwk)
    except wrong: raise Refused("signature")
    except ValueError: raise Refused("key")  # no point on the curve
    need(len(payload.encode()) + len(value) + 15 <= 2**20)
    return body, "sha-256:" + sha256(payload)
