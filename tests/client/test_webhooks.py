"""A delivery is believed only after its signature, and what it holds is kept whole."""

from __future__ import annotations

import hmac
import json
import re
import subprocess
import sys
from types import TracebackType
from typing import Any

import komoju
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from komoju import Secret, webhooks
from komoju._runtime import webhooks as checks
from komoju.errors import DecodeError, KomojuError, WebhookSignatureError
from komoju.webhooks import CustomerEvent, PaymentEvent, PayoutEvent, PingEvent, UnknownEvent, sign, verify

from tests.values import ANYTHING, document, values_of

SECRET = "whsec-Zm9vYmFy"
SEEN = {"type": "ping", "email": "taro@example.com"}
MODELS = {"payment": PaymentEvent, "customer": CustomerEvent, "payout": PayoutEvent, "ping": PingEvent}
BODY = json.dumps(SEEN).encode()


def test_the_signature_is_that_of_rfc_4231() -> None:
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

    assert sign(b"what do ya want for nothing?", "Jefe") == expected


@given(payload=st.binary(max_size=64), secret=st.text(min_size=1, max_size=16))
@example(b"", "\udce9")
@settings(derandomize=True)
def test_every_text_is_a_secret_and_its_signature_is_written_as_the_document_says(payload: bytes, secret: str) -> None:
    parameter = document()["components"]["parameters"]["KomojuSignature"]

    assert re.fullmatch(parameter["schema"]["pattern"], sign(payload, secret))
    assert sign(payload, Secret(secret)) == sign(payload, secret)


@given(value=values_of("CustomerEvent") | values_of("PayoutEvent") | values_of("PingEvent"))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_every_other_event_is_typed_and_comes_back_unchanged(value: dict[str, Any]) -> None:
    body = json.dumps(value).encode()

    event = verify(body, sign(body, SECRET), SECRET)

    assert type(event) is MODELS[value["type"].partition(".")[0]]
    assert event.to_dict() == value
    event.check()


def test_a_customer_of_an_event_shows_no_address() -> None:
    value = {"type": "customer.updated", "data": {"id": "c1", "email": "taro@example.com", "metadata": {}}}
    body = json.dumps(value).encode()

    event = verify(body, sign(body, SECRET), SECRET)

    assert isinstance(event, CustomerEvent)
    assert (event.type, event.data.id) == ("customer.updated", "c1")
    assert event.data.email is not None
    assert event.data.email.reveal() == "taro@example.com"
    assert "taro" not in f"{event!r} {event.data!r} {event.data.email}"


@given(value=values_of("PaymentEvent"))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_an_event_of_a_payment_is_typed_and_comes_back_unchanged(value: dict[str, Any]) -> None:
    body = json.dumps(value).encode()

    event = verify(body, sign(body, SECRET), SECRET)

    assert isinstance(event, PaymentEvent)
    assert event.to_dict() == value
    assert list(event.to_dict()) == list(value)
    assert event.data.status == value["data"]["status"]


def test_each_webhook_of_the_document_has_its_model() -> None:
    assert len(document()["webhooks"]) == 13
    for kind in document()["webhooks"]:
        body = json.dumps({"type": kind}).encode()
        assert type(verify(body, sign(body, SECRET), SECRET)) is MODELS[kind.partition(".")[0]]


@given(
    rest=st.dictionaries(st.text(), ANYTHING), kind=st.sampled_from(["pong", "subscription.created", "payment.x", ""])
)
@settings(derandomize=True, deadline=None)
def test_an_event_of_an_unknown_type_is_kept_whole(rest: dict[str, Any], kind: str) -> None:
    value = {**rest, "type": kind}
    body = json.dumps(value).encode()

    event = verify(body, sign(body, SECRET), SECRET)

    assert isinstance(event, UnknownEvent)
    assert event.type == kind
    assert event.to_dict() == value
    assert list(event.to_dict()) == list(value)
    assert UnknownEvent.from_dict({"type": kind}) == UnknownEvent(type=kind)


