"""The same with PyJWT: of verify.py only the signature's check is another."""
from functools import partial
from jwt import PyJWS
from jwt.algorithms import ECAlgorithm
from jwt.exceptions import InvalidSignatureError
from verify import verify

def holds(protected, payload, signature, jwk):
    PyJWS().decode(f"{protected}.{payload}.{signature}", ECAlgorithm.from_jwk(jwk), algorithms=["ES256"])

verify = partial(verify, holds=holds, wrong=InvalidSignatureError)
