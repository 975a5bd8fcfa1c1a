"""Pages of a list, the time range that it may be asked for, and what it rests on that they show this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.clock import epoch, parse_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from komoju_sandbox.calls import Call
    from komoju_sandbox.json_types import JsonObject


def page_of(call: Call, total: int, read: Callable[[int, int], list[JsonObject]]) -> JsonObject:
    """Cut the page that is asked for out of a list of that many items; `read` takes an offset and a limit.

    A page past the end is empty and has the true total.
    """
    page, per_page = call.query["page"], call.query["per_page"]
    last_page = -(-total // per_page)
    data = read((page - 1) * per_page, per_page) if page <= last_page else []
    if page > 1 and not data:
        call.trail.rests_on("choice: page-past-the-end")
    return {"total": total, "page": page, "per_page": per_page, "last_page": last_page, "data": data}


def look_at_page(call: Call, page: JsonObject) -> None:
    """Say on what it rests that the items stand in this order."""
    if page["total"] > 1 and page["data"]:
        call.trail.rests_on("choice: list-order")


def look_at_range(
    call: Call, filters: Mapping[str, str | int], total: int, count: Callable[[Mapping[str, str | int]], int]
) -> None:
    """Say on what it rests that so many pass the filters: whether the first and the last second are within."""
    inside = dict(filters)
    if "start" in filters:
        inside["start"] = int(filters["start"]) + 1
    if "end" in filters:
        inside["end"] = int(filters["end"]) - 1
    if inside != filters and count(inside) != total:
        call.trail.rests_on("choice: time-range")


def time_range(query: JsonObject) -> dict[str, str | int]:
    """Read the first and the last second that are asked for, as far as they are."""
    found: dict[str, str | int] = {}
    if "start_time" in query:
        start = parse_instant(query["start_time"])
        found["start"] = epoch(start) + (start.microsecond > 0)
    if "end_time" in query:
        found["end"] = epoch(parse_instant(query["end_time"]))
    return found