def test_an_unknown_event_has_its_id_and_time_where_they_are_there_and_shows_nothing_else() -> None:
    value = {"id": "e1", "type": "customer.lost", "data": {"email": "taro@example.com"}, "created_at": "2017-01-04"}
    body = json.dumps(value).encode()

    event = verify(body, sign(body, SECRET), SECRET)

    assert isinstance(event, UnknownEvent)
    assert event.id == "e1"
    assert "taro" not in repr(event)
    with pytest.raises(DecodeError):
        assert event.created_at


def _changed(text: bytes, bit: int) -> bytes:
    number = int.from_bytes(text, "big") ^ (1 << bit % (8 * len(text)))
    return number.to_bytes(len(text), "big")


@given(bit=st.integers(0, 511))
@settings(derandomize=True, max_examples=200)
def test_one_changed_bit_anywhere_is_refused(bit: int) -> None:
    signature = sign(BODY, SECRET)
    altered = _changed(signature.encode(), bit).decode("latin-1")

    for payload, given_signature, secret in (
        (_changed(BODY, bit), signature, SECRET),
        (BODY, altered, SECRET),
        (BODY, signature, _changed(SECRET.encode(), bit).decode("latin-1")),
    ):
        with pytest.raises(WebhookSignatureError, match="not that of this payload"):
            verify(payload, given_signature, secret)


RIGHT = sign(BODY, SECRET)


WRONG = [None, "", " ", "\0", RIGHT.upper(), RIGHT[:-1], RIGHT[:32], RIGHT + "0", RIGHT + "\n", " " + RIGHT]
WRONG += [f"sha256={RIGHT}", "0" * 64, "é" * 64, "\ud800" * 64, RIGHT + "é"]


@pytest.mark.parametrize("signature", WRONG)
def test_a_signature_that_is_not_exactly_right_is_refused(signature: str | None) -> None:
    with pytest.raises(WebhookSignatureError):
        verify(BODY, signature, SECRET)


@pytest.mark.parametrize("secret", ["", Secret("")])
def test_an_empty_secret_is_refused_even_with_the_signature_it_makes(secret: str | Secret) -> None:
    with pytest.raises(WebhookSignatureError, match="secret token is empty"):
        verify(BODY, hmac.digest(b"", BODY, "sha256").hex(), secret)
    with pytest.raises(WebhookSignatureError, match="secret token is empty"):
        sign(BODY, secret)


@pytest.mark.parametrize("payload", [BODY.decode(), SEEN, bytearray(BODY), memoryview(BODY), None, 0])
def test_what_is_not_the_raw_body_is_refused_by_type(payload: Any) -> None:
    for call in (lambda: verify(payload, RIGHT, SECRET), lambda: sign(payload, SECRET)):
        with pytest.raises(TypeError, match="expected the raw request body as bytes"):
            call()


