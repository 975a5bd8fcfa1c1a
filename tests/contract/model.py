"""What a valid request has to come to: the contract as a small model of its own, without a look at the sandbox.

Where the contract leaves a value open (an id, a receipt number), the model says `ANY`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any

from tests.contract.contract import lifecycle, resolve, tagged, transitions
from tests.contract.faults import Refusal


class Drawn(Enum):
    """Stands for itself, also in a copy."""

    VALUE = "drawn"


ANY: Any = Drawn.VALUE
"""A drawn value: only its shape is known."""


@dataclass
class Expected:
    """What the reply has to be: one of the refusals, or when there is none, a success."""

    refusals: set[Refusal] = field(default_factory=set)
    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    """The members whose values are known."""
    again: bytes | None = None
    """The content of an earlier reply, when it has to come again."""
    outside: int | None = None
    """The status of a refusal when it is not the one of its code."""


def japan(moment: datetime) -> datetime:
    """Give the time in Japan."""
    hours, minutes = lifecycle()["calendar"]["utc_offset"].split(":")
    return moment.astimezone(timezone(timedelta(hours=int(hours), minutes=int(minutes))))


def stamp(moment: datetime) -> str:
    """Write a moment as the document does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tax_of(amount: int, moment: datetime) -> int:
    """The consumption tax of that day in Japan, rounded half up."""
    day = japan(moment).date()
    rates = [rate for rate in lifecycle()["tax"]["rates"] if date.fromisoformat(rate["from"]) <= day]
    percent = max(rates, key=lambda rate: rate["from"])["percent"]
    return (amount * percent + 50) // 100


def deadline(payment_type: str, moment: datetime, expiry_days: int | None) -> str | None:
    """The last second in which the payment can be paid."""
    rule = lifecycle()["types"][payment_type]
    chosen = expiry_days if rule["expiry_days"] else None
    if chosen is None and rule["deadline"] == "none":
        return None
    days = timedelta(days=rule["deadline"]["days"] if chosen is None else chosen)
    if chosen is None and rule["deadline"]["until"] == "exact":
        return stamp(moment + days)
    hour, minute, second = map(int, lifecycle()["calendar"]["end_of_day"].split(":"))
    return stamp((japan(moment) + days).replace(hour=hour, minute=minute, second=second, microsecond=0))


def number_outcome(payment_type: str, name: str, value: str) -> dict[str, Any]:
    """What a number, an account or a password does: the entry of the document."""
    union = resolve({"$ref": "#/components/schemas/PaymentDetailsRequest"})
    said = resolve((tagged(union, payment_type) or {})["properties"][name])
    entries = {str(entry["value"]): entry for entry in said["x-test-numbers"]}
    unlisted = {"culture_id": "invalid_account", "user_no": "invalid_account"}.get(name)
    return entries.get(value, {"outcome": unlisted or ("invalid_password" if "password" in name else "invalid_number")})


def create(body: dict[str, Any], details: dict[str, Any], now: datetime) -> Expected:
    """`createPayment` with these details, which a token or a customer may have stood for."""
    payment_type = details["type"]
    rule = lifecycle()["types"][payment_type]
    tax = body.get("tax", "auto")
    fee = lifecycle()["payment_method_fee"]["amount"]
    paid_tax = tax_of(int(body["amount"]), now) if tax in ("auto", None) else int(tax)
    total = int(body["amount"]) + paid_tax + fee
    refused: set[Refusal] = set()
    if rule["currencies"] != "any" and body["currency"] not in rule["currencies"]:
        refused.add(("invalid_currency", None))
    limits = rule.get("total", {"minimum": total, "maximum": total})
    if not limits["minimum"] <= total <= limits["maximum"]:
        refused.add(("invalid_parameter", "amount"))
    short, codes = _charge(details, total, now)
    refused |= {(code, None) for code in codes}
    moves = transitions("createPayment", "none", payment_type)
    status = _status(moves, short=bool(short), capture=body.get("capture", True))
    return Expected(
        refused,
        moves[status],
        {
            "status": status,
            "amount": int(body["amount"]),
            "tax": paid_tax,
            "payment_method_fee": fee,
            "total": total,
            "currency": body["currency"],
            "customer": body.get("customer"),
            "description": body.get("description"),
            "external_order_num": body.get("external_order_num"),
            "metadata": body.get("metadata") or {},
            "locale": body.get("locale", "ja"),
            "subscription": None,
            "payment_deadline": deadline(payment_type, now, details.get("expiry_days")),
            "created_at": stamp(now),
            "captured_at": stamp(now) if status == "captured" else None,
            "amount_refunded": 0,
            "refunds": [],
            "refund_requests": [],
            "payment_details": _shown(details, total, short),
        },
    )


def _status(moves: dict[str, int], *, short: bool, capture: bool) -> str:
    if short and "pending" in moves:
        return "pending"
    if "authorized" in moves and not ("captured" in moves and capture):
        return "authorized"
    return "captured"


def _charge(details: dict[str, Any], total: int, now: datetime) -> tuple[int, set[str]]:
    """What the card or number leaves unpaid, and the codes with which it may be refused."""
    payment_type = details["type"]
    outcomes = {
        name: number_outcome(payment_type, name, details[name])
        for name in ("number", "prepaid_number", "culture_id", "culture_password", "user_no", "user_password")
        if name in details
    }
    codes = {entry["outcome"] for entry in outcomes.values()} - {"ok"}
    if payment_type == "credit_card" and not codes:
        today = japan(now)
        if (int(details["year"]), int(details["month"])) < (today.year, today.month):
            codes.add("card_expired")
    short = max(0, total - outcomes.get("prepaid_number", {}).get("balance", total))
    if short and not codes and "pending" not in transitions("createPayment", "none", payment_type):
        codes.add("insufficient_funds")
    return short, codes


