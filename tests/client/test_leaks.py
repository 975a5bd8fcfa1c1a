"""Nothing leaks: no secret that goes through a call is seen in a log, a message, a repr or a traceback.

Secrets are drawn for every field that the document marks `x-sensitive`, sent through every call that takes one, with
every kind of outcome; the root logger stands at DEBUG, and tracebacks are read with the local variables of all frames
but those of this file.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import komoju
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from komoju import Komoju, models
from komoju.models import PrepaidContinuation
from komoju.models.payment_details import PAYMENT_DETAILS_REQUEST

from tests.values import document

KEY = "sk_9f8e7d6c5b4a"
DIGITS = st.text("0123456789", min_size=16, max_size=16)
# The frame of each text keeps hypothesis from drawing a word of the code as a secret.
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=8).map(lambda text: f"zq{text}qz")
KANA = st.text("アイウエオカキクケコサシスセソタチツテト", min_size=12, max_size=12)


class Holder:
    """Keeps secrets where no traceback sees them."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __repr__(self) -> str:
        return "<Holder>"

    def seen_in(self, text: str) -> list[str]:
        """List the secrets that a text shows. The last four digits of a number may be seen."""
        return [secret for secret in self.texts if (secret[:-4] if secret.isdigit() else secret) in text]


def sensitive_fields(schema: dict[str, Any]) -> dict[str, str]:
    """Give the sensitive properties of a schema, each with its component or its own name."""
    found: dict[str, str] = {}
    for name, given_part in schema["properties"].items():
        part = given_part
        if "$ref" in part:
            part = document()["components"]["schemas"][part["$ref"].rpartition("/")[2]]
        if "x-sensitive" in part:
            found[name] = part["x-sensitive"]
    return found


def secret_for(name: str) -> st.SearchStrategy[str]:
    if name == "email":
        return LETTERS.map(lambda text: f"{text}@{text[::-1]}.example")
    if name == "phone":
        return DIGITS.map(lambda text: f"+{text}")
    if name.endswith("kana"):
        return KANA
    return DIGITS if "number" in name or name == "verification_value" else LETTERS


def bodies() -> dict[str, dict[str, str]]:
    """Give the request models that hold secrets, with their sensitive fields."""
    schemas = document()["components"]["schemas"]
    sent = {name: schemas[name] for name in (*_requests(), "PrepaidContinuation")}
    return {name: fields for name, schema in sent.items() if (fields := sensitive_fields(schema))}


