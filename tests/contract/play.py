"""Play every documented call, and a few stories, through the generated client against a fresh sandbox.

`make` runs this. It prints what was sent, the HTTP status, and the typed result, and ends with 1 when a call does not
come out as it should.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from komoju import Komoju, KomojuError, Secret
from komoju.errors import CardDeclinedError, InsufficientFundsError, UsedNumberError
from komoju.models import (
    CreditCardRequest,
    KonbiniRequest,
    NetCashRequest,
    PayEasyRequest,
    Payment,
    PrepaidContinuation,
    Token,
    WebMoneyRequest,
)
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.contract.recorder import Recorder, arguments_of

DOCUMENT = Path(__file__).parents[2] / "spec" / "dist" / "komoju-v1.json"
START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
DOCUMENTED = " / Examples"
UNTOLD = {"currency", "external_order_num", "metadata[foobar]", "payment_details[type]"}


@dataclass(frozen=True)
class Step:
    """One call of a story: what to do, and what must come of it (a payment status, `token`, or an exception)."""

    story: str
    call: Callable[[], Payment | Token]
    expected: str | type[KomojuError]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    story: str
    sent: str
    status: int
    result: str
    right: bool


def main() -> int:
    """Play everything. Return 0 when all came out as expected."""
    console = Console(width=None if sys.stdout.isatty() else 132, highlight=False)
    began = time.monotonic()
    rows: list[Row] = []
    recorder = Recorder()
    with (
        RunningSandbox(Settings(clock=START)) as sandbox,
        Komoju(sandbox.secret_key, base_url=sandbox.base_url, transport=recorder) as komoju,
    ):
        console.print(f"\n[bold]KOMOJU sandbox[/] at {sandbox.base_url}, its clock at {START:%Y-%m-%d %H:%M:%S} UTC")
        for title, steps in _chapters(komoju, sandbox):
            with console.status(f"{title} ..."):
                chapter = [_play(step, recorder) for step in steps]
            console.print(_table(title, chapter))
            rows += chapter
    wrong = [row.story for row in rows if not row.right]
    seconds = time.monotonic() - began
    if wrong:
        console.print(f"[bold red]{len(wrong)} of {len(rows)} calls came out wrong:[/] {', '.join(wrong)}")
        return 1
    console.print(f"[bold green]{len(rows)} calls, all as the contract says[/], in {seconds:.1f} s. Next: make test\n")
    return 0


def _chapters(komoju: Komoju, sandbox: RunningSandbox) -> Iterator[tuple[str, Iterator[Step]]]:
    yield "Payments, as documented", _documented(komoju.payments.create, "createPayment", "captured")
    yield "Tokens, as documented", _documented(komoju.tokens.create, "createToken", "token")
    yield "From order to money", _stories(komoju, sandbox)
    yield "Declined", _declines(komoju)


def _documented(create: Callable[..., Payment | Token], operation: str, expected: str) -> Iterator[Step]:
    """Give the calls of the documentation, from the examples of the document."""
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    found = next(
        member
        for path in document["paths"].values()
        for member in path.values()
        if isinstance(member, dict) and member.get("operationId") == operation
    )
    content = found["requestBody"]["content"]["application/x-www-form-urlencoded"]
    replies = found["responses"]["200"]["content"]["application/json"]["examples"]
    for name, reference in content["examples"].items():
        example = document["components"]["examples"][reference["$ref"].rpartition("/")[2]]
        if example["x-source"].endswith(DOCUMENTED):
            reply = document["components"]["examples"][replies[name]["$ref"].rpartition("/")[2]]["value"]
            arguments = arguments_of(example["value"])
            yield Step(name, lambda given=arguments: create(**given), reply.get("status", expected))


def _stories(komoju: Komoju, sandbox: RunningSandbox) -> Iterator[Step]:
    """Follow payments from the order to the end. Each step is played before the next is made."""
    payments = komoju.payments
    made: list[Payment] = []

    def keep(payment: Payment) -> Payment:
        made.append(payment)
        return payment

    lawson = KonbiniRequest(store="lawson", email="test@example.com", phone="090-1111-2222")
    yield Step(
        "konbini: ordered",
        lambda: keep(payments.create(amount=1000, currency="JPY", payment_details=lawson)),
        "authorized",
    )
    sandbox.pay(made[-1].id)
    yield Step("konbini: paid at the shop", lambda: payments.show(made[-1].id), "captured")

    short = NetCashRequest(prepaid_number="1111111111111111")
    yield Step(
        "net_cash: the card falls short",
        lambda: keep(payments.create(amount=3000, currency="JPY", payment_details=short)),
        "pending",
    )
    second = PrepaidContinuation(prepaid_number="1111111111111111")
    yield Step(
        "net_cash: continued with a second card",
        lambda: payments.update(made[-1].id, payment_details=second),
        "captured",
    )

    card = _card("4111111111111111")
    yield Step(
        "card: money reserved",
        lambda: keep(payments.create(amount=5000, currency="JPY", capture=False, payment_details=card)),
        "authorized",
    )
    yield Step("card: captured", lambda: payments.capture(made[-1].id), "captured")
    yield Step("card: a part refunded", lambda: payments.refund(made[-1].id, amount=1500), "captured")

    details = PayEasyRequest(
        given_name="太郎",
        family_name="山田",
        given_name_kana="タロウ",
        family_name_kana="ヤマダ",
        phone="090-1111-2222",
    )
    yield Step(
        "pay_easy: ordered",
        lambda: keep(payments.create(amount=1000, currency="JPY", payment_details=details)),
        "authorized",
    )
    yield Step("pay_easy: cancelled", lambda: payments.cancel(made[-1].id), "cancelled")

    yield Step(
        "konbini: ordered again",
        lambda: keep(payments.create(amount=1000, currency="JPY", payment_details=lawson)),
        "authorized",
    )
    sandbox.advance(days=4)
    yield Step("konbini: four days later", lambda: payments.show(made[-1].id), "expired")


def _declines(komoju: Komoju) -> Iterator[Step]:
    refused: list[tuple[str, CreditCardRequest | WebMoneyRequest, type[KomojuError]]] = [
        ("card: may not be used", _card("4123111111111059"), CardDeclinedError),
        ("card: not enough money", _card("4123111111111000"), InsufficientFundsError),
        ("web_money: number already spent", WebMoneyRequest(prepaid_number="e111111111111113"), UsedNumberError),
    ]
    for story, details, error in refused:
        yield Step(
            story,
            lambda given=details: komoju.payments.create(amount=1000, currency="JPY", payment_details=given),
            error,
        )


def _card(number: str) -> CreditCardRequest:
    return CreditCardRequest(number=number, month=1, year=2018, given_name="Taro", family_name="Yamada")


def _play(step: Step, recorder: Recorder) -> Row:
    outcome: Payment | Token | KomojuError
    try:
        outcome = step.call()
    except KomojuError as error:
        outcome = error
    last = recorder.last
    shown = " ".join(f"{_member(name)}={_masked(name, value)}" for name, value in last.pairs if name not in UNTOLD)
    sent = f"{last.method} {_shortened(last.path)}" + (f"\n{shown}" if shown else "")
    return Row(step.story, sent, last.status, _told(outcome), _is(outcome, step.expected))


def _is(outcome: Payment | Token | KomojuError, expected: str | type[KomojuError]) -> bool:
    if isinstance(expected, type):
        return type(outcome) is expected
    if isinstance(outcome, Payment):
        return outcome.status == expected
    return isinstance(outcome, Token) and expected == "token"


def _told(outcome: Payment | Token | KomojuError) -> str:
    if isinstance(outcome, KomojuError):
        return f"{type(outcome).__name__}\n{outcome}"
    details: Any = outcome.payment_details
    facts = ", ".join(
        f"{name}={value!r}"
        for name, value in details.to_dict().items()
        if name in {"receipt", "bank_id", "account_number", "brand", "last_four_digits", "short_amount", "store"}
    )
    if isinstance(outcome, Token):
        return f"Token {outcome.id[:12]}...\n{type(details).__name__}({facts})"
    money = f"{outcome.total} {outcome.currency}, {outcome.tax} of it tax"
    refunded = f", {outcome.amount_refunded} refunded" if outcome.amount_refunded else ""
    return f"Payment {outcome.status}: {money}{refunded}\n{type(details).__name__}({facts})"


def _member(name: str) -> str:
    return name.partition("[")[2].rstrip("]") or name


def _masked(name: str, value: str) -> str:
    """Show of a number its last four digits, and of the other secrets nothing."""
    if _member(name).endswith("number"):
        return str(Secret(value, shown=4))
    hidden = {"verification_value", "culture_id", "culture_password", "user_no", "user_password"}
    return str(Secret(value)) if _member(name) in hidden else value


def _shortened(path: str) -> str:
    return "/".join(part if len(part) < 20 else f"{part[:6]}..." for part in path.split("/"))


def _table(title: str, rows: list[Row]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=True)
    table.add_column("Scenario", width=32)
    table.add_column("Sent", ratio=1)
    table.add_column("HTTP", width=4)
    table.add_column("Typed result", width=46)
    for row in rows:
        colour = "green" if row.status == 200 else "yellow" if row.status == 202 else "red"
        mark = "" if row.right else " [bold red]unexpected[/]"
        table.add_row(f"{escape(row.story)}{mark}", escape(row.sent), f"[{colour}]{row.status}[/]", escape(row.result))
    return table


if __name__ == "__main__":
    sys.exit(main())