def _shown(details: dict[str, Any], total: int, short: int) -> dict[str, Any]:
    """What of the details a payment shows, as far as it is known."""
    found: dict[str, Any] = {"type": details["type"], "email": details.get("email")}
    for name in ("store", "culture_id"):
        found |= {name: details[name]} if name in details else {}
    if "number" in details:
        brand = number_outcome("credit_card", "number", details["number"]).get("brand", ANY)
        found |= {"brand": brand, "last_four_digits": details["number"][-4:]}
        found |= {"month": int(details["month"]), "year": int(details["year"])}
    if "pending" in transitions("createPayment", "none", details["type"]):
        card = {"last_four_digits": details["prepaid_number"][-4:], "points": total - short}
        found |= {"short_amount": short, "prepaid_cards": [card]}
    union = resolve({"$ref": "#/components/schemas/PaymentDetails"})
    listed = (tagged(union, details["type"]) or {})["properties"]
    return {name: found.get(name, ANY) for name in listed}


def change(operation: str, payment: dict[str, Any], body: dict[str, Any], now: datetime) -> Expected:
    """Any operation on a payment that exists; `body` is empty where the operation takes none."""
    step: Callable[..., Expected] = {
        "showPayment": _show,
        "updatePayment": _update,
        "capturePayment": _move,
        "cancelPayment": _move,
        "refundPayment": _refund,
        "createRefundRequest": _request,
        "customer_pays": _move,
    }[operation]
    return step(operation, payment, body, now)


def _show(_: str, payment: dict[str, Any], __: dict[str, Any], ___: datetime) -> Expected:
    return Expected(body=payment)


def _moves(operation: str, payment: dict[str, Any]) -> dict[str, int]:
    return transitions(operation, payment["status"], payment["payment_details"]["type"])


def _refusal(operation: str) -> set[Refusal]:
    return {(lifecycle()["refusals"].get(operation, "unprocessable_entity"), None)}


def _move(operation: str, payment: dict[str, Any], _: dict[str, Any], now: datetime) -> Expected:
    moves = _moves(operation, payment)
    if not moves:
        return Expected(_refusal(operation))
    ((status, http),) = moves.items()
    captured = {"captured_at": stamp(now)} if status == "captured" else {}
    return Expected(status=http, body={**payment, "status": status, **captured})


def _update(operation: str, payment: dict[str, Any], body: dict[str, Any], now: datetime) -> Expected:
    changed = {**payment, **{name: body[name] for name in ("description", "metadata") if name in body}}
    sent = body.get("payment_details")
    if sent is None:
        return Expected(body=changed)
    details = payment["payment_details"]
    moves = _moves(operation, payment)
    if not moves:
        return Expected(_refusal(operation))
    if sent.get("type", details["type"]) != details["type"]:
        return Expected({("invalid_payment_type", None)})
    found = number_outcome(details["type"], "prepaid_number", sent["prepaid_number"])
    if found["outcome"] != "ok":
        return Expected({(found["outcome"], None)})
    points = min(found["balance"], details["short_amount"])
    short = details["short_amount"] - points
    card = {"last_four_digits": sent["prepaid_number"][-4:], "points": points}
    status = "pending" if short else "captured"
    changed |= {"status": status, "captured_at": None if short else stamp(now)}
    changed["payment_details"] = {
        **details,
        "email": sent.get("email", details["email"]),
        "short_amount": short,
        "prepaid_cards": [*details["prepaid_cards"], card],
    }
    return Expected(status=moves[status], body=changed)


def _refund(operation: str, payment: dict[str, Any], body: dict[str, Any], _: datetime) -> Expected:
    moves = _moves(operation, payment)
    left = payment["total"] - payment["amount_refunded"]
    amount = int(body.get("amount", left))
    if not moves:
        return Expected(_refusal(operation))
    if amount > left or (amount == 0 and left):
        return Expected({("invalid_parameter", "amount")})
    status = "refunded" if amount == left else payment["status"]
    if status not in moves:
        return Expected(_refusal(operation))
    refund = {
        "id": ANY,
        "resource": "refund",
        "amount": amount,
        "currency": payment["currency"],
        "payment": payment["id"],
        "description": body.get("description"),
    }
    body = {**payment, "status": status, "refunds": [*payment["refunds"], refund]}
    return Expected(status=moves[status], body={**body, "amount_refunded": payment["amount_refunded"] + amount})


def _request(operation: str, payment: dict[str, Any], body: dict[str, Any], now: datetime) -> Expected:
    """Ask for money back; that no more is asked for than was paid, the judge knows."""
    moves = _moves(operation, payment)
    if payment["status"] not in moves:
        return Expected(_refusal(operation))
    names = ("customer_name", "bank_name", "bank_code", "branch_name", "branch_number", "account_number", "description")
    sent = {name: body.get(name) for name in names}
    fixed = {"id": ANY, "payment": payment["id"], "status": "pending", "created_at": stamp(now)}
    requests = [*payment["refund_requests"], {**sent, **fixed}]
    return Expected(status=moves[payment["status"]], body={**payment, "refund_requests": requests})
