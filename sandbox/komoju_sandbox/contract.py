"""The built document: the only place from which the sandbox takes its facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from komoju_sandbox.openapi import Document

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject

FILE_NAME = "komoju-v1.json"


class ContractError(Exception):
    """The built document is missing, unreadable, or says something that this sandbox cannot follow."""


@dataclass(frozen=True, slots=True)
class WireLimits:
    """How much the sandbox reads."""

    body_bytes: int
    depth: int
    keys: int


class Contract(Document):
    """The document of the API, by the questions that the sandbox asks."""

    def __init__(self, document: JsonObject) -> None:
        try:
            super().__init__(document)
            self.lifecycle: JsonObject = document["x-lifecycle"]
            self.error_catalog: JsonObject = document["x-error-catalog"]
            self.choices: dict[str, JsonObject] = document["x-choices"]["choices"]
            self.webhooks: list[str] = list(document["webhooks"])
            wire = document["x-wire"]
            self.limits = WireLimits(wire["body_bytes"], wire["depth"], wire["keys"])
            servers = [urlsplit(str(server["url"])) for server in document["servers"]]
            self.base_path = servers[0].path
            self.live_origin = f"{servers[-1].scheme}://{servers[-1].netloc}"
            self.request_types = self._mapping("PaymentDetailsRequest")
            self.shown_types = self._mapping("PaymentDetails")
            self.token_types = self._mapping("TokenDetails")
            self.event_types = self._mapping(document["x-events"]["$ref"].rpartition("/")[2])
        except (KeyError, TypeError, IndexError) as error:
            raise ContractError(f"the built document lacks {error}") from error

    def test_values(self, payment_type: str, field: str) -> dict[str, JsonObject]:
        """Look up the documented test values of a request field, by value."""
        schema = self.resolve(self.request_types[payment_type]["properties"][field])
        return {str(entry["value"]): entry for entry in schema.get("x-test-numbers", ())}

    def _mapping(self, union: str) -> dict[str, JsonObject]:
        mapping = self.schemas[union]["discriminator"]["mapping"]
        return {name: self.resolve({"$ref": ref}) for name, ref in mapping.items()}


def document_path() -> Path:
    """Find the built document: with the client that comes in the same wheel, else in the repository."""
    shipped = Path(__file__).parents[1] / "komoju" / "spec" / FILE_NAME
    if shipped.is_file():
        return shipped
    return Path(__file__).parents[2] / "spec" / "dist" / FILE_NAME


@cache
def load_contract() -> Contract:
    """Read the built document once per process. Raises `ContractError` when it cannot be read."""
    path = document_path()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContractError(f"cannot read the built document {path}: {error}. Run `make generate` first.") from error
    return Contract(document)
