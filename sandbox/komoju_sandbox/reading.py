"""Reads the query and the body of a request as its operation describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.check import Check
from komoju_sandbox.errors import ApiError
from komoju_sandbox.wire import Body, parse_body, parse_form

if TYPE_CHECKING:
    from starlette.requests import Request

    from komoju_sandbox.contract import WireLimits
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.openapi import Document, Operation


class RequestReader:
    """The compiled checks of one operation."""

    def __init__(self, document: Document, operation: Operation, limits: WireLimits) -> None:
        self._query = Check(document, operation.query, operation.errors)
        self._body = Check(document, operation.body, operation.errors)
        self._limits = limits

    def read(self, request: Request, raw: bytes) -> tuple[JsonObject, JsonObject]:
        """Give query and body, checked and with their defaults. Raises `ApiError` for the first fault."""
        query = self._query.read(parse_form(request.scope["query_string"], self._limits), blank_is_null=True)
        sent = self._sent(request, raw)
        return query, self._body.read(sent.tree, blank_is_null=sent.is_form)

    def _sent(self, request: Request, raw: bytes) -> Body:
        if request.method == "GET":
            return Body({}, is_form=True)
        if request.headers.get("content-encoding", "identity") != "identity":
            raise ApiError("bad_request")
        return parse_body(request.headers.get("content-type", ""), raw, self._limits)
