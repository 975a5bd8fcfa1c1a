"""The error catalogue is that of the documentation."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.provenance.cites import documented

Json = dict[str, Any]

# The table of the documentation: code, HTTP status, message.
DOCUMENTED = {
    "bad_request": (
        400,
        ("The server cannot or will not process the request due to something that is perceived to be a client error."),
    ),
    "unauthorized": (401, "User authorization failed."),
    "not_found": (
        404,
        "The requested resource could not be found but may be available again in the future.",
    ),
    "internal_server_error": (
        500,
        "We're sorry but something went wrong. Please try your request again.",
    ),
    "forbidden": (403, "You are not authorized to perform that action."),
    "unprocessable_entity": (
        422,
        "The request was well-formed but was unable to be followed due to semantic errors.",
    ),
    "bad_gateway": (
        502,
        ("We are unable to process your request due to an invalid response from the upstream server."),
    ),
    "gateway_timeout": (
        504,
        (
            "When attempting to process your payment, we encountered a gateway timeout. Fear not, "
            "we have not processed the payment. Please try your payment again."
        ),
    ),
    "service_unavailable": (503, "The server is down for maintenance. Please try again later."),
    "request_failed": (402, "The request failed"),
    "invalid_payment_type": (
        422,
        "Payment method was invalid. %{provided} is not one of %{allowed}.",
    ),
    "invalid_token": (422, "The token you requested is invalid"),
    "invalid_currency": (422, "The currency you requested is invalid."),
    "not_refundable": (422, "The payment you requested is not refundable."),
    "not_capturable": (422, "The payment you requested is not capturable."),
    "not_cancellable": (422, "This payment is noncancellable."),
    "fraudulent": (422, "This payment is fraudulent."),
    "invalid_parameter": (422, "The value of %{param} is invalid"),
    "missing_parameter": (422, "A required parameter (%{param}) is missing"),
    "insufficient_funds": (502, "Insufficient funds"),
    "used_number": (502, "Used number"),
    "card_declined": (502, "Card declined"),
    "invalid_password": (502, "Invalid password"),
    "bad_verification_value": (502, "Bad verification value"),
    "exceeds_limit": (502, "Exceeds limit"),
    "card_expired": (502, "Card expired"),
    "invalid_number": (502, "The number you requested is invalid."),
    "invalid_account": (502, "Invalid account"),
}
PAYER = {
    "insufficient_funds",
    "used_number",
    "card_declined",
    "invalid_password",
    "bad_verification_value",
    "exceeds_limit",
    "card_expired",
    "invalid_number",
    "invalid_account",
    "fraudulent",
}
CHANGING = {
    *("createPayment", "updatePayment", "capturePayment", "refundPayment", "cancelPayment", "createRefundRequest"),
    *("createToken", "createCustomer", "updateCustomer"),
}
EVERYWHERE = {
    "bad_request",
    "unauthorized",
    "forbidden",
    "invalid_parameter",
    "internal_server_error",
    "service_unavailable",
}
DETAILS = {"missing_parameter", "invalid_payment_type"}
PROCESSOR = {"bad_gateway", "gateway_timeout"}
CARD = {
    "card_declined",
    "card_expired",
    "bad_verification_value",
    "exceeds_limit",
    "insufficient_funds",
    "invalid_number",
}
REPEATED = {"unprocessable_entity"}
"""Another request under an idempotency key that has been used."""
ANSWERS = {
    "createPayment": DETAILS | PROCESSOR | PAYER | {"request_failed", "invalid_currency", "invalid_token"} | REPEATED,
    "listPayments": set[str](),
    "showPayment": {"not_found"},
    "updatePayment": DETAILS | PROCESSOR | REPEATED | {"not_found", "invalid_number", "used_number", "card_declined"},
    "capturePayment": PROCESSOR | CARD | REPEATED | {"not_found", "not_capturable"},
    "refundPayment": PROCESSOR | REPEATED | {"not_found", "not_refundable"},
    "cancelPayment": PROCESSOR | REPEATED | {"not_found", "not_cancellable"},
    "createRefundRequest": REPEATED | {"not_found", "not_refundable", "missing_parameter"},
    "createToken": DETAILS | REPEATED,
    "createCustomer": DETAILS | CARD | REPEATED | {"invalid_token"},
    "listCustomers": set[str](),
    "showCustomer": {"not_found"},
    "updateCustomer": DETAILS | CARD | REPEATED | {"not_found", "invalid_token"},
    "deleteCustomer": {"not_found"},
    "listEvents": set[str](),
    "showEvent": {"not_found"},
}


@documented(*range(57, 85))
def test_the_catalogue_holds_the_documented_codes(source: Callable[[str], Json]) -> None:
    """28 codes, each with the documented status and message, and no others."""
    codes = source("errors.yaml")["codes"]
    assert {code: (row["status"], row["message"]) for code, row in codes.items()} == DOCUMENTED
    assert len(DOCUMENTED) == 28


def test_every_code_says_whose_move_it_is(source: Callable[[str], Json]) -> None:
    """Every code has a known family, outcome and retry rule, and words for a person."""
    catalogue = source("errors.yaml")
    for row in catalogue["codes"].values():
        assert row["family"] in catalogue["families"]
        assert row["outcome"] in {"nothing_processed", "unknown"}
        assert row["retry"] in {"never", "reads", "always"}
        assert row["param"] in {"name", "none"}
        assert row["meaning"]
        assert row["advice"]


def test_a_shopper_is_told_one_sentence_that_promises_no_more_than_the_code(source: Callable[[str], Json]) -> None:
    """Where the outcome is unknown nobody says that nothing was charged, and nobody is accused of a fraud."""
    for code, row in source("errors.yaml")["codes"].items():
        said = row["shopper"]
        assert re.fullmatch(r"[A-Z][^.]+\.", said), code
        assert "fraud" not in said.lower()
        assert not re.search(r"API|key|HTTP|[_`]", said), f"{code} speaks to a developer"
        if row["outcome"] == "unknown":
            assert said.endswith("; please contact us before you pay again."), code
            assert "charged" not in said, code


def test_a_shopper_is_told_that_nothing_was_charged_only_by_codes_of_an_attempt_to_charge(
    source: Callable[[str], Json],
) -> None:
    """A payment that is not refundable, or was paid before, has been charged, whatever became of this call."""
    codes = source("errors.yaml")["codes"]
    states = ("unprocessable_entity", "not_refundable", "not_capturable", "not_cancellable")
    assert [code for code in states if "charged" in codes[code]["shopper"]] == []


def test_families_are_explained(source: Callable[[str], Json]) -> None:
    """Each family has a name for a class and one or more whole sentences."""
    families = source("errors.yaml")["families"]
    assert list(families) == ["request", "credentials", "payer", "service"]
    for family in families.values():
        assert list(family) == ["name", "meaning"]
        assert family["meaning"].endswith(".")


@documented(64)
def test_only_an_unprocessed_timeout_is_always_tried_again(source: Callable[[str], Json]) -> None:
    """The documentation promises of one code alone that nothing was charged."""
    codes = source("errors.yaml")["codes"]
    assert [code for code, row in codes.items() if row["retry"] == "always"] == ["gateway_timeout"]
    assert codes["gateway_timeout"]["outcome"] == "nothing_processed"


def test_a_refused_payer_is_never_charged_again(source: Callable[[str], Json]) -> None:
    """The ten codes about the payer's means of payment are not to be tried again, 502 or not."""
    codes = source("errors.yaml")["codes"]
    assert {code for code, row in codes.items() if row["family"] == "payer"} == PAYER
    assert {codes[code]["retry"] for code in PAYER} == {"never"}


