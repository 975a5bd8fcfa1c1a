# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Lists that are longer than a page. The blocking twin of this module is derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, final

from .errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

__all__ = ["AsyncPages", "Sheet"]

P = TypeVar("P")
T = TypeVar("T")


class Sheet(NamedTuple, Generic[P, T]):
    """One page of a list, and what is needed to find the next."""

    page: P
    items: tuple[T, ...]
    number: int
    last: int


@final
class AsyncPages(Generic[P, T]):
    """The items of a list, page after page. Nothing is fetched before the first item is asked for.

    The list is read as it stands at each page. When it changes meanwhile, an item can come twice or not at all.
    """

    def __init__(self, fetch: Callable[[int], Awaitable[Sheet[P, T]]], start: int = 1) -> None:
        self._fetch = fetch
        self._start = start

    async def pages(self) -> AsyncIterator[P]:
        """Follow the pages. Raise `PaginationError` when the server answers with another page than was asked for."""
        async for sheet in self._sheets():
            yield sheet.page

    async def first_page(self) -> P:
        """Fetch the first page only."""
        return (await self._fetch(self._start)).page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for sheet in self._sheets():
            for item in sheet.items:
                yield item

    async def _sheets(self) -> AsyncIterator[Sheet[P, T]]:
        number = self._start
        while True:
            sheet = await self._fetch(number)
            if sheet.number != number:
                message = f"Asked for page {number} of a list, got page {sheet.number}"
                raise PaginationError(message)
            yield sheet
            if not sheet.items or number >= sheet.last:
                return
            number += 1
