"""HTTP Basic authentication: the user name is the key, the password is not looked at."""

from __future__ import annotations

import binascii
from base64 import b64decode

FULL_ACCESS = "secretKey"
TOKENS_ONLY = "publishableKey"
CHALLENGE = {"WWW-Authenticate": 'Basic realm="KOMOJU"'}


def user_name(authorization: str) -> bytes:
    """Read the user name out of the header; empty when there is none."""
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        user_and_password = b64decode(credentials.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return user_and_password.partition(b":")[0]