def _requests() -> list[str]:
    mapping = document()["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    return [reference.rpartition("/")[2] for reference in mapping.values()]


def outcomes() -> dict[str, Callable[[Holder], httpx2.Response | Exception]]:
    """Give what can come of a call. The replies show the secrets where a careless server would."""
    codes = document()["x-error-catalog"]["codes"]
    made: dict[str, Callable[[Holder], httpx2.Response | Exception]] = {
        "good": lambda held: _shown(200, held),
        "html": lambda held: httpx2.Response(520, text="<html>" + " ".join(held.texts)),
        "redirect": lambda _: httpx2.Response(302, headers={"location": "https://elsewhere.example"}),
        "not json": lambda held: httpx2.Response(200, text="{" + " ".join(held.texts)),
        "a list": lambda held: httpx2.Response(200, json=held.texts),
        "wrong shape": lambda held: httpx2.Response(
            200, json={"id": 7, "payment_details": {"type": 7, "a": held.texts}}
        ),
        "cut": lambda _: httpx2.ReadError("cut"),
        "slow": lambda _: httpx2.ReadTimeout("slow"),
        "refused": lambda _: httpx2.ConnectError("refused"),
    }
    for code in ("card_declined", "gateway_timeout", "invalid_parameter", "internal_server_error"):
        made[code] = lambda held, code=code: httpx2.Response(
            codes[code]["status"], json={"error": {"message": "m", "code": code, "param": None, "echo": held.texts}}
        )
    return made


def _shown(status: int, held: Holder) -> httpx2.Response:
    details = {"type": "konbini", "email": held.texts[0], "surprise": held.texts}
    body = {"id": "a", "resource": "payment", "payment_details": details, "amount": "not a number"}
    return httpx2.Response(status, json=body)


class Answer(httpx2.BaseTransport):
    """Gives one outcome for ever."""

    def __init__(self, outcome: Callable[[Holder], httpx2.Response | Exception], held: Holder) -> None:
        self.make, self.held = outcome, held

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        outcome = self.make(self.held)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@contextmanager
def everything_logged() -> Iterator[list[str]]:
    """Collect all log lines of all loggers at the lowest level."""
    lines: list[str] = []
    handler = logging.Handler(level=0)
    handler.emit = lambda record: lines.append(f"{record.getMessage()} {record.__dict__}")  # a sink is all it takes
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def shown_by(error: BaseException) -> Iterator[str]:
    """Give all that an exception shows: texts, attributes, and the variables of its frames and of those behind it."""
    behind: BaseException | None = error
    while behind is not None:
        yield f"{behind!s} {behind!r} {behind.args!r} {vars(behind)!r}"
        for frame, _ in traceback.walk_tb(behind.__traceback__):
            if frame.f_code.co_filename != __file__:
                yield f"{frame.f_code.co_qualname}: {frame.f_locals!r}"
        behind = behind.__cause__ or behind.__context__


def test_the_document_marks_what_is_sensitive() -> None:
    fields = {name for found in bodies().values() for name in found}

    assert fields >= {
        *("number", "verification_value", "prepaid_number", "culture_id", "culture_password", "user_no"),
        *("user_password", "given_name", "family_name", "given_name_kana", "family_name_kana", "phone", "email"),
    }


@pytest.mark.parametrize("outcome", outcomes())
@pytest.mark.parametrize("name", bodies())
@settings(derandomize=True, deadline=None, max_examples=2)
@given(data=st.data())
def test_no_secret_is_seen(name: str, outcome: str, data: st.DataObject) -> None:
    held = Holder()
    fields = bodies()[name]
    drawn = {field: data.draw(secret_for(field)) for field in fields}
    held.texts = [*drawn.values()]
    body = _filled(name, drawn)
    transport = Answer(outcomes()[outcome], held)
    shown: list[str] = []

    with everything_logged() as lines, Komoju(KEY, transport=transport, max_retries=0) as client:
        for call in calls(client, name, body):
            try:
                result = call()
            except komoju.KomojuError as error:
                shown += shown_by(error)
            else:
                shown.append(f"{result!r} {result!s} {result.parsed!r} {result.parsed.extra_fields.keys()!r}")
                for part in ("amount", "created_at", "payment_details", "id"):
                    try:
                        shown.append(f"{getattr(result.parsed, part)!r}")
                    except komoju.KomojuError as error:
                        shown += shown_by(error)
                    except AttributeError:
                        assert part == "amount", "only a token has no amount"
        shown.append(f"{client!r} {client.payments!r} {vars(client)!r} {vars(client._http)!r}")

    assert lines
    for text in (*shown, *lines):
        assert held.seen_in(text) == []
        assert KEY not in text


def calls(client: Komoju, name: str, body: dict[str, Any]) -> list[Callable[[], Any]]:
    """Give the calls that take a request model."""
    if name == "PrepaidContinuation":
        details = PrepaidContinuation.from_dict(body)
        return [lambda: client.payments.with_raw_response.update("x", payment_details=details)]
    model = getattr(models, name)
    given_fields = {key: value for key, value in body.items() if key != "type"}
    return [
        lambda: client.payments.with_raw_response.create(
            amount=1, currency="JPY", payment_details=model(**given_fields), description=None
        ),
        lambda: client.tokens.with_raw_response.create(payment_details=PAYMENT_DETAILS_REQUEST.decode(body, "")),
    ]


@pytest.mark.parametrize("name", bodies())
def test_a_call_that_is_refused_before_it_is_sent_shows_no_secret(name: str) -> None:
    held = Holder()
    held.texts = [f"{field[:4]}-secret-{number:04}-0000" for number, field in enumerate(bodies()[name])]
    secrets = dict(zip(bodies()[name], held.texts, strict=True))
    model = getattr(models, name)
    client = Komoju(KEY)
    attempts: list[Callable[[], object]] = [
        lambda: model(**_filled(name, secrets), no_such_field=1),
        lambda: client.payments.create(amount=1, currency="JPY", payment_details={"type": "x", **secrets}),
        lambda: client.payments.update("x", payment_details={"type": "x", **secrets}),
        lambda: models.PaymentCreate(amount=1, currency="JPY", payment_details={"type": "x", **secrets}),
        lambda: models.PaymentUpdate(payment_details={"type": "x", **secrets}),
        lambda: models.TokenCreate(payment_details={"type": "x", **secrets}),
        lambda: client.payments.create(amount="1", currency="JPY", payment_details=model(**given_to(name, secrets))),
    ]
    for field in secrets:
        wrongs: list[Any] = [list(secrets.values()), {"a": secrets[field]}, secrets[field] + "\ud800"]
        attempts += [
            lambda field=field, wrong=wrong: model(**{**given_to(name, secrets), field: wrong}) for wrong in wrongs
        ]

    for attempt in attempts:
        with pytest.raises((TypeError, ValueError)) as caught:
            attempt()
        for text in shown_by(caught.value):
            assert held.seen_in(text) == []


def given_to(name: str, secrets: dict[str, str]) -> dict[str, Any]:
    """Give the arguments of a request model."""
    return {key: value for key, value in _filled(name, secrets).items() if key != "type"}


def _tag(name: str) -> str:
    properties = document()["components"]["schemas"][name]["properties"]
    return properties["type"].get("const", "net_cash")


def _filled(name: str, secrets: dict[str, str]) -> dict[str, Any]:
    required = ["type", *document()["components"]["schemas"][name]["required"]]
    plain = {"type": _tag(name), "month": 1, "year": 2030, "store": "lawson"}
    return {**{field: plain[field] for field in required if field in plain}, **secrets}


def test_the_check_would_see_a_leak() -> None:
    held = Holder()
    held.texts = ["4111111111111111"]

    assert held.seen_in("card 411111111111xxxx") == held.texts
    assert held.seen_in("card ***1111") == []
