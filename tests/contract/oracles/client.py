"""The third opinion: what the client's types allow to be built and sent.

They know which members there are and of which types, not which value of a type is right: that is left to the service.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx2
import pytest
from komoju import Komoju, models

from tests.contract.contract import Operation, Schema, document, is_valid, resolve
from tests.contract.oracles.meaning import Verdict, meant, schema_of
from tests.contract.oracles.requests import Request
from tests.contract.oracles.types import complaint
from tests.contract.recorder import Exchange, Recorder
from tests.contract.wire import JSON, UnreadableError

OPTIONS = {"timeout", "max_retries", "extra_headers", "idempotency_key"}
IDS = {"payment_id": "p", "customer_id": "c", "event_id": "e"}


class Client:
    """A client whose requests arrive nowhere."""

    def __init__(self) -> None:
        self.recorder = Recorder(httpx2.MockTransport(_answer))
        self.komoju = Komoju("key", transport=self.recorder, max_retries=0)

    def opinion(self, request: Request) -> Verdict:
        """Try to make the call that sends the request. Bytes that say nothing can be meant by no call."""
        try:
            value = meant(request)
        except UnreadableError as error:
            if request.tree is None or request.kind != JSON:
                return Verdict(accepted=False, reason=f"no call writes this: {error}")
            value = request.tree
        self.recorder.seen.clear()
        try:
            self._call(request.operation, schema_of(request), value)
        except (TypeError, ValueError) as error:
            return Verdict(accepted=False, reason=repr(error))
        return Verdict(accepted=True, reason=str(self.sent.content or self.sent.path))

    @property
    def sent(self) -> Exchange:
        """What the last call that was made sent."""
        return self.recorder.last

    def _call(self, operation: Operation, schema: Schema, value: dict[str, Any]) -> None:
        resource = getattr(self.komoju, operation.said["tags"][0]).with_raw_response
        call = getattr(resource, operation.said["x-method"])
        arguments = {name: _given(schema["properties"].get(name, {}), inner) for name, inner in value.items()}
        ids = [given for name, given in IDS.items() if f"{{{name}}}" in operation.path]
        if OPTIONS & arguments.keys():
            # What a call takes beside the members of the body is no way to send a member of that name.
            message = f"no member {OPTIONS & arguments.keys()}"
            raise TypeError(message)
        _make(call, *ids, **arguments)


def _answer(_: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, json={"type": "ping"})


def _make(call: Any, *ids: str, **arguments: Any) -> Any:
    """Call as a type checker allows. What it refuses for more than a word has to be refused by the call itself too."""
    typed = call.__init__ if inspect.isclass(call) else call
    said = complaint(typed, arguments)
    if said is None or complaint(typed, arguments, words=False) is None:
        made = call(*ids, **arguments)
        if said is None:
            return made
    else:
        with pytest.raises((TypeError, ValueError)):
            call(*ids, **arguments)
    raise TypeError(said)


def _given(schema: Schema, value: Any) -> Any:
    """Give the value as somebody who writes Python would: models for objects, moments for times, 1 for 1.0."""
    for name, choice in _named(schema):
        if isinstance(value, dict) and "discriminator" in choice:
            return _tagged(choice, value)
        if isinstance(value, dict) and "properties" in choice:
            return _model(name, choice, value)
        if isinstance(value, str) and choice.get("format") == "date-time" and is_valid(choice, value):
            return datetime.fromisoformat(value)
        if isinstance(value, float) and choice.get("type") == "integer" and value.is_integer():
            return int(value)
    return value


def _named(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """List the schemas of which a value may meet one, with the names of their components."""
    found = resolve(schema)
    if "oneOf" in found and "discriminator" not in found:
        for branch in found["oneOf"]:
            yield from _named(branch)
    else:
        yield schema.get("$ref", "").rpartition("/")[2], found


def _tagged(union: Schema, value: dict[str, Any]) -> Any:
    tag = value.get(union["discriminator"]["propertyName"])
    mapping: dict[str, str] = union["discriminator"]["mapping"]
    if not isinstance(tag, str) or tag not in mapping:
        message = f"no model has the tag {tag!r}"
        raise TypeError(message)
    name = mapping[tag].rpartition("/")[2]
    # A model knows its own tag.
    rest = {key: inner for key, inner in value.items() if key != union["discriminator"]["propertyName"]}
    return _model(name, document()["components"]["schemas"][name], rest)


def _model(name: str, schema: Schema, value: dict[str, Any]) -> Any:
    members = {key: _given(schema["properties"].get(key, {}), inner) for key, inner in value.items()}
    return _make(getattr(models, name), **members)
