# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""How the signature of a webhook is made and checked, and how its body is read after that.

The functions give an exception back instead of raising it: the caller raises it from a frame that holds neither the
secret nor the body, so that a traceback with local variables shows neither.
"""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import DecodeError, WebhookSignatureError
from .secrets import Secret
from .shapes import is_object

if TYPE_CHECKING:
    from .model import Model, TaggedUnion

__all__ = ["signed", "verified"]

E = TypeVar("E", bound="Model")


def signed(payload: object, secret: object) -> str | WebhookSignatureError | TypeError:
    """Give the signature of a raw body."""
    if not isinstance(payload, bytes):
        kind = type(payload).__name__
        return TypeError(
            f"payload: expected the raw request body as bytes, before anything has parsed it; got {kind}"
        )
    key = secret.reveal() if isinstance(secret, Secret) else secret
    if not isinstance(key, str):
        return TypeError(
            f"secret: expected the webhook's secret token as text, got {type(secret).__name__}"
        )
    if not key:
        return WebhookSignatureError(
            "The webhook's secret token is empty, and anyone can sign with that"
        )
    # "surrogatepass" because every text is a key; an encoding error would hold the secret.
    return hmac.digest(key.encode("utf-8", "surrogatepass"), payload, "sha256").hex()


def verified(
    payload: object, signature: object, secret: object, events: TaggedUnion[E]
) -> E | DecodeError | WebhookSignatureError | TypeError:
    """Give the event of a delivery, after a look at its signature. `events` knows the model of each type."""
    expected = signed(payload, secret)
    if not isinstance(expected, str):
        return expected
    given = "" if signature is None else signature
    if not isinstance(given, str):
        return TypeError(
            f"signature: expected the value of the header as text, got {type(given).__name__}"
        )
    if not given:
        return WebhookSignatureError("The delivery has no signature")
    if not hmac.compare_digest(expected.encode(), given.encode("ascii", "replace")):
        return WebhookSignatureError("The signature is not that of this payload and secret")
    return _event(_parsed(payload), events)


def _event(body: Any, events: TaggedUnion[E]) -> E | DecodeError:
    if not is_object(body):
        return DecodeError("The signature is right, but the payload is not a JSON object")
    if not isinstance(body.get("type"), str):
        return DecodeError(
            "The signature is right, but the payload has no text `type`, as every event has"
        )
    return events.view(body)


def _parsed(payload: Any) -> Any:
    """Parse a body; None stands for one that is not JSON."""
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return None
