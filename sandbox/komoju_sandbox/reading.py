"""Reads the query and the body of a request as its operation describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.check import Check
from komoju_sandbox.errors import ApiError
from komoju_sandbox.json_body import UNREADABLE
from komoju_sandbox.trail import Trail
from komoju_sandbox.wire import Body, parse_body, parse_form

if TYPE_CHECKING:
    from starlette.requests import Request

    from komoju_sandbox.contract import WireLimits
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.openapi import Document, Operation


class RequestReader:
    """The compiled checks of one operation. What decides beside the documentation is said on the trail."""

    def __init__(self, document: Document, operation: Operation, limits: WireLimits) -> None:
        self._query = Check(document, operation.query, operation.errors)
        self._body = Check(document, operation.body, operation.errors)
        self._limits = limits

    def read(self, request: Request, raw: bytes) -> tuple[JsonObject, JsonObject]:
        """Give query and body, checked and with their defaults. Raises `ApiError` for the first fault."""
        trail = Trail()
        return self.query(request, trail), self.body(self.sent(request, raw, trail), trail)

    def query(self, request: Request, trail: Trail) -> JsonObject:
        """Give the query, checked and with its defaults. Raises `ApiError` for the first fault."""
        sent = parse_form(request.scope["query_string"], self._limits)
        return self._query.read(sent, trail, blank_is_null=True)

    def sent(self, request: Request, raw: bytes, trail: Trail) -> Body:
        """Give the body as it was sent. Raises `bad_request` when it cannot be read."""
        if request.method == "GET":
            return Body({}, is_form=True)
        if request.headers.get("content-encoding", "identity") != "identity":
            raise ApiError("bad_request", source=UNREADABLE)
        return parse_body(request.headers.get("content-type", ""), raw, self._limits, trail)

    def body(self, sent: Body, trail: Trail) -> JsonObject:
        """Give the body, checked and with its defaults. Raises `ApiError` for the first fault."""
        return self._body.read(sent.tree, trail, blank_is_null=sent.is_form)
