"""A reply as it came over the wire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, final

from .errors import APIError, DecodeError, UnexpectedResponseError
from .shapes import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RawResponse", "error_from_reply"]

_SUCCESS = range(200, 300)


@final
class RawResponse:
    """Status, headers and body of one reply. `repr` shows the status and the size only."""

    __slots__ = ("content", "headers", "status")
    __module__ = "komoju"

    def __init__(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self.status = status
        self.headers = headers
        self.content = content

    @property
    def ok(self) -> bool:
        """Whether the status says success."""
        return self.status in _SUCCESS

    @property
    def text(self) -> str:
        """The body as UTF-8 text, with a mark in place of what is none."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body, parsed. Raise `DecodeError` when it is not JSON."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            message = f"HTTP {self.status}: the body is not JSON ({len(self.content)} bytes)"
            raise DecodeError(message, response=self) from error

    def __repr__(self) -> str:
        return f"<RawResponse HTTP {self.status}, {len(self.content)} bytes>"


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
