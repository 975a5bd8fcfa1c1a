"""The developer's desk: what a world holds, what was asked of it, and what it told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from komoju_sandbox.journal import curl as once_more
from komoju_sandbox.pages.chips import chip
from komoju_sandbox.pages.curl import JSON, curl, written
from komoju_sandbox.pages.instructions import WAITING, has_instructions
from komoju_sandbox.pages.render import render
from komoju_sandbox.pages.words import words

if TYPE_CHECKING:
    from datetime import tzinfo

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.pages.source import Keys

    List: TypeAlias = list[JsonObject]

SPANS = {"hour": "1 hour", "day": "1 day", "week": "1 week"}
"""How far the buttons move the clock, beside the one to the next thing that falls due."""
FIRST_CALL: JsonObject = {
    "amount": 1000,
    "currency": "JPY",
    "external_order_num": "A-1",
    "payment_details": {"type": "konbini", "store": "lawson", "email": "test@example.com", "phone": "090-1111-2222"},
}
"""What an empty desk proposes to send."""
FIRST_WEBHOOK = {"url": "http://127.0.0.1:9000/", "secret": "the secret of the webhook"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page stands."""

    origin: str
    """Under which the sandbox is reached."""
    base_url: str
    keys: Keys | None
    """Null where they must not be shown."""
    world: str
    worlds: list[str]
    zone: tzinfo
    """The clock on Japan's walls."""

    @property
    def key(self) -> str | None:
        """The secret key, where it may be shown."""
        return None if self.keys is None else self.keys.secret

    @property
    def at(self) -> str:
        """What follows a path so that it stays in this world."""
        return "" if self.world == self.worlds[0] else f"?world={quote(self.world, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that lies on the desk, newest first."""

    place: Place
    mark: str
    clock: JsonObject
    payments: List
    histories: dict[str, List]
    """What has happened to each payment, by its id."""
    requests: List
    deliveries: List
    webhooks: List
    faults: List
    fault_kinds: list[str]
    operations: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSheet:
    """One payment with all that is known of it."""

    place: Place
    mark: str
    payment: JsonObject
    history: List


def render_desk(desk: Desk) -> str:
    """Show the desk; an empty one says how to begin."""
    place = desk.place
    return render(
        "desk.html",
        **_shared(place),
        desk=desk,
        wall=_wall(desk.clock["now"], place.zone),
        spans=SPANS,
        urls={webhook["id"]: webhook["url"] for webhook in desk.webhooks},
        again={request["number"]: once_more(request, place.origin) for request in desk.requests},
        first_call=curl("POST", f"{place.base_url}/payments", place.key, FIRST_CALL),
        first_webhook=curl("POST", f"{place.origin}/sandbox/webhooks", place.key, FIRST_WEBHOOK, JSON),
    )


def render_payment(sheet: PaymentSheet) -> str:
    """Show one payment."""
    url = f"{sheet.place.base_url}/payments/{sheet.payment['id']}"
    return render(
        "payment.html",
        **_shared(sheet.place),
        sheet=sheet,
        payment=sheet.payment,
        json=written(sheet.payment),
        show=curl("GET", url, sheet.place.key),
    )


def _shared(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "at": place.at,
        "amount": words("en").amount,
        "chip": chip,
        "written": written,
        "clock_time": _clock_time,
        "can_be_paid": _can_be_paid,
        "has_instructions": has_instructions,
    }


def _clock_time(stamp: str) -> str:
    return stamp.replace("T", " ").removesuffix("Z")


def _can_be_paid(payment: JsonObject) -> bool:
    return payment["status"] == WAITING and has_instructions(payment)


def _wall(now: str, zone: tzinfo) -> dict[str, str]:
    """Write the present as a clock on a wall in Japan shows it."""
    there = datetime.fromisoformat(now).astimezone(zone)
    minutes = (there.utcoffset() or there - there).total_seconds() // 60
    return {"date": f"{there:%Y-%m-%d}", "time": f"{there:%H:%M:%S}", "minutes": f"{minutes:.0f}"}