@pytest.mark.parametrize(
    ("signature", "secret", "message"),
    [
        (RIGHT.encode(), SECRET, "signature: expected the value of the header as text, got bytes"),
        (RIGHT, SECRET.encode(), "secret: expected the webhook's secret token as text, got bytes"),
        (RIGHT, None, "secret: expected the webhook's secret token as text, got NoneType"),
    ],
)
def test_other_arguments_of_the_wrong_type_are_named(signature: Any, secret: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        verify(BODY, signature, secret)


UNREADABLE = [b"", b"{", b"[]", b"null", b'"ping"', b"\xff", b"{}", b'{"type": 1}', b'{"type": null}', b"[" * 100_000]
UNREADABLE += [b'{"n": ' + b"1" * 5000 + b"}"]


@pytest.mark.parametrize("payload", UNREADABLE, ids=lambda payload: repr(payload[:16]))
def test_a_signed_payload_that_is_no_event_is_one_clear_error(payload: bytes) -> None:
    with pytest.raises(DecodeError, match="The signature is right, but"):
        verify(payload, sign(payload, SECRET), SECRET)


@pytest.mark.parametrize("payload", [*UNREADABLE, BODY], ids=lambda payload: repr(payload[:16]))
def test_nothing_is_parsed_before_the_signature_is_right(payload: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(payload: object) -> object:
        raise AssertionError(payload)

    monkeypatch.setattr(checks.json, "loads", parsed)

    with pytest.raises(WebhookSignatureError):
        verify(payload, "0" * 64, SECRET)
    with pytest.raises(AssertionError):
        verify(payload, sign(payload, SECRET), SECRET)


def test_the_comparison_in_constant_time_alone_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    verdicts = [True, False, True, False]

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return verdicts[len(compared) - 1]

    monkeypatch.setattr(checks.hmac, "compare_digest", compare)
    for signature in ("0" * 64, "x"):
        assert verify(BODY, signature, SECRET).to_dict() == SEEN
        with pytest.raises(WebhookSignatureError):
            verify(BODY, RIGHT, SECRET)

    assert compared == [(RIGHT.encode(), text.encode()) for text in ("0" * 64, RIGHT, "x", RIGHT)]


def _frames(traceback: TracebackType | None) -> list[str]:
    """Write the local variables of the frames that belong to the package."""
    shown: list[str] = []
    while traceback is not None:
        if "komoju" in traceback.tb_frame.f_globals["__name__"].split("."):
            shown.append(f"{traceback.tb_frame.f_code.co_name}: {traceback.tb_frame.f_locals!r}")
        traceback = traceback.tb_next
    return shown


BROKEN = b'{"email": "taro@example.com"'
NOT_TEXT: Any = BODY.decode()


@pytest.mark.parametrize(
    ("payload", "signature"),
    [(BODY, "0" * 64), (BODY, None), (BROKEN, sign(BROKEN, SECRET)), (b"[]", sign(b"[]", SECRET)), (NOT_TEXT, RIGHT)],
)
def test_no_traceback_shows_the_secret_the_right_signature_or_the_body(payload: bytes, signature: str | None) -> None:
    with pytest.raises((KomojuError, TypeError)) as caught:
        verify(payload, signature, SECRET)

    shown = f"{caught.value!r} {caught.value} {_frames(caught.value.__traceback__)}"
    assert "verify" in shown
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    for hidden in (SECRET, RIGHT, "taro"):
        assert hidden not in shown


def test_sign_shows_no_secret_either() -> None:
    with pytest.raises(TypeError) as caught:
        sign(NOT_TEXT, SECRET)

    shown = str(_frames(caught.value.__traceback__))
    assert "sign" in shown
    assert SECRET not in shown
    assert "taro" not in shown


def test_the_names_of_the_headers_are_those_of_the_document() -> None:
    parameters = document()["components"]["parameters"]

    assert parameters["KomojuId"]["name"] == webhooks.ID_HEADER
    assert parameters["KomojuSignature"]["name"] == webhooks.SIGNATURE_HEADER
    assert parameters["KomojuEvent"]["name"] == webhooks.EVENT_HEADER


def test_everything_that_is_exported_exists_and_is_documented() -> None:
    assert len(webhooks.__all__) == len(set(webhooks.__all__))
    for name in webhooks.__all__:
        assert getattr(webhooks, name) is not None
    for name in ("PaymentEvent", "PaymentState", "UnknownEvent", "WebhookSignatureError", "fold", "sign", "verify"):
        assert getattr(webhooks, name).__doc__
    assert issubclass(WebhookSignatureError, KomojuError)
    assert komoju.webhooks is webhooks


def test_the_module_is_reached_from_the_package_and_needs_no_http_library() -> None:
    program = (
        f"import sys; sys.path[:0] = {sys.path!r}; import komoju; assert 'komoju.webhooks' not in sys.modules;"
        "komoju.webhooks.verify(b'{\"type\":\"ping\"}', komoju.webhooks.sign(b'{\"type\":\"ping\"}', 'k'), 'k');"
        "assert not {'httpx2', 'ssl', 'asyncio'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-S", "-c", program], check=True)
