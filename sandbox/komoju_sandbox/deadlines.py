"""Japanese days: deadlines and the day that decides the tax rate."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.trail import Trail


class Calendar:
    """The calendar and the deadlines of the document's life cycle."""

    def __init__(self, lifecycle: JsonObject) -> None:
        calendar = lifecycle["calendar"]
        self.zone = _zone(calendar["utc_offset"])
        self._end_of_day = time.fromisoformat(calendar["end_of_day"])
        self._types: dict[str, JsonObject] = lifecycle["types"]

    def day(self, moment: datetime) -> date:
        """Tell the calendar day in Japan."""
        return moment.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """Tell when that day begins in Japan."""
        return datetime.combine(day, time.min, self.zone)

    def deadline(self, payment_type: str, created: datetime, expiry_days: int | None, trail: Trail) -> datetime | None:
        """Work out the last second in which a payment can be paid; `expiry_days` is the merchant's wish."""
        rule = self._types[payment_type]
        if rule["expiry_days"] and expiry_days is not None:
            trail.rests_on("choice: expiry-days")
            return self._end_of_day_after(created, expiry_days)
        trail.rests_on(rule["source"])
        if rule["deadline"] == "none":
            return None
        days: int = rule["deadline"]["days"]
        if rule["deadline"]["until"] == "exact":
            return created + timedelta(days=days)
        return self._end_of_day_after(created, days)

    def _end_of_day_after(self, created: datetime, days: int) -> datetime:
        last = self.day(created) + timedelta(days=days)
        return datetime.combine(last, self._end_of_day, self.zone).astimezone(UTC)


def _zone(offset: str) -> timezone:
    hours, minutes = offset[1:].split(":")
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if offset.startswith("-") else span)
