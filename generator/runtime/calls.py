"""Calls, written down as they go over the wire."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

from .forms import encode_body, encode_query
from .secrets import Sealed
from .unset import Unset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Model

__all__ = ["Call", "Operation", "Options", "Send", "checked_headers", "prepare"]

_NUMBERS = count(1)
_OWN_HEADERS = {"authorization", "content-length", "content-type", "host", "transfer-encoding"}


# Plain classes: a NamedTuple costs several times as much to define, and these are defined at every start.


class Operation:
    """An operation of the document. `key_header` is the header that carries an idempotency key, if any does."""

    __slots__ = ("id", "key_header", "key_length", "method", "path", "reads")

    def __init__(
        self, operation_id: str, method: str, path: str, key_header: str | None = None, key_length: int = 0
    ) -> None:
        self.id: str = operation_id
        self.method: str = method
        self.path: str = path
        self.key_header: str | None = key_header
        self.key_length: int = key_length
        self.reads: bool = method == "GET"
        """Whether the operation only reads, so that sending it twice is the same as sending it once."""


class Options:
    """What one call does in another way than its client."""

    __slots__ = ("extra_headers", "max_retries", "timeout")

    def __init__(self, timeout: float | None, max_retries: int | None, extra_headers: Mapping[str, str] | None) -> None:
        self.timeout: float | None = timeout
        self.max_retries: int | None = max_retries
        self.extra_headers: Mapping[str, str] | None = extra_headers


class Send:
    """Step: send this and come back with a `RawResponse` or a `Failure`."""

    __slots__ = ("content", "headers", "method", "path")

    def __init__(self, method: str, path: str, headers: Mapping[str, str], content: Sealed) -> None:
        self.method: str = method
        self.path: str = path
        self.headers: Mapping[str, str] = headers
        self.content: Sealed = content


class Call:
    """A call that is ready to be sent, as often as it may be. `id` marks its lines in the log."""

    __slots__ = ("external_order_num", "id", "idempotency_key", "operation", "send")

    def __init__(
        self, operation: Operation, send: Send, external_order_num: str | None, idempotency_key: str | None
    ) -> None:
        self.operation: Operation = operation
        self.send: Send = send
        self.external_order_num: str | None = external_order_num
        self.idempotency_key: str | None = idempotency_key
        self.id: str = f"{operation.id}-{next(_NUMBERS)}"


def prepare(
    operation: Operation,
    *,
    path_values: Mapping[str, object] | None = None,
    query: Model | None = None,
    body: Model | None = None,
    idempotency_key: object = None,
) -> Call:
    """Write a call down. Raise `ValueError` when a path value would lead elsewhere or a key cannot be sent."""
    path = operation.path
    for name, value in (path_values or {}).items():
        path = path.replace(f"{{{name}}}", _segment(name, value))
    if query is not None and query.data_:
        path = f"{path}?{encode_query(query.data_)}"
    headers: dict[str, str] = {}
    content = Sealed(None)
    if body is not None and body.data_:
        headers["content-type"], content = encode_body(body.data_)
    key = _checked_key(idempotency_key, operation.key_length)
    if key is not None and operation.key_header is not None:
        headers[operation.key_header] = key
    order = body.data_.get("external_order_num") if body is not None else None
    return Call(
        operation,
        Send(operation.method, path, headers, content),
        order if isinstance(order, str) else None,
        key,
    )


def checked_headers(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Return extra headers in lower case. Raise `ValueError` for one that the client sets itself."""
    if not headers:
        return {}
    found = {name.lower(): value for name, value in headers.items()}
    taken = sorted(_OWN_HEADERS & found.keys())
    if taken:
        message = f"extra_headers: the client sets {', '.join(taken)} itself"
        raise ValueError(message)
    return found


def _checked_key(key: object, longest: int) -> str | None:
    if key is None or isinstance(key, Unset):
        return None
    if not isinstance(key, str):
        message = f"idempotency_key: expected a text, got {type(key).__name__}"
        raise TypeError(message)
    if not 1 <= len(key) <= longest or not key.isascii() or not key.isprintable() or key != key.strip():
        message = f"idempotency_key: expected 1 to {longest} ASCII characters, got {key!r}"
        raise ValueError(message)
    return key


def _segment(name: str, value: object) -> str:
    if not isinstance(value, str):
        message = f"{name}: expected a text, got {value!r} ({type(value).__name__})"
        raise TypeError(message)
    if value in {"", ".", ".."}:
        message = f"{name}: {value!r} is not an id"
        raise ValueError(message)
    return quote(value, safe="")
