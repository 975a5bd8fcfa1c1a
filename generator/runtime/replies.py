"""A reply as it came over the wire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar, final

from .errors import APIError, DecodeError, UnexpectedResponseError
from .secrets import Sealed
from .shapes import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Model, Viewer

__all__ = ["ParsedResponse", "RawResponse", "error_from_reply", "parsed"]

M = TypeVar("M", bound="Model")
_SUCCESS = range(200, 300)


class RawResponse:
    """Status, headers and body of one reply. `repr` shows the status and the size only."""

    __slots__ = ("_content", "elapsed", "headers", "status")
    __module__ = "komoju"

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes, elapsed: float = 0.0) -> None:
        self.status: int = status
        """The HTTP status."""
        self.headers: Mapping[str, str] = headers
        """The headers. Names are looked up without regard to case."""
        self.elapsed: float = elapsed
        """Seconds from the sending of the request to the end of the reply."""
        self._content = Sealed(content)

    @property
    def content(self) -> bytes:
        """The body, as bytes."""
        found: bytes = self._content.value
        return found

    @property
    def ok(self) -> bool:
        """Whether the status says success."""
        return self.status in _SUCCESS

    @property
    def request_id(self) -> str | None:
        """The id that the server gave the request, for its support. None when it gave none."""
        return self.headers.get("x-request-id")

    @property
    def text(self) -> str:
        """The body as UTF-8 text, with a mark in place of what is none."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body, parsed. Raise `DecodeError` when it is not JSON."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            message = f"HTTP {self.status}: the body is not JSON ({len(self.content)} bytes)"
        # Raised out here, because the parser's exception and its frames hold the body.
        raise DecodeError(message, response=self)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} HTTP {self.status}, {len(self.content)} bytes>"


@final
class ParsedResponse(RawResponse, Generic[M]):
    """A reply together with what it says."""

    __slots__ = ("parsed",)
    __module__ = "komoju"

    def __init__(self, reply: RawResponse, parsed: M) -> None:
        super().__init__(reply.status, reply.headers, reply.content, reply.elapsed)
        self.parsed: M = parsed
        """The body as a model."""


def parsed(reply: RawResponse, viewer: Viewer[M], operation: str) -> ParsedResponse[M]:
    """Look at the body of a success through a viewer. Raise `DecodeError` when it is not an object."""
    body = Sealed(reply.json())
    if not is_object(body.value):
        message = f"{operation}: expected an object, but the body is none"
        raise DecodeError(message, response=reply)
    return ParsedResponse(reply, viewer.view(body.value))


def error_from_reply(reply: RawResponse, classes: Mapping[str, type[APIError]]) -> APIError:
    """Turn a reply that is no success into the exception of its code. Whatever the body holds, this returns one."""
    try:
        body = reply.json()
    except DecodeError:
        body = None
    detail = body.get("error") if is_object(body) else None
    code = detail.get("code") if is_object(detail) else None
    if not is_object(detail) or not isinstance(code, str):
        return UnexpectedResponseError(_no_envelope(reply), code=None, param=None, response=reply)
    message, param = detail.get("message"), detail.get("param")
    return classes.get(code, APIError)(
        message if isinstance(message, str) else code,
        code=code,
        param=param if isinstance(param, str) else None,
        response=reply,
    )


def _no_envelope(reply: RawResponse) -> str:
    kind = reply.headers.get("content-type", "no content type")
    return f"The reply is not one of KOMOJU's: {kind}, {len(reply.content)} bytes"
