"""Calls to one world of a sandbox, whichever way they travel."""

from __future__ import annotations

import json as json_module
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.line import Answer, Line

CONTROL = "/sandbox/"


class Caller:
    """Calls with the secret key of the world."""

    _line: Line

    def __init__(self, secret_key: str, publishable_key: str) -> None:
        self.secret_key = secret_key
        self.publishable_key = publishable_key

    @property
    def base_url(self) -> str:
        """Where the API is, such as `http://127.0.0.1:8410/api/v1`."""
        return self._line.base_url

    def request(
        self,
        method: str,
        path: str,
        *,
        json: JsonObject | None = None,
        form: Mapping[str, str] | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Call the API at a path such as `/payments`, or a control call at `/sandbox/...`; whatever comes is given.

        `key` is sent in place of the secret key.
        """
        content, content_type = b"", {}
        if json is not None:
            content, content_type = json_module.dumps(json).encode(), {"content-type": "application/json"}
        elif form is not None:
            content_type = {"content-type": "application/x-www-form-urlencoded"}
            content = urlencode(form).encode()
        basic = b64encode(f"{self.secret_key if key is None else key}:".encode()).decode()
        sent = {"authorization": f"Basic {basic}", **content_type, **(headers or {})}
        base_path = "" if path.startswith(CONTROL) else "/" + self.base_url.split("/", 3)[3]
        return self._line.send(method, base_path + path, sent, content)

    def control(self, method: str, path: str, body: JsonObject | None = None) -> JsonObject:
        """Make a control call at a path behind `/sandbox/`; returns the reply.

        Raises `RuntimeError` with the reason when it is refused.
        """
        answer = self.request(method, CONTROL + path, json=body)
        try:
            reply = answer.json()
            reason = reply["error"]["message"] if answer.status >= 400 else None
        except (ValueError, LookupError, TypeError) as error:
            raise RuntimeError(f"{method} {CONTROL}{path}: {answer.status}, and not as a sandbox answers") from error
        if reason is not None:
            raise RuntimeError(f"{method} {CONTROL}{path}: {reason}")
        return reply
