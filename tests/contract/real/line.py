"""How requests reach the server: never faster than the pace, never more than the budget, and never twice."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from tests.contract.laws import Answer, Sent
from tests.contract.numbers import UndocumentedNumberError, undocumented
from tests.contract.real.safety import CannotRunError

RATE = 2.0
"""Requests per second, unless `KOMOJU_RATE` says something else."""
SECONDS = 30
BUSY = {429, 503}


class NoAnswerError(Exception):
    """The request went out and no readable answer came back, so nobody knows what it did."""


class Pace:
    """Lets at most so many requests go out per second."""

    def __init__(
        self, rate: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.rate = rate
        self._clock, self._sleep = clock, sleep
        self._next = clock()

    @classmethod
    def from_environment(cls) -> Pace:
        """Read `KOMOJU_RATE`."""
        text = os.environ.get("KOMOJU_RATE", str(RATE))
        try:
            rate = float(text)
        except ValueError:
            rate = 0.0
        if not 0 < rate <= 1000:
            raise CannotRunError(f"KOMOJU_RATE is the number of requests per second, such as 0.5, not {text!r}.")
        return cls(rate)

    def wait(self) -> None:
        """Wait until the next request may go out."""
        pause = self._next - self._clock()
        if pause > 0:
            self._sleep(pause)
        self._next = max(self._next, self._clock()) + 1 / self.rate


@dataclass
class Line:
    """The way to one server. A request is sent once, whatever comes of it."""

    base_url: str
    pace: Pace | None = None
    budget: int | None = None
    """How many requests may still go out; any number when null."""
    sent: int = 0

    @cached_property
    def context(self) -> ssl.SSLContext:
        """Trust the CAs of this machine, or those in the file that `SSL_CERT_FILE` names."""
        return ssl.create_default_context()

    def send(self, sent: Sent) -> Answer:
        """Send a request. Raises `CannotRunError` when it did not go out, `NoAnswerError` when nothing came back.

        Raises `UndocumentedNumberError` when it has a number that is no documented test number, whoever asks for it.
        """
        found = undocumented(sent)
        if found:
            raise UndocumentedNumberError(found)
        if self.budget is not None and self.sent >= self.budget:
            raise CannotRunError(f"The budget of requests is used up after {self.sent}; --fresh begins again.")
        if self.pace:
            self.pace.wait()
        connection = self._connected()
        self.sent += 1
        try:
            answer = self._exchange(connection, sent)
        except (OSError, HTTPException) as error:
            raise NoAnswerError(type(error).__name__) from error
        finally:
            connection.close()
        if answer.status in BUSY:
            wait = answer.headers.get("retry-after")
            raise CannotRunError(
                f"The server asks to be left alone for now (HTTP {answer.status}"
                f"{f', Retry-After {wait}' if wait else ''}); the same command goes on from here."
            )
        return answer

    def _connected(self) -> HTTPConnection:
        url = urlsplit(self.base_url)
        try:
            if url.scheme == "https":
                connection: HTTPConnection = HTTPSConnection(url.netloc, timeout=SECONDS, context=self.context)
            else:
                connection = HTTPConnection(url.netloc, timeout=SECONDS)
            connection.connect()
        except ssl.SSLCertVerificationError as error:
            raise CannotRunError(
                f"The certificate of {url.netloc} is not trusted ({error.verify_message}); "
                "SSL_CERT_FILE names the file with the certificate of its CA."
            ) from error
        except (OSError, HTTPException) as error:
            raise CannotRunError(f"{url.netloc} cannot be reached: {error}.") from error
        return connection

    def _exchange(self, connection: HTTPConnection, sent: Sent) -> Answer:
        path = urlsplit(self.base_url).path + sent.path + (f"?{sent.query}" if sent.query else "")
        connection.request(sent.method, path, sent.content or None, _given(sent.headers))
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())


def _given(headers: Mapping[str, str]) -> dict[str, str]:
    return {"accept": "application/json", "user-agent": "komoju-contract", **headers}
