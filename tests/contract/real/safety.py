"""What is never done to a server: no live host, no key for real money, and no request about what others have made."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from tests.contract.contract import Operation, at_path
from tests.contract.laws import Sent
from tests.contract.target import Target
from tests.contract.wire import UnreadableError, read_body

VENDOR = "komoju.com"
VENDORS_SANDBOX = "sandbox.komoju.com"
LIVE_KEYS = ("sk_live_", "pk_live_")
"""What the keys for real money begin with in later versions."""
UNKNOWN = "0" * 25
"""An id that is only ever read, so that nothing happens should it exist."""
NO_TOKEN = "tok_" + "0" * 8
"""A text that is too short for a token, and cannot be that of anybody."""
NEVER_ASKED = {"createRefundRequest": "a person at the service would have to deal with it"}
"""The operations that are left alone, and why."""


class CannotRunError(Exception):
    """The run cannot begin or go on; one sentence says why."""


class UnsafeCallError(Exception):
    """The request is about something that its story has not made. It was not sent."""


def hold_safe(target: Target) -> None:
    """Raise `CannotRunError` for a server or a key that could move real money, or that others could listen to."""
    url = urlsplit(target.base_url)
    host = (url.hostname or "").rstrip(".")
    if url.username or url.password:
        raise CannotRunError("The base URL must not hold a user or a password; the key goes into KOMOJU_SECRET_KEY.")
    if (host == VENDOR or host.endswith(f".{VENDOR}")) and host != VENDORS_SANDBOX:
        raise CannotRunError(f"{host} takes real money; this runs against {VENDORS_SANDBOX} or a server of your own.")
    if any((key or "").startswith(LIVE_KEYS) for key in (target.secret_key, target.publishable_key)):
        raise CannotRunError("This is a key for real money; take one for tests.")
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(host)):
        raise CannotRunError(
            f"The base URL has to begin with https:// or to be one of this machine, not {url.scheme}://{host}."
        )


def is_loopback(host: str) -> bool:
    """Tell whether the host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def hold_own(sent: Sent, own: Collection[str]) -> Operation:
    """Give the operation of a request that is about one's own things. Raises `UnsafeCallError` for any other."""
    methods, values = at_path(sent.path)
    operation = methods.get(sent.method)
    if operation is None or operation.id in NEVER_ASKED:
        raise UnsafeCallError(f"{sent.method} {sent.path}")
    for value in values.values():
        if value not in own and not (sent.method == "GET" and value == UNKNOWN):
            raise UnsafeCallError(f"{sent.method} {sent.path}")
    if any(value not in own and value != NO_TOKEN for value in _named_in_body(operation, sent)):
        raise UnsafeCallError(f"{sent.method} {sent.path} names what its story has not made")
    return operation


def _named_in_body(operation: Operation, sent: Sent) -> list[str]:
    """The customer and the token that a body would pay with."""
    try:
        body = read_body(sent.headers.get("content-type"), sent.content, operation.body or {"properties": {}})
    except UnreadableError:
        return []
    return [value for name in ("customer", "payment_details") if isinstance(value := body.get(name), str)]
