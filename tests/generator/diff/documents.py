"""Small documents around the one part that a test is about."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]
OK: JSON = {"200": {"description": "Done."}}


def document(**parts: Any) -> JSON:
    """Give a document with these parts at its root."""
    return {"openapi": "3.1.0", "info": {"title": "Things", "version": "1.0.0"}, "paths": {}, **parts}


def operation(_path: str = "/things", _method: str = "get", **parts: Any) -> JSON:
    """Give a document with one operation, which has these parts."""
    call = {"operationId": "callThings", "responses": OK, **parts}
    return document(paths={_path: {_method: call}})


def content(schema: JSON | bool) -> JSON:
    """Give a body in JSON."""
    return {"content": {"application/json": {"schema": schema}}}


def sent(schema: JSON | bool, **parts: Any) -> JSON:
    """Give a document whose only operation sends values of a schema."""
    return operation(_method="post", requestBody={"required": True, **content(schema)}) | parts


def read(schema: JSON | bool, **parts: Any) -> JSON:
    """Give a document whose only operation answers with values of a schema."""
    return operation(responses={"200": {"description": "Done.", **content(schema)}}) | parts


def delivered(schema: JSON | bool, **parts: Any) -> JSON:
    """Give a document whose only webhook delivers values of a schema."""
    hook = {"operationId": "onThing", "requestBody": content(schema), "responses": OK}
    return document(webhooks={"thing.made": {"post": hook}}) | parts


def parameter(**parts: Any) -> JSON:
    """Give a document whose only operation has one parameter."""
    return operation(parameters=[{"name": "page", "in": "query", "schema": {}, **parts}])


def reply(**parts: Any) -> JSON:
    """Give a document whose only operation answers with these parts of a reply."""
    return operation(responses={"200": {"description": "Done.", **parts}})
