"""A probe is a story: a few calls in a row, told to one server or another, about nothing but what the story makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.contract.bodies import written
from tests.contract.laws import Answer, Sent
from tests.contract.raw import basic
from tests.contract.real.line import NoAnswerError
from tests.contract.real.safety import hold_own
from tests.contract.watched import example
from tests.contract.wire import FORM

SECRET, PUBLISHABLE, WRONG, NONE = "secret", "publishable", "wrong", "no"
"""The keys that a call can be made with."""
WRONG_KEY = "a-key-that-nobody-has"
MAKERS = {"createPayment": "payment", "createToken": "token", "createCustomer": "customer"}


class EndedError(Exception):
    """The story cannot go on, because what it needs was not made."""


@dataclass(frozen=True)
class Exchange:
    """One call of a story with its answer; null when none came back."""

    sent: Sent
    key: str
    answer: Answer | None
    body: Any = None
    """What the content of the request says, when it has one."""


@dataclass
class Story:
    """Tells one story to one server."""

    send: Callable[[Sent], Answer]
    keys: Mapping[str, str]
    """The API keys by their names; a key without a text is not sent at all."""
    order: str
    """What the order numbers of the story begin with, and nobody else's."""
    year: int
    """A year in which cards are good."""
    exchanges: list[Exchange] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """What the story has made: ids with names that are the same wherever it is told."""

    def get(self, path: str, key: str = SECRET, **query: str | int) -> Answer:
        """Read."""
        return self._tell(Sent("GET", path, urlencode(query), self._headers(key)), key)

    def post(self, path: str, body: Any = None, kind: str = FORM, key: str = SECRET) -> str | None:
        """Make or move something. Gives the id of what is now the story's own, if anything is."""
        return self._write("POST", path, body, kind, key)

    def patch(self, path: str, body: Any, kind: str = FORM) -> None:
        """Change something."""
        self._write("PATCH", path, body, kind, SECRET)

    def delete(self, path: str) -> None:
        """Delete something."""
        self._tell(Sent("DELETE", path, "", self._headers(SECRET)), SECRET)

    def make(self, path: str, body: Any, kind: str = FORM) -> str:
        """Make what the rest of the story is about."""
        made = self.post(path, body, kind)
        if made is None:
            raise EndedError
        return made

    def event_about(self, made: str) -> str:
        """Look up an event about something of the story."""
        answer = self.get("/events", per_page=100)
        try:
            event = next(str(event["id"]) for event in answer.body["data"] if event["data"].get("id") == made)
        except (AttributeError, LookupError, StopIteration, TypeError) as error:
            raise EndedError from error
        self.names[event] = f"event {len(self.exchanges)}"
        return event

    def body(self, scenario: str, **changed: Any) -> dict[str, Any]:
        """Give the request of a scenario of the document with an order number of the story and a card that is good."""
        found = {**example(scenario), **changed}
        details = found.get("payment_details")
        if isinstance(details, dict) and "year" in details and "payment_details" not in changed:
            found["payment_details"] = {**details, "year": self.year}
        if "external_order_num" in found and "external_order_num" not in changed:
            found["external_order_num"] = f"{self.order}-{len(self.exchanges) + 1}"
        return found

    def _write(self, method: str, path: str, body: Any, kind: str, key: str) -> str | None:
        headers = {**self._headers(key), "content-type": kind}
        answer = self._tell(Sent(method, path, "", headers, _content(body, kind)), key, body)
        found = answer.body.get("id") if isinstance(answer.body, dict) else None
        return found if isinstance(found, str) and found in self.names else None

    def _headers(self, key: str) -> dict[str, str]:
        text = self.keys.get(key)
        return {"authorization": basic(text)} if text else {}

    def _tell(self, sent: Sent, key: str, body: Any = None) -> Answer:
        operation = hold_own(sent, self.names)
        try:
            answer = self.send(sent)
        except NoAnswerError as error:
            self.exchanges.append(Exchange(sent, key, None, body))
            raise EndedError from error
        self.exchanges.append(Exchange(sent, key, answer, body))
        made = answer.body.get("id") if isinstance(answer.body, dict) else None
        if operation.id in MAKERS and answer.status < 300 and isinstance(made, str):
            self.names[made] = f"{MAKERS[operation.id]} {len(self.exchanges)}"
        return answer


def _content(body: Any, kind: str) -> bytes:
    if body is None or isinstance(body, bytes):
        return body or b""
    return written(kind, body)
