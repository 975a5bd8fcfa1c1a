"""Replies in words that are the same on every server: names for ids, paths for URLs, and times counted from the start.

A time is counted from the `created_at` of the item in which it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.contract.contract import lifecycle
from tests.contract.model import japan, stamp
from tests.contract.real.story import Exchange, Story

STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
SOON = timedelta(minutes=5)
"""How long the calls of a story take at most."""
DAY = timedelta(days=1)
SHORTEST_ID = 8
COUNTS = ("total", "last_page")
"""What a page says of a whole list, which others add to as well."""


@dataclass(frozen=True)
class Moment:
    """A time, counted from another one."""

    days: int
    rest: timedelta = timedelta()
    end_of_day: bool = False

    @classmethod
    def of(cls, moment: datetime, start: datetime) -> Moment:
        """Count. A few minutes more or less do not matter, but for the end of a day in Japan."""
        if abs(moment - start) <= SOON:
            return cls(0)
        if japan(moment).strftime("%H:%M:%S") == lifecycle()["calendar"]["end_of_day"]:
            return cls((japan(moment).date() - japan(start).date()).days, end_of_day=True)
        days = round((moment - start) / DAY)
        rest = moment - start - days * DAY
        return cls(days, rest if abs(rest) > SOON else timedelta())

    def at(self, start: datetime) -> str:
        """Count from another start, and write it as the document does."""
        if not self.end_of_day:
            return stamp(start + self.days * DAY + self.rest)
        hour, minute, second = map(int, lifecycle()["calendar"]["end_of_day"].split(":"))
        last = (japan(start) + self.days * DAY).replace(hour=hour, minute=minute, second=second, microsecond=0)
        return stamp(last)

    def __str__(self) -> str:
        if self.end_of_day:
            return f"the end of day +{self.days} in Japan"
        rest = f" and {int(self.rest.total_seconds())} seconds" if self.rest else ""
        return f"{self.days:+} days{rest}" if self.days or rest else "the moment of the call"


@dataclass(frozen=True)
class Path:
    """What follows the host in a URL."""

    text: str

    def __str__(self) -> str:
        return f"a URL with the path {self.text}"


def plain(exchange: Exchange, story: Story) -> Any:
    """Give the body of the answer in plain words."""
    body = exchange.answer.body if exchange.answer else None
    if isinstance(body, dict) and body.get("resource") == "list" and isinstance(body.get("data"), list):
        body = _own_part(body, exchange, story)
    return _plain(body, story, None)


def _own_part(page: dict[str, Any], exchange: Exchange, story: Story) -> dict[str, Any]:
    """Give of a page what the story knows about: others use the account as well."""
    if parse_qs(exchange.sent.query).get("external_order_num") == [story.order]:
        return page
    items = [item for item in page["data"] if isinstance(item, dict) and _is_own(item, story)]
    return {name: value for name, value in page.items() if name not in COUNTS} | {"data": items}


def _is_own(item: dict[str, Any], story: Story) -> bool:
    data = item.get("data")
    return item.get("id") in story.names or (isinstance(data, dict) and data.get("id") in story.names)


def _plain(value: Any, story: Story, start: datetime | None) -> Any:
    if isinstance(value, dict):
        start = _moment(value.get("created_at")) or start
        return {name: _plain(inner, story, start) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, story, start) for inner in value]
    if not isinstance(value, str):
        return value
    moment = _moment(value)
    if start and moment:
        return Moment.of(moment, start)
    text = named(value, story)
    return Path(urlsplit(text).path) if text.startswith(("http://", "https://")) else text


def _moment(text: Any) -> datetime | None:
    """Read a time that is written as the document does; anything else is none."""
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and STAMP.fullmatch(text) else None
    except ValueError:
        return None


def named(text: str, story: Story) -> str:
    """Put names in the place of the story's ids and of its order number. A short id may stand in a text by chance."""
    for made, name in story.names.items():
        if text == made or len(made) >= SHORTEST_ID:
            text = text.replace(made, f"{{{name}}}")
    return text.replace(story.order, "{order}")


def raw(value: Any, story: Story, start: datetime) -> Any:
    """Write what is plain as if it had been answered in that story."""
    if isinstance(value, dict):
        return {name: raw(inner, story, start) for name, inner in value.items()}
    if isinstance(value, list):
        return [raw(inner, story, start) for inner in value]
    if isinstance(value, Moment):
        return value.at(start)
    if isinstance(value, Path):
        return f"https://komoju.com{raw(value.text, story, start)}"
    if not isinstance(value, str):
        return value
    for made, name in story.names.items():
        value = value.replace(f"{{{name}}}", made)
    return value.replace("{order}", story.order)


def shape(value: Any) -> str:
    """Tell what a drawn value looks like."""
    if not isinstance(value, str):
        return type(value).__name__
    for kind in ("0-9", "0-9a-z", "0-9A-Z", "0-9a-zA-Z", "0-9a-z_", "!-~"):
        if re.fullmatch(f"[{kind}]+", value):
            return f"{len(value)} characters of {kind}"
    return "a text"
