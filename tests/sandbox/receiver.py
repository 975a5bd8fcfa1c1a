"""A merchant's end of webhooks: a real server on a free port, whose answers a test decides."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

SECRET = "whsec"
PATIENCE = 30
"""Seconds after which a test gives up on something that never came."""


@dataclass(frozen=True)
class Post:
    """What arrived."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def event(self) -> Any:
        return json.loads(self.raw)

    @property
    def type(self) -> str:
        return str(self.event["type"])

    @property
    def delivery_id(self) -> str:
        return self.headers["x-komoju-id"]

    def is_signed_with(self, secret: str) -> bool:
        wanted = hmac.new(secret.encode(), self.raw, hashlib.sha256).hexdigest()
        return hmac.compare_digest(wanted, self.headers["x-komoju-signature"])


class Receiver:
    """Takes what is posted to it. `answer` gets each post and returns a status; it may block. `says` is the body."""

    def __init__(self, answer: Callable[[Post], int] = lambda _: 200) -> None:
        self.answer = answer
        self.says = b""
        self.posts: list[Post] = []
        self._changed = threading.Condition()

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status = receiver.take(Post(self.path, headers, raw))
                self.send_response(status)
                self.send_header("location", "/elsewhere")
                self.end_headers()
                # Once more than needed, and a sandbox that has gone would be reported.
                if receiver.says:
                    self.wfile.write(receiver.says)

            def do_GET(self) -> None:
                raise AssertionError("a redirect was followed")

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hooks?shop=1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, post: Post) -> int:
        with self._changed:
            self.posts.append(post)
            self._changed.notify_all()
        return self.answer(post)

    def wait_for(self, count: int) -> list[Post]:
        """Wait until that many posts have arrived in all."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.posts) >= count, PATIENCE)
            return list(self.posts)

    @property
    def types(self) -> list[str]:
        return [post.type for post in self.posts]