def test_only_the_service_leaves_in_doubt_what_it_did(source: Callable[[str], Json]) -> None:
    """A refused request, key or payer costs nothing; a fault of the service may, unless its words deny it."""
    for code, row in source("errors.yaml")["codes"].items():
        denied = "we have not processed" in row["message"]
        assert (row["outcome"] == "unknown") == (row["family"] == "service" and not denied), code


def test_param_is_named_where_the_message_names_it(source: Callable[[str], Json]) -> None:
    """`param` is filled exactly for the two codes whose message has a place for it."""
    codes = source("errors.yaml")["codes"]
    named = {code for code, row in codes.items() if row["param"] == "name"}
    assert named == {code for code, row in codes.items() if "%{param}" in row["message"]}


@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=documented(57 + row)) for row, code in enumerate(DOCUMENTED)]
)
def test_every_code_has_one_example(source: Callable[[str], Json], code: str) -> None:
    """A refusal with the code is shown once, under its status, with the message filled in."""
    shown = [
        example["value"]["error"]
        for response in source("responses.yaml").values()
        for name, example in response["content"]["application/json"]["examples"].items()
        if name == code
    ]
    assert len(shown) == 1
    assert list(shown[0]) == ["message", "code", "param"]
    assert shown[0]["code"] == code
    template = re.escape(DOCUMENTED[code][1])
    for name, value in {"param": str(shown[0]["param"]), "provided": "[a-z_]+"}.items():
        template = template.replace(re.escape(f"%{{{name}}}"), value)
    template = template.replace(re.escape("%{allowed}"), "[a-z_]+(, [a-z_]+){9}")
    assert re.fullmatch(template, shown[0]["message"])


def test_the_refused_type_is_told_all_ten_types(source: Callable[[str], Json]) -> None:
    """The message of invalid_payment_type names the types of the registry in its order."""
    response = source("responses.yaml")["UnprocessableEntity"]
    example = response["content"]["application/json"]["examples"]["invalid_payment_type"]
    registry = source("payment_details/registry.yaml")["PaymentDetailsRequest"]
    types = ", ".join(registry["discriminator"]["mapping"])
    assert example["value"]["error"]["message"].endswith(f" is not one of {types}.")


@pytest.mark.parametrize("operation", ANSWERS)
def test_an_operation_names_its_errors(operations: dict[str, Json], operation: str) -> None:
    """Each operation lists the codes that it can answer with, in the order of the catalogue."""
    assert set(operations[operation]["x-errors"]) == EVERYWHERE | ANSWERS[operation]
    assert set(ANSWERS) == set(operations)


def test_declared_statuses_are_those_of_the_errors(contract: Json, operations: dict[str, Json]) -> None:
    """Statuses follow from x-errors; 413 is added where there is a body, 409 where something changes, 405 nowhere."""
    codes = contract["x-error-catalog"]["codes"]
    for name, operation in operations.items():
        expected = {str(codes[code]["status"]) for code in operation["x-errors"]}
        expected |= {"413"} if "requestBody" in operation else set()
        expected |= {"409"} if name in CHANGING else set()
        refusals = {status for status in operation["responses"] if not status.startswith("2")}
        assert refusals == expected
        assert len(operation["x-errors"]) == len(set(operation["x-errors"]))
        assert operation["x-errors"] == [code for code in codes if code in operation["x-errors"]]


def test_a_refused_key_is_told_how_to_authenticate(source: Callable[[str], Json]) -> None:
    """HTTP asks for the header with every 401."""
    assert "WWW-Authenticate" in source("responses.yaml")["Unauthorized"]["headers"]
    header = source("headers.yaml")["WWWAuthenticate"]
    assert (header["required"], header["schema"]["const"]) == (True, 'Basic realm="KOMOJU"')
