"""Models keep what arrived, refuse what cannot be sent, and show no secret."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from komoju import UNSET, Secret, models
from komoju._runtime.model import Model
from komoju.errors import DecodeError
from komoju.models import (
    CreditCardRequest,
    Konbini,
    KonbiniRequest,
    Payment,
    PaymentCreate,
    Refund,
    Token,
    UnknownPaymentDetails,
    UnknownTokenDetails,
)

from tests.values import ANYTHING, document, values_of

Example = Callable[[str], dict[str, Any]]


def model_classes() -> dict[str, type[Model]]:
    found = {name: getattr(models, name) for name in models.__all__}
    return {name: value for name, value in found.items() if isinstance(value, type) and issubclass(value, Model)}


def test_every_object_of_the_document_has_a_model() -> None:
    objects = {name for name, schema in document()["components"]["schemas"].items() if "properties" in schema}

    assert objects <= model_classes().keys()
    assert model_classes().keys() - objects == {"UnknownEvent", "UnknownPaymentDetails", "UnknownTokenDetails"}


@pytest.mark.parametrize("name", sorted(model_classes()))
@settings(derandomize=True, deadline=None, max_examples=40)
@given(data=st.data())
def test_generated_values_come_back_unchanged(name: str, data: st.DataObject) -> None:
    model = model_classes()[name]
    if name.startswith("Unknown"):
        value = {**data.draw(st.dictionaries(st.text(), ANYTHING)), "type": "paypay"}
    else:
        value = data.draw(values_of(name))

    found = model.from_dict(value)

    assert found.to_dict() == value
    assert list(found.to_dict()) == list(value)
    assert model.from_dict(found.to_dict()) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert copy.deepcopy(found) == found


def test_every_example_of_a_reply_comes_back_with_its_keys_in_order() -> None:
    replies = {name: item["value"] for name, item in document()["components"]["examples"].items()}
    payments = [value for value in replies.values() if value.get("resource") == "payment"]
    tokens = [value for value in replies.values() if value.get("resource") == "token"]

    assert len(payments) >= 9
    assert len(tokens) >= 10
    for model, values in ((Payment, payments), (Token, tokens)):
        for value in values:
            again = model.from_dict(value).to_dict()
            assert again == value
            assert list(again) == list(value)
            assert list(again["payment_details"]) == list(value["payment_details"])


def test_what_nobody_has_heard_of_is_kept_and_written_back(example: Example) -> None:
    value = example("payments-konbini-lawson-response")
    value = {
        **value,
        "status": "failed",
        "currency": "XTS",
        "payment_details": {"type": "paypay", "qr": {"code": [1, None]}},
        "mcc": "5999",
    }

    payment = Payment.from_dict(value)

    assert payment.status == "failed"
    assert payment.currency == "XTS"
    assert isinstance(payment.payment_details, UnknownPaymentDetails)
    assert payment.payment_details.type == "paypay"
    assert payment.payment_details.extra_fields == {"qr": {"code": [1, None]}}
    assert payment.extra_fields == {"mcc": "5999"}
    assert payment.to_dict() == value
    assert list(payment.to_dict()) == list(value)


def test_an_unknown_type_of_a_token_is_kept_as_well(example: Example) -> None:
    value = {**example("tokens-dospara-response"), "payment_details": {"type": "paypay"}}

    token = Token.from_dict(value)

    assert isinstance(token.payment_details, UnknownTokenDetails)
    assert token.to_dict() == value


def test_a_key_that_newer_versions_dropped_reads_as_none_and_is_not_invented(example: Example) -> None:
    value = {key: item for key, item in example("payments-konbini-lawson-response").items() if key != "subscription"}

    payment = Payment.from_dict(value)

    assert payment.subscription is None
    assert "subscription" not in payment.to_dict()


def test_the_tag_decides_the_class_of_the_details() -> None:
    mapping = document()["components"]["schemas"]["PaymentDetails"]["discriminator"]["mapping"]
    assert len(mapping) == 10
    for tag, reference in mapping.items():
        view = Payment.view({"payment_details": {"type": tag}})
        assert type(view.payment_details).__name__ == reference.rpartition("/")[2]


@pytest.mark.parametrize(
    ("part", "wrong", "message"),
    [
        ("amount", "1000", "Payment.amount: expected a whole number, got '1000' (str)"),
        ("amount", True, "Payment.amount: expected a whole number, got True (bool)"),
        ("created_at", "yesterday", "Payment.created_at: expected a time"),
        ("created_at", "2017-01-04T07:52:34", "Payment.created_at: expected a time with a zone"),
        ("refunds", {}, "Payment.refunds: expected a list"),
        ("refunds", [7], "Payment.refunds[0]: expected Refund"),
        ("metadata", {"a": 1}, "Payment.metadata.a: expected a text"),
        ("payment_details", [], "Payment.payment_details: expected BankTransfer"),
        ("resource", "token", "Payment.resource: expected 'payment', got 'token'"),
    ],
)
def test_a_reply_of_the_wrong_shape_is_an_error_that_names_the_place(
    example: Example, part: str, wrong: object, message: str
) -> None:
    value = {**example("payments-konbini-lawson-response"), part: wrong}

    with pytest.raises(DecodeError) as caught:
        Payment.from_dict(value)

    assert str(caught.value).startswith(message)
    assert Payment.view(value).id == value["id"], "the rest of the reply is still there"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: KonbiniRequest(store=7), "KonbiniRequest.store: expected a text, got 7 (int)"),
        (lambda: KonbiniRequest(store="lawson", expiry_days="3"), "KonbiniRequest.expiry_days: expected a whole"),
        (lambda: KonbiniRequest(store="lawson", expiry_days=True), "KonbiniRequest.expiry_days: expected a whole"),
        (lambda: _create(amount="1000"), "PaymentCreate.amount: expected a whole number, got '1000' (str)"),
        (lambda: _create(amount=10.0), "PaymentCreate.amount: expected a whole number, got 10.0 (float)"),
        (lambda: _create(metadata={"a": 1}), "PaymentCreate.metadata.a: expected a text, got 1 (int)"),
        (lambda: _create(metadata="a=1"), "PaymentCreate.metadata: expected a mapping"),
        (lambda: _create(tax="8"), "PaymentCreate.tax: expected a whole number or 'auto'"),
        (lambda: _create(payment_details={"type": "konbini"}), "PaymentCreate.payment_details: expected"),
        (lambda: _create(payment_details=_konbini()), "PaymentCreate.payment_details: expected"),
        (lambda: _create(capture="yes"), "PaymentCreate.capture: expected True or False"),
    ],
)
def test_a_request_of_the_wrong_type_is_refused_before_it_is_sent(make: Callable[[], object], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        make()

    assert str(caught.value).startswith(message)


def _create(**changes: Any) -> PaymentCreate:
    body: dict[str, Any] = {"amount": 1000, "currency": "JPY", "payment_details": KonbiniRequest(store="lawson")}
    return PaymentCreate(**{**body, **changes})


def _konbini() -> Konbini:
    return Konbini(email=None, store="lawson", confirmation_code=None, receipt="303001", instructions_url="https://k/")


def test_text_that_utf_8_cannot_carry_is_refused_before_it_is_sent() -> None:
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        _create(external_order_num="\ud800")


def test_models_do_not_change() -> None:
    details = _konbini()

    with pytest.raises(AttributeError, match="make a new one"):
        details.receipt = "1"
    details.to_dict()["receipt"] = "1"

    assert details.receipt == "303001"


def test_what_is_left_out_reads_as_unset_and_is_not_sent() -> None:
    details = KonbiniRequest(store="lawson")

    assert details.email is UNSET
    assert not details.email
    assert details.to_dict() == {"type": "konbini", "store": "lawson"}


def test_times_are_read_with_their_zone_and_written_in_utc(example: Example) -> None:
    payment = Payment.from_dict(example("payments-konbini-lawson-response"))
    assert payment.created_at == datetime(2017, 1, 4, 7, 52, 35, tzinfo=UTC)

    from komoju._runtime.codecs import TIMESTAMP

    japan = timezone(timedelta(hours=9))
    assert TIMESTAMP.encode(datetime(2017, 1, 4, 16, 52, 34, 999, tzinfo=japan), "") == "2017-01-04T07:52:34Z"
    with pytest.raises(ValueError, match="without a zone"):
        TIMESTAMP.encode(datetime.fromisoformat("2017-01-04T00:00:00"), "start_time")


def test_secrets_show_only_when_asked() -> None:
    card = CreditCardRequest(
        number="4111111111111111",
        month="01",
        year=2018,
        verification_value="987",
        given_name="Taroichi",
        family_name="Yamadaya",
        email="test@example.com",
    )

    shown = f"{card} {card!r} {card.number} {card.verification_value!r} {card.email:>9}"

    for secret in ("411111111111", "987", "Taroichi", "Yamadaya", "test@example.com"):
        assert secret not in shown
    assert "***1111" in shown
    assert card.number.reveal() == "4111111111111111"
    assert card.to_dict()["number"] == "4111111111111111"


@given(text=st.text(min_size=1, max_size=40))
@settings(derandomize=True)
def test_a_mask_never_shows_more_than_a_third(text: str) -> None:
    masked = str(Secret(text, shown=4)).removeprefix("***")

    assert text.endswith(masked)
    assert len(masked) <= min(4, len(text) // 3)


def test_a_wrong_secret_is_not_shown_in_the_error() -> None:
    with pytest.raises(TypeError) as caught:
        CreditCardRequest(number=4111111111111111, month=1, year=2018, given_name="T", family_name="Y")

    assert "4111" not in str(caught.value)
    assert "a value of type int (not shown)" in str(caught.value)


def test_unknown_fields_are_not_shown_either() -> None:
    assert repr(Konbini.view({"type": "konbini", "pan": "4111111111111111"})) == "Konbini(type='konbini', pan=...)"


def test_a_refund_reads_like_any_other_model() -> None:
    made = Refund(id="a" * 25, amount=5, currency="JPY", payment="b" * 25, description=None)

    assert made.resource == "refund"
    assert Refund.from_dict(made.to_dict()) == made
