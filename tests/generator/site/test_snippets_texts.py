"""What the programs look like: whole, short, in the manner of each language, and safe whatever an example says."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.site.snippets import Scenario, scenarios
from generator.site.snippets.place import ASIDE
from tests.generator.site.stage import Stage, bash, programs, shown, stage
from tests.values import document

CURL = """\
# Reserve money on a card
payment_id=$(
  curl -sS -X POST http://127.0.0.1:8410/api/v1/payments \\
    -u komoju-mart: \\
    -d amount=1000 \\
    -d currency=JPY \\
    -d external_order_num=124 \\
    -d 'metadata[foobar]=hoge' \\
    -d capture=false \\
    -d 'payment_details[family_name]=Yamada' \\
    -d 'payment_details[given_name]=Taro' \\
    -d 'payment_details[month]=01' \\
    -d 'payment_details[number]=4111111111111111' \\
    -d 'payment_details[type]=credit_card' \\
    -d 'payment_details[verification_value]=123' \\
    -d 'payment_details[year]=2038' |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'
)
# Capture a payment
curl -X POST "http://127.0.0.1:8410/api/v1/payments/$payment_id/capture" -u komoju-mart:
"""
PYTHON = """\
from komoju import Komoju
from komoju.models import CreditCardRequest

with Komoju("komoju-mart", base_url="http://127.0.0.1:8410/api/v1") as komoju:
    # Reserve money on a card
    payment = komoju.payments.create(
        amount=1000,
        currency="JPY",
        external_order_num="124",
        metadata={"foobar": "hoge"},
        capture=False,
        payment_details=CreditCardRequest(
            family_name="Yamada",
            given_name="Taro",
            month="01",
            number="4111111111111111",
            verification_value="123",
            year=2038,
        ),
    )
    # Capture a payment
    payment = komoju.payments.capture(payment.id)
    print(
        payment.id, payment.status, payment.total, payment.currency, payment.captured_at
    )
"""
TYPESCRIPT = """\
// Once: npx openapi-typescript komoju-v1.json --default-non-nullable=false -o komoju.ts
import createClient from "openapi-fetch";
import type { paths } from "./komoju.js";

const komoju = createClient<paths>({
  baseUrl: "http://127.0.0.1:8410/api/v1",
  headers: { Authorization: `Basic ${btoa("komoju-mart:")}` },
});

// Reserve money on a card
const createdPayment = await komoju.POST("/payments", {
  body: {
    amount: 1000,
    currency: "JPY",
    external_order_num: "124",
    metadata: { foobar: "hoge" },
    capture: false,
    payment_details: {
      family_name: "Yamada",
      given_name: "Taro",
      month: "01",
      number: "4111111111111111",
      type: "credit_card",
      verification_value: "123",
      year: 2038,
    },
  },
});
if (createdPayment.error) throw new Error(createdPayment.error.error.message);

