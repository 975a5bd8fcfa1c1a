"""The errors of the API: raised by code alone, rendered with the words of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from komoju_sandbox.json_types import JsonObject


class ApiError(Exception):
    """A refusal of the API, by its documented code.

    `param` is the parameter at fault; `words` fill the places of the message; `status` overrules the
    status of the catalogue for the answers that stand outside it (405, 409 and 413).
    """

    def __init__(
        self,
        code: str,
        param: str | None = None,
        *,
        words: Mapping[str, str] | None = None,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.param = param
        self.words = dict(words or {})
        self.status = status
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer with a JSON body."""

    status: int
    body: JsonObject
    headers: Mapping[str, str]


class Catalogue:
    """The error catalogue of the document: status and wording by code."""

    def __init__(self, catalog: JsonObject) -> None:
        self._codes: dict[str, JsonObject] = catalog["codes"]
        self._outside = {entry["status"]: entry["code"] for entry in catalog["outside"]}

    def outside(self, status: int, headers: Mapping[str, str] | None = None) -> ApiError:
        """Make the refusal with a status that no code has: 405, 409 or 413."""
        return ApiError(self._outside[status], status=status, headers=headers)

    def reply(self, error: ApiError) -> Reply:
        """Render `error` in the documented envelope."""
        entry = self._codes[error.code]
        words = error.words if error.param is None else {**error.words, "param": error.param}
        body = {"message": _fill(entry["message"], words), "code": error.code, "param": error.param}
        return Reply(error.status or entry["status"], {"error": body}, error.headers)


def _fill(template: str, words: Mapping[str, str]) -> str:
    head, *rest = template.split("%{")
    for piece in rest:
        name, _, tail = piece.partition("}")
        head += words[name] + tail
    return head
