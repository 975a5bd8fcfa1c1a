"""The roots of the exception tree. `komoju.errors` adds one class for each code and draws the whole tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from .replies import RawResponse

__all__ = [
    "APIError",
    "ConfigurationError",
    "ConnectionFailedError",
    "DecodeError",
    "KomojuError",
    "Outcome",
    "OutcomeUnknownError",
    "PaginationError",
    "Retry",
    "UnexpectedResponseError",
    "WebhookSignatureError",
]


Retry: TypeAlias = Literal["never", "reads", "always"]
"""Which calls may be sent again on a code: none, those that only read, or any."""
Outcome: TypeAlias = Literal["nothing_processed", "unknown"]
"""Whether a code tells that no money moved and nothing was stored."""


class KomojuError(Exception):
    """The root of everything that this package raises about a call."""

    __module__ = "komoju.errors"

    shopper: ClassVar[str] = "We could not confirm your payment; please contact us before you pay again."
    """What a shop may show its shopper as it stands. It says that nothing was charged only where that is certain."""


class ConfigurationError(KomojuError):
    """The client cannot be made as it was asked for: no key, or a base URL that is none."""

    __module__ = "komoju.errors"


class ConnectionFailedError(KomojuError):
    """No reply came, and nothing can have happened: the call only reads, or it was never sent."""

    __module__ = "komoju.errors"


class OutcomeUnknownError(KomojuError):
    """A call that may move money was sent, and no readable answer came back.

    The payment may exist. The client sent the call again only where an idempotency key made that safe. Before you send
    it once more, ask `payments.find(external_order_num=...)`. `response` holds what arrived, if anything did.
    """

    __module__ = "komoju.errors"

    def __init__(
        self,
        message: str,
        *,
        operation: str,
        external_order_num: str | None = None,
        idempotency_key: str | None = None,
        response: RawResponse | None = None,
    ) -> None:
        super().__init__(message)
        self.operation: str = operation
        """The id of the operation in the document, such as `createPayment`."""
        self.external_order_num: str | None = external_order_num
        """The order number that the call carried, to look the payment up by."""
        self.idempotency_key: str | None = idempotency_key
        """The idempotency key that the call carried, to send it again under."""
        self.response: RawResponse | None = response

    @property
    def status(self) -> int | None:
        """The HTTP status, when a reply came at all."""
        return None if self.response is None else self.response.status


class DecodeError(KomojuError):
    """An answer arrived, but a part of it does not have the documented shape. `response` holds all of it."""

    __module__ = "komoju.errors"

    def __init__(self, message: str, *, response: RawResponse | None = None) -> None:
        super().__init__(message)
        self.response: RawResponse | None = response


class PaginationError(DecodeError):
    """The pages of a list do not add up, so that following them would not end or would leave items out."""

    __module__ = "komoju.errors"


class WebhookSignatureError(KomojuError):
    """A delivery that is not proved to come from KOMOJU: no signature, a wrong one, or an empty secret.

    Nothing of the payload was read. Answer it with a refusal such as HTTP 400.
    """

    __module__ = "komoju.errors"


class APIError(KomojuError):
    """The service answered with an error. The class tells which; this one stands for codes nobody has heard of.

    `status` is the HTTP status, `code` the error code as sent, `param` the parameter at fault or None,
    `message` the wording of the service, `response` the reply itself.
    """

    __module__ = "komoju.errors"

    retry: ClassVar[Retry] = "never"
    """Which calls the client may send again on this code: none, those that only read, or any."""
    outcome: ClassVar[Outcome] = "unknown"
    """Whether the code itself tells that no money moved and nothing was stored."""
    advice: ClassVar[str] = "Look the payment up before you send the call again."
    """What to do about it."""

    def __init__(self, message: str, *, code: str | None, param: str | None, response: RawResponse) -> None:
        super().__init__(message)
        self.message: str = message
        self.code: str | None = code
        self.param: str | None = param
        self.response: RawResponse = response

    @property
    def status(self) -> int:
        """The HTTP status of the reply."""
        return self.response.status

    def __str__(self) -> str:
        facts = [f"HTTP {self.status}"]
        if self.code is not None:
            facts.append(f"code {self.code}")
        if self.param is not None:
            facts.append(f"param {self.param}")
        return f"{self.message} ({', '.join(facts)})"


class UnexpectedResponseError(APIError):
    """The reply is not one of KOMOJU's: a proxy's page, a redirect, or a status that no documentation names."""

    __module__ = "komoju.errors"
