# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Lists that are longer than a page. The blocking twin of this module is derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, final

from .errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Pages", "Sheet"]

P = TypeVar("P")
T = TypeVar("T")

# A list can grow while it is read, but not by this many pages.
_GROWTH = 100


class Sheet(NamedTuple, Generic[P, T]):
    """One page of a list, and what is needed to find the next."""

    page: P
    items: tuple[T, ...]
    number: int
    size: int
    last: int
    total: int


@final
class Pages(Generic[P, T]):
    """The items of a list, page after page. Nothing is fetched before the first item is asked for.

    Each page shows the list as it stands when that page is fetched. While the list does not change, every item comes
    once. When it changes meanwhile, an item can come twice or not at all: a new payment at the front moves the others
    back by one. Compare ids when that matters.

    Raises `PaginationError` when the pages contradict each other or do not end.
    """

    def __init__(self, fetch: Callable[[int], Sheet[P, T]], start: int = 1) -> None:
        self._fetch = fetch
        self._start = start

    def pages(self) -> Iterator[P]:
        """Follow the pages."""
        for sheet in self._sheets():
            yield sheet.page

    def first_page(self) -> P:
        """Fetch the first page only."""
        return (self._checked(self._start)).page

    def total(self) -> int:
        """Ask how many items there are on all pages together. It fetches the first page."""
        return (self._checked(self._start)).total

    def __iter__(self) -> Iterator[T]:
        for sheet in self._sheets():
            for item in sheet.items:
                yield item

    def _sheets(self) -> Iterator[Sheet[P, T]]:
        number = self._start
        sheet = self._checked(number)
        most = 2 * sheet.last + _GROWTH
        while True:
            yield sheet
            if not sheet.items or number >= sheet.last:
                return
            number += 1
            if number > most:
                message = f"The list does not end: page {number} of a list that had {(most - _GROWTH) // 2} pages"
                raise PaginationError(message)
            sheet = self._checked(number)

    def _checked(self, number: int) -> Sheet[P, T]:
        """Fetch a page and refuse one whose numbers cannot be."""
        sheet = self._fetch(number)
        if sheet.number != number:
            message = f"Asked for page {number} of a list, got page {sheet.number}"
            raise PaginationError(message)
        if (
            sheet.size < 1
            or sheet.total < 0
            or sheet.last != -(-sheet.total // sheet.size)
            or len(sheet.items) > sheet.size
        ):
            message = (
                f"Page {number} of a list does not add up: {len(sheet.items)} items of {sheet.total}, "
                f"{sheet.size} a page, {sheet.last} pages"
            )
            raise PaginationError(message)
        return sheet
