"""The roots of the exception tree. `komoju.errors` adds one class for each code and draws the whole tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from .replies import RawResponse

__all__ = [
    "APIError",
    "ConfigurationError",
    "ConnectionFailedError",
    "DecodeError",
    "KomojuError",
    "OutcomeUnknownError",
    "PaginationError",
    "UnexpectedResponseError",
]


class KomojuError(Exception):
    """The root of everything that this package raises about a call."""

    __module__ = "komoju.errors"


class ConfigurationError(KomojuError):
    """The client cannot be made as it was asked for: no key, or a base URL that is none."""

    __module__ = "komoju.errors"


class ConnectionFailedError(KomojuError):
    """No reply came, and nothing can have happened: the call only reads, or it was never sent."""

    __module__ = "komoju.errors"


class OutcomeUnknownError(KomojuError):
    """A call that may move money was sent, and no readable answer came back.

    The payment may exist. The client did not send the call again; look the payment up by its
    `external_order_num` before you do. `response` holds what arrived, if anything did.
    """

    __module__ = "komoju.errors"

    def __init__(
        self,
        message: str,
        *,
        operation: str,
        external_order_num: str | None = None,
        response: RawResponse | None = None,
    ) -> None:
        super().__init__(message)
        self.operation = operation
        self.external_order_num = external_order_num
        self.response = response

    @property
    def status(self) -> int | None:
        """The HTTP status, when a reply came at all."""
        return None if self.response is None else self.response.status


class DecodeError(KomojuError):
    """An answer arrived, but a part of it does not have the documented shape. `response` holds all of it."""

    __module__ = "komoju.errors"

    def __init__(self, message: str, *, response: RawResponse | None = None) -> None:
        super().__init__(message)
        self.response = response


class PaginationError(DecodeError):
    """The pages of a list do not add up, so that following them would not end or would leave items out."""

    __module__ = "komoju.errors"


class APIError(KomojuError):
    """The service answered with an error. The class tells which; this one stands for codes nobody has heard of.

    `status` is the HTTP status, `code` the error code as sent, `param` the parameter at fault or None,
    `message` the wording of the service, `response` the reply itself.
    """

    __module__ = "komoju.errors"

    retry: ClassVar[Literal["never", "reads", "always"]] = "never"
    """Which calls the client may send again on this code: none, those that only read, or any."""
    outcome: ClassVar[Literal["nothing_processed", "unknown"]] = "unknown"
    """Whether the code itself tells that no money moved and nothing was stored."""
    advice: ClassVar[str] = "Look the payment up before you send the call again."
    """What to do about it."""

    def __init__(self, message: str, *, code: str | None, param: str | None, response: RawResponse) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.param = param
        self.response = response

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
