"""One delivery on its way: what is posted, and what came of it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from komoju_sandbox.mischief import altered

if TYPE_CHECKING:
    from komoju_sandbox.mischief import Trick
    from komoju_sandbox.post import Answer


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery that is due."""

    delivery_id: str
    tries: int
    """How often it has been tried, since it was made or asked for again."""
    taken: str
    """A text that nobody else has: what is kept of this try is kept by it."""
    url: str
    secret: str = field(repr=False)
    event_type: str
    body: str = field(repr=False)
    posts: list[list[Trick]]
    """What is done to each post of this try; one post, and nothing, as a rule."""

    @property
    def concurrent(self) -> bool:
        """Tell whether all posts go out at the same moment."""
        return "concurrent" in self.posts[0]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one post sends."""

    url: str
    headers: dict[str, str]
    body: str = field(repr=False)
    tricks: list[Trick]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was posted, and how it ended: with an answer, or with the reason why there is none."""

    sent: Envelope
    answer: Answer | None
    error: str | None
    milliseconds: int
    """How long it took, in real time."""


def seal(letter: Letter, tricks: list[Trick]) -> Envelope:
    """Sign the event, with the mischief that is asked for."""
    secret = f"not {letter.secret}" if "wrong_signature" in tricks else letter.secret
    headers = {
        "User-Agent": "Komoju-Webhook",
        "Content-Type": "application/json",
        "X-Komoju-ID": letter.delivery_id,
        "X-Komoju-Signature": hmac.digest(secret.encode(), letter.body.encode(), "sha256").hex(),
        "X-Komoju-Event": letter.event_type,
    }
    body = altered(letter.body) if "altered_body" in tricks else letter.body
    return Envelope(letter.url, headers, body, tricks)
