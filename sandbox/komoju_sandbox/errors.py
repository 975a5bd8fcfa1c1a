"""The errors of the API: raised by code alone, rendered with the words of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from komoju_sandbox.json_types import JsonObject


FIRST_REFUSAL = 400


class ApiError(Exception):
    """A refusal of the API, by its documented code.

    `param` is the parameter at fault; `words` fill the places of the message, unless `message` takes its place;
    `status` overrules the status of the catalogue for the answers that stand outside it (405, 409 and 413).
    `source` is what the refusal rests on, in the words of `x-source`, where that is not the documentation.
    """

    def __init__(
        self,
        code: str,
        param: str | None = None,
        *,
        words: Mapping[str, str] | None = None,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        source: str | None = None,
        message: str | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.param = param
        self.words = dict(words or {})
        self.status = status
        self.headers = dict(headers or {})
        self.message = message
        self.sources: set[str] = set() if source is None else {source}


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer with a JSON body."""

    status: int
    body: JsonObject
    headers: Mapping[str, str]

    @property
    def refused(self) -> bool:
        """Tell whether the call was not carried out as it was meant."""
        return self.status >= FIRST_REFUSAL


class Catalogue:
    """The error catalogue of the document: status and wording by code."""

    def __init__(self, catalog: JsonObject) -> None:
        self._codes: dict[str, JsonObject] = catalog["codes"]
        self._outside: dict[int, JsonObject] = {entry["status"]: entry for entry in catalog["outside"]}

    def outside(self, status: int, headers: Mapping[str, str] | None = None) -> ApiError:
        """Make the refusal with a status that no code has: 405, 409 or 413."""
        entry = self._outside[status]
        return ApiError(entry["code"], status=status, headers=headers, source=entry["source"])

    def reply(self, error: ApiError) -> Reply:
        """Render `error` in the documented envelope."""
        entry = self._codes[error.code]
        words = error.words if error.param is None else {**error.words, "param": error.param}
        message = error.message or _fill(entry["message"], words)
        body = {"message": message, "code": error.code, "param": error.param}
        return Reply(error.status or entry["status"], {"error": body}, error.headers)


def _fill(template: str, words: Mapping[str, str]) -> str:
    head, *rest = template.split("%{")
    for piece in rest:
        name, _, tail = piece.partition("}")
        head += words[name] + tail
    return head
