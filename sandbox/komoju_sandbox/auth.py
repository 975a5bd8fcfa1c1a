"""HTTP Basic authentication: the user name is the key, the password is not looked at."""

from __future__ import annotations

import binascii
from base64 import b64decode
from hashlib import sha256
from hmac import compare_digest

from komoju_sandbox.errors import ApiError

FULL_ACCESS = "secretKey"
TOKENS_ONLY = "publishableKey"
CHALLENGE = {"WWW-Authenticate": 'Basic realm="KOMOJU"'}


class KeyRing:
    """The merchant's two keys, under the names of their security schemes."""

    def __init__(self, secret_key: str, publishable_key: str) -> None:
        self._keys = {FULL_ACCESS: secret_key.encode(), TOKENS_ONLY: publishable_key.encode()}

    def admit(self, authorization: str | None, schemes: frozenset[str]) -> str:
        """Let a caller in, and return a text that stands for the key without telling it.

        Raises `unauthorized` for a missing or unknown key, `forbidden` for one of no right here.
        """
        presented = _user_name(authorization or "")
        for scheme, key in self._keys.items():
            if compare_digest(presented, key):
                if scheme in schemes:
                    return sha256(key).hexdigest()
                raise ApiError("forbidden")
        raise ApiError("unauthorized", headers=CHALLENGE)


def _user_name(authorization: str) -> bytes:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        user_and_password = b64decode(credentials.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return user_and_password.partition(b":")[0]
