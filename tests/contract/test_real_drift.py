"""A server that differs on purpose: exactly these differences are reported, each with its kind and its verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.contract.real.drift import Kind
from tests.contract.real.report import BREAKS, LEFT_OPEN
from tests.contract.real.stand_in import Call, Change, running
from tests.contract.real.trial import KEY, Outcome, others_make, report, run, trusted
from tests.contract.target import START

NUMBER = "4111111111111111"


@dataclass(frozen=True)
class Disturbance:
    """A change of some answers, and the differences that have to be reported of it."""

    when: Callable[[Call], bool]
    change: Callable[[Call], None]
    reported: list[tuple[str, int, Kind, str, str]]
    """Probe, step, kind, place, verdict."""


def payment(kind: str, method: str = "GET") -> Callable[[Call], bool]:
    """Choose the answers to a method that are a payment of that type."""

    def chosen(call: Call) -> bool:
        is_payment = call.method == method and call.reply.get("resource") == "payment"
        return is_payment and bool(call.reply["payment_details"]["type"] == kind)

    return chosen


def of(method: str, path: str) -> Callable[[Call], bool]:
    """Choose the answers to a method and a path."""
    return lambda call: (call.method, call.path) == (method, path)


def setting(*place: str, value: Any) -> Callable[[Call], None]:
    """Have another value there."""

    def change(call: Call) -> None:
        inner = call.reply
        for name in place[:-1]:
            inner = inner[name]
        inner[place[-1]] = value

    return change


def dearer(call: Call) -> None:
    call.reply["total"] += 1


def turned(call: Call) -> None:
    call.reply = dict(reversed(call.reply.items()))


def undated(call: Call) -> None:
    del call.reply["created_at"]


def moved(call: Call) -> None:
    call.status = 400


def bare(call: Call) -> None:
    del call.reply_headers["www-authenticate"]


def html(call: Call) -> None:
    call.reply, call.reply_headers["content-type"] = b"<html>", "text/html"


def others_dearer(call: Call) -> None:
    for item in call.reply["data"]:
        item["total"] += 1


def of_token(call: Call) -> bool:
    return call.path == "/tokens" and call.reply.get("payment_details") == {"type": "dospara"}


def second_cancel(call: Call) -> bool:
    return call.path.endswith("/cancel") and call.status == 422


def bank_transfer(call: Call) -> bool:
    return payment("bank_transfer")(call) or payment("bank_transfer", "POST")(call)


BANK_TRANSFERS = [
    *(("pay: bank-transfer", step) for step in (1, 2, 3)),
    ("token: bank-transfer", 3),
    *(("money: chosen deadlines", step) for step in (4, 5, 6)),
]
"""Where bank transfers are shown."""
UNKNOWN = "0" * 25
DISTURBANCES = {
    "an extra member": Disturbance(
        payment("pay_easy"),
        setting("payment_details", "payment_url", value=f"https://pay.example/{KEY}"),
        [("pay: pay-easy", 2, Kind.EXTRA, "/payment_details/payment_url", BREAKS)],
    ),
    "a missing member": Disturbance(
        of_token,
        undated,
        [("token: dospara", step, Kind.MISSING, "/created_at", BREAKS) for step in (1, 2)],
    ),
    "another code": Disturbance(
        of("GET", f"/customers/{UNKNOWN}"),
        setting("error", "code", value="bad_request"),
        [("refused: unknown ids", 2, Kind.CODE, "/error/code", BREAKS)],
    ),
    "another wording": Disturbance(
        of("GET", f"/events/{UNKNOWN}"),
        setting("error", "message", value="No such event."),
        [("refused: unknown ids", 3, Kind.WORDING, "/error/message", BREAKS)],
    ),
    "another param": Disturbance(
        lambda call: call.query.endswith("per_page=0"),
        setting("error", "param", value="page_size"),
        [("lists: wrong filters", 3, Kind.VALUE, "/error/param", BREAKS)],
    ),
    "another status": Disturbance(
        second_cancel,
        moved,
        [
            ("moves: a reserved card", 5, Kind.STATUS, "", BREAKS),
            ("moves: an unpaid konbini", 8, Kind.STATUS, "", BREAKS),
        ],
    ),
    "a wrong total": Disturbance(
        payment("nanaco", "POST"),
        dearer,
        [
            ("pay: nanaco", 1, Kind.VALUE, "/total", BREAKS),
            ("pay: nanaco", 3, Kind.VALUE, "/total", BREAKS),
            ("token: nanaco", 3, Kind.VALUE, "/total", BREAKS),
        ],
    ),
    "another order of members": Disturbance(
        payment("bit_cash"), turned, [("pay: bit-cash", 2, Kind.ORDER, "", BREAKS)]
    ),
    "a missing header": Disturbance(
        lambda call: call.status == 401 and "authorization" not in call.headers,
        bare,
        [("refused: keys", 2, Kind.HEADER, "/www-authenticate", BREAKS)],
    ),
    "another realm": Disturbance(
        lambda call: call.status == 401 and call.method == "POST",
        lambda call: call.reply_headers.update({"www-authenticate": 'Basic realm="API"'}),
        [("refused: keys", 3, Kind.HEADER, "/www-authenticate", LEFT_OPEN)],
    ),
    "another bank": Disturbance(
        bank_transfer,
        setting("payment_details", "bank_name", value="another bank"),
        [(*step, Kind.VALUE, "/payment_details/bank_name", LEFT_OPEN) for step in BANK_TRANSFERS],
    ),
    "a drawn value of another shape": Disturbance(
        bank_transfer,
        setting("payment_details", "order_id", value="order 1"),
        [(*step, Kind.VALUE, "/payment_details/order_id", LEFT_OPEN) for step in BANK_TRANSFERS],
    ),
    "another bank later": Disturbance(
        payment("pay_easy"),
        setting("payment_details", "bank_id", value="58192"),
        [("pay: pay-easy", 2, Kind.VALUE, "/payment_details/bank_id", BREAKS)],
    ),
    "a drawn value that changes": Disturbance(
        payment("pay_easy"),
        setting("payment_details", "customer_id", value="2" * 20),
        [("pay: pay-easy", 2, Kind.VALUE, "/payment_details/customer_id", BREAKS)],
    ),
    "a time that is none": Disturbance(
        payment("nanaco"),
        setting("captured_at", value="2017-02-31T00:00:00Z"),
        [("pay: nanaco", 2, Kind.VALUE, "/captured_at", BREAKS)],
    ),
    "another deadline": Disturbance(
        payment("culture_voucher"),
        setting("payment_deadline", value="2017-01-18T07:52:34Z"),
        [("pay: culture-voucher", 2, Kind.VALUE, "/payment_deadline", BREAKS)],
    ),
    "a drawn value that is of another shape later": Disturbance(
        payment("konbini"),
        lambda call: call.reply["payment_details"].update(receipt="1234-567890"),
        [
            ("pay: konbini-lawson", 2, Kind.VALUE, "/payment_details/receipt", BREAKS),
            ("moves: an unpaid konbini", 9, Kind.VALUE, "/payment_details/receipt", BREAKS),
        ],
    ),
    "a number that comes back": Disturbance(
        payment("credit_card"),
        lambda call: call.reply.update(description=f"paid with {NUMBER}"),
        [
            ("pay: credit-card", 2, Kind.VALUE, "/description", BREAKS),
            ("pay: credit-card-authorize", 2, Kind.VALUE, "/description", BREAKS),
            ("moves: a reserved card", 9, Kind.VALUE, "/description", BREAKS),
            ("moves: a reserved card", 12, Kind.VALUE, "/description", BREAKS),
            ("moves: a cancelled card", 4, Kind.VALUE, "/description", BREAKS),
        ],
    ),
    "no JSON": Disturbance(
        payment("web_money"),
        html,
        [
            ("pay: web-money", 2, Kind.HEADER, "/content-type", BREAKS),
            ("pay: web-money", 2, Kind.VALUE, "", BREAKS),
        ],
    ),
    "a payment of others that breaks a law": Disturbance(
        lambda call: call.method == "GET" and call.path == "/payments" and call.query == "page=2&per_page=5",
        others_dearer,
        [("lists: as they are", 2, Kind.LAW, "", BREAKS)],
    ),
}


def only(disturbance: Disturbance) -> Change:
    """Change the answers that are meant, and no others."""

    def change(call: Call) -> None:
        if isinstance(call.reply, dict) and disturbance.when(call):
            disturbance.change(call)

    return change


@dataclass(frozen=True)
class Trial:
    """A run against a server that differs."""

    outcome: Outcome
    folder: Path
    others: dict[str, Any]
    differences: list[dict[str, Any]]

    @property
    def page(self) -> str:
        """The report for people."""
        (file,) = self.folder.glob("*/report.md")
        return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """One run against a server with all disturbances."""
    folder = tmp_path_factory.mktemp("drifted")
    with trusted(tmp_path_factory.mktemp("ca")) as authority, running(authority, START) as server:
        others = {path.rpartition("/")[2]: made for path, made in others_make(server).items()}
        server.stand_in.changes += [only(disturbance) for disturbance in DISTURBANCES.values()]
        outcome = run(server.base_url, folder)
        yield Trial(outcome, folder, others, report(folder)["differences"])


def sorts(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(one[name] for name in ("probe", "step", "kind", "place", "verdict")) for one in found)


def test_exactly_the_differences_that_there_are_are_reported(drifted: Trial) -> None:
    assert drifted.outcome.code == 1, drifted.outcome.told
    wanted = [found for disturbance in DISTURBANCES.values() for found in disturbance.reported]
    assert sorts(drifted.differences) == sorted(wanted)


def test_the_report_says_nothing_that_is_secret(drifted: Trial) -> None:
    """Neither keys nor numbers nor names nor addresses, be they from requests or from answers, nor what others made."""
    written = "\n".join(path.read_text(encoding="utf-8") for path in drifted.folder.rglob("*") if path.is_file())
    for secret in (KEY, NUMBER, "1111111111111111", "Yamada", "山田", "090-1111-2222", "test@example.com", 'password"'):
        assert secret not in written.replace("user_password", "").replace("culture_password", ""), secret
        assert secret not in drifted.outcome.told
    assert not any(made in written for made in drifted.others)


def test_the_page_shows_each_sort_of_difference_once_with_the_gravest_first(drifted: Trial) -> None:
    titles = re.findall(r"^## [0-9]+\. (.*)$", drifted.page, re.MULTILINE)
    assert titles[0] == "Broken law"
    assert titles[1] == "Other status"
    assert titles.count("Other value `/total`") == 1
    assert "`1081`" in drifted.page
    assert "total is not amount + tax + payment_method_fee" in drifted.page
    assert "resting on choice: www-authenticate" in drifted.page
    assert drifted.outcome.told.splitlines()[-2] in drifted.page
