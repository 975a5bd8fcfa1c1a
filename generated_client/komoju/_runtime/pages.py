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


class Sheet(NamedTuple, Generic[P, T]):
    """One page of a list, and what is needed to find the next."""

    page: P
    items: tuple[T, ...]
    number: int
    last: int


@final
class Pages(Generic[P, T]):
    """The items of a list, page after page. Nothing is fetched before the first item is asked for.

    The list is read as it stands at each page. When it changes meanwhile, an item can come twice or not at all.
    """

    def __init__(self, fetch: Callable[[int], Sheet[P, T]], start: int = 1) -> None:
        self._fetch = fetch
        self._start = start

    def pages(self) -> Iterator[P]:
        """Follow the pages. Raise `PaginationError` when the server answers with another page than was asked for."""
        for sheet in self._sheets():
            yield sheet.page

    def first_page(self) -> P:
        """Fetch the first page only."""
        return (self._fetch(self._start)).page

    def __iter__(self) -> Iterator[T]:
        for sheet in self._sheets():
            for item in sheet.items:
                yield item

    def _sheets(self) -> Iterator[Sheet[P, T]]:
        number = self._start
        while True:
            sheet = self._fetch(number)
            if sheet.number != number:
                message = f"Asked for page {number} of a list, got page {sheet.number}"
                raise PaginationError(message)
            yield sheet
            if not sheet.items or number >= sheet.last:
                return
            number += 1