// Capture a payment
const { data: payment, error } = await komoju.POST("/payments/{payment_id}/capture", {
  params: { path: { payment_id: createdPayment.data.id } },
});
if (error) throw new Error(error.error.message);
console.log(
  payment.id,
  payment.status,
  payment.total,
  payment.currency,
  payment.captured_at,
);
"""
NASTY = 'It\'s "50%" & `$HOME` \\ @ + = ; !\n[x] \u5c71\u7530 ${id} #'
WIDEST = 100


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Stage]:
    with stage() as found:
        yield found


def changed(example: str, **members: Any) -> dict[tuple[str, str], Scenario]:
    """Write the programs of a document in which an example sends something else."""
    edited = copy.deepcopy(document())
    edited["components"]["examples"][f"{example}-request"]["value"] |= members
    return {(scenario.operation, scenario.name): scenario for scenario in scenarios(edited)}


def test_a_scenario_is_written_like_this() -> None:
    found = programs()["capturePayment", "capture"]

    assert found.curl == CURL
    assert found.python == PYTHON
    assert found.typescript == TYPESCRIPT


def test_every_example_of_every_operation_is_written_once_with_what_the_document_says_of_it() -> None:
    found = scenarios(document())

    assert sorted((one.operation, one.name) for one in found) == sorted(wanted.key for wanted in shown())
    for wanted in shown():
        (one,) = (one for one in found if (one.operation, one.name) == wanted.key)
        assert (one.status, one.reply) == (wanted.status, wanted.reply)
    summaries = {(one.operation, one.name): one.summary for one in found}
    assert summaries["createPayment", "konbini-lawson"] == "Pay at Lawson"
    assert summaries["cancelPayment", "cancel"] == "Cancel a payment"


def test_scenarios_stand_in_the_order_of_the_examples() -> None:
    """Those with another status among the others."""
    names = [one.name for one in scenarios(document()) if one.operation == "createPayment"]

    assert names[0] == "net-cash"
    assert names[-3:] == ["net-cash-short", "net-cash-far-short", "customer"]


def test_details_are_printed_once_their_type_is_known() -> None:
    """What the payer needs, but nothing that the call itself has said."""
    konbini = programs()["createPayment", "konbini-lawson"]
    assert "if isinstance(payment.payment_details, Konbini):" in konbini.python
    assert 'if (payment.payment_details?.type === "konbini") {' in konbini.typescript
    for program in (konbini.python, konbini.typescript):
        assert "payment.payment_details.receipt" in program
        assert "payment.payment_details.store" not in program
    event = programs()["showEvent", "show"]
    assert "if isinstance(event, PaymentEvent):" in event.python
    assert 'if (event.type === "payment.captured") {' in event.typescript
    assert "token.payment_details" not in programs()["createToken", "konbini-lawson"].python
    assert "prepaid_cards" not in programs()["createPayment", "net-cash"].python


def test_what_nobody_should_see_is_not_printed() -> None:
    """The address that the call changes, and the number of a voucher."""
    for key, hidden in ((("updateCustomer", "update"), "email"), (("createPayment", "culture-voucher"), "culture_id")):
        for program in (programs()[key].python, programs()[key].typescript):
            assert f".{hidden}" not in program


def test_a_form_is_encoded_where_it_could_be_misread() -> None:
    part = programs()["refundPayment", "refund-part"].curl

    assert "-d amount=540" in part
    assert "--data-urlencode 'description=One cup was broken'" in part


def test_a_list_is_followed_page_by_page() -> None:
    found = programs()["listPayments", "list-first-page"]

    assert "for payment in komoju.payments.list():" in found.python
    assert "last = page.last_page;" in found.typescript
    assert "for (const payment of page.data) {" in found.typescript


def test_what_only_the_sandbox_can_do_is_marked_as_such() -> None:
    """In the words of whoever asks for the programs."""
    aside = "Nur hier: der Kunde zahlt."
    said = {(one.operation, one.name): one for one in scenarios(document(), aside)}
    paid = [key for key, one in programs().items() if "/sandbox/" in one.curl]

    assert sorted(paid) == [
        ("createRefundRequest", "refund-request"),
        ("listEvents", "list-first-page"),
        ("showEvent", "show"),
        ("showPayment", "show"),
    ]
    for key in paid:
        for language, mark in (("curl", "#"), ("python", "#"), ("typescript", "//")):
            assert f"{mark} {ASIDE}\n" in getattr(programs()[key], language)
            assert f"{mark} {aside}\n" in getattr(said[key], language)


def test_programs_are_narrow_enough_to_be_read() -> None:
    for one in programs().values():
        for program in (one.curl, one.python, one.typescript):
            assert program.endswith("\n")
            assert all(len(line) <= WIDEST and line == line.rstrip() for line in program.splitlines()), one.name


@pytest.mark.curl
def test_whatever_an_example_says_arrives_from_a_shell(sandbox: Stage, tmp_path: Path) -> None:
    found = changed("payments-update-description", description=NASTY, metadata={"a b": NASTY, "&": "@"})

    done = bash(sandbox.set_for(found["updatePayment", "update-description"].curl), tmp_path)

    reply = json.loads(done.stdout)
    assert (reply["description"], reply["metadata"]) == (NASTY, {"a b": NASTY, "&": "@"})


def test_whatever_an_example_says_arrives_from_python(sandbox: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    found = changed("payments-update-description", description=NASTY)

    exec(sandbox.set_for(found["updatePayment", "update-description"].python), {})

    assert NASTY in capsys.readouterr().out


def test_whatever_an_example_says_is_a_text_of_typescript() -> None:
    found = changed("payments-update-description", description=NASTY, metadata={"a b": "c"})
    program = found["updatePayment", "update-description"].typescript

    assert f"description: {json.dumps(NASTY, ensure_ascii=False)}," in program
    assert 'metadata: { "a b": "c" }' in program


@pytest.mark.curl
def test_curl_sends_json_where_a_form_ends(sandbox: Stage, tmp_path: Path) -> None:
    """With what was taken from the reply before in its place."""
    found = changed("payments-customer", description="It's nothing", metadata=None)
    program = found["createPayment", "customer"].curl
    assert "-H 'Content-Type: application/json'" in program
    assert program.count("--data-raw") == 1

    done = bash(sandbox.set_for(program), tmp_path)

    reply = json.loads(done.stdout)
    assert reply["status"] == "captured"
    assert reply["description"] == "It's nothing"
    assert len(reply["customer"]) == 25
