"""Keeps foreign web pages from reading what the sandbox shows, from pressing its buttons and from controlling it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request

    from komoju_sandbox.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides which requests come from a program, a page of this sandbox, or a person who asks for it by name."""

    hosts: frozenset[str] | None
    """The names under which the sandbox is reached, so that no other name can be made to lead here; null for any."""

    @classmethod
    def of(cls, settings: Settings) -> Guard:
        """Guard a sandbox. One that others can reach has names that nobody here knows."""
        if not settings.open_controls:
            return cls(None)
        return cls(LOOPBACK | {_host(urlsplit(settings.origin or "").netloc)} - {""})

    def knows(self, request: Request) -> bool:
        """Tell whether the request was sent to a name of this sandbox, or to none, as no browser does."""
        host = request.headers.get("host")
        return self.hosts is None or host is None or _host(host) in self.hosts

    @staticmethod
    def is_own(request: Request) -> bool:
        """Tell whether a request was sent from a page of this sandbox, or from no page at all."""
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site in {"same-origin", "none"}
        origin = request.headers.get("origin")
        if origin is None:
            return True
        _, _, named = origin.partition("://")
        return named != "" and named == request.headers.get("host")


def _host(header: str) -> str:
    """Take the name out of a Host header: without the port, without brackets."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""
