"""A sandbox in this process, and a merchant who calls it and holds every reply to the document."""

import asyncio
import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema_rs import Draft202012Validator
from komoju_sandbox.app import create_app
from komoju_sandbox.contract import load_contract
from komoju_sandbox.control_document import control_document
from komoju_sandbox.settings import Settings
from starlette.applications import Starlette

ROOT = Path(__file__).parents[2]
BASE = "/api/v1"
START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"

Pairs = list[tuple[str, str]]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: Any
    content: bytes
    """The body as it came."""

    @property
    def error(self) -> tuple[int, str, str | None]:
        """Status, code and param of a refusal."""
        return self.status, self.body["error"]["code"], self.body["error"]["param"]

    @property
    def choices(self) -> list[str]:
        """The choices that the answer says to rest on."""
        named = self.headers.get("x-komoju-sandbox-fidelity", "").split(", ")
        return [source.removeprefix("choice: ") for source in named if source.startswith("choice: ")]


class Document:
    """The oracle: which replies a document allows."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self._validators: dict[str, Draft202012Validator] = {}

    def refuse_undocumented(self, method: str, path: str, answer: Answer) -> None:
        """Fail for a status, a body or a key order that the operation does not have."""
        operation = self._operation(method, path)
        self._refuse_untouched(operation, answer.choices)
        if operation is None:
            return self._check("Error", answer.body)
        responses = operation["responses"]
        response = responses.get(str(answer.status), responses.get("default") if answer.status >= 400 else None)
        if response is None:
            assert answer.status == 413, f"{method} {path} does not document {answer.status}"
            return self._check("Error", answer.body)
        if answer.status >= 400:
            code = answer.body["error"]["code"]
            assert code in operation["x-errors"], f"{method} {path} does not document {code}"
            assert answer.body["error"]["message"]
        self._check(self._schema_name(response), answer.body)
        return None

    def _refuse_untouched(self, operation: dict[str, Any] | None, choices: list[str]) -> None:
        """Fail for a choice that, by its own words, no answer of the operation rests on."""
        for name in choices:
            touched = self.tree["x-choices"]["choices"][name]["touches"]
            if operation is not None:
                assert {operation["operationId"], *operation["tags"], "any"} & set(touched), name

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        for template, item in self.tree["paths"].items():
            parts, found = template.split("/"), path.split("?")[0].split("/")
            if len(parts) == len(found) and all(p.startswith("{") or p == f for p, f in zip(parts, found, strict=True)):
                return item.get(method.lower())
        return None

    def _schema_name(self, response: dict[str, Any]) -> str:
        if "$ref" in response:
            response = self.tree["components"]["responses"][response["$ref"].split("/")[-1]]
        return str(response["content"]["application/json"]["schema"]["$ref"].split("/")[-1])

    def _check(self, name: str, body: Any) -> None:
        if name not in self._validators:
            schema = {"$ref": f"#/components/schemas/{name}", "components": self.tree["components"]}
            self._validators[name] = Draft202012Validator(schema, validate_formats=True)
        self._validators[name].validate(body)
        said = self.tree["components"]["schemas"][name]
        if "discriminator" in said:
            return self._check(said["discriminator"]["mapping"][body["type"]].rpartition("/")[2], body)
        order = said.get("properties", body)
        assert list(body) == [key for key in order if key in body]
        return None


class Merchant:
    """Calls a sandbox in this process. Every answer of the API is held to the document."""

    def __init__(self, app: Starlette, document: Document, runner: asyncio.Runner) -> None:
        self.app = app
        self.document = document
        self._runner = runner

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        content_type: str | None = FORM,
        key: str | None = "komoju-mart",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Call the API with raw bytes."""
        sent = dict(headers or {})
        if content_type is not None:
            sent["content-type"] = content_type
        if key is not None:
            sent["authorization"] = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
        answer = self.raw(method, BASE + path, body, sent)
        self.document.refuse_undocumented(method, path, answer)
        return answer

    def get(self, path: str) -> Answer:
        return self.call("GET", path)

    def form(self, method: str, path: str, pairs: Pairs) -> Answer:
        body = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
        return self.call(method, path, body.encode())

    def json(self, method: str, path: str, body: Any) -> Answer:
        return self.call(method, path, json.dumps(body).encode(), "application/json")

    def pay_with(self, payment_type: str, **body: Any) -> Answer:
        """Create a payment of 1000 yen with documented details of that type; `details` replaces some."""
        details = {"type": payment_type, **DETAILS[payment_type], **body.pop("details", {})}
        currency = "KRW" if payment_type == "culture_voucher" else "JPY"
        sent = {"amount": 1000, "currency": currency, "payment_details": details, **body}
        return self.json("POST", "/payments", sent)

    def control(self, method: str, path: str, body: Any = None) -> Answer:
        raw = b"" if body is None else json.dumps(body).encode()
        answer = self.raw(method, "/sandbox" + path, raw, {"content-type": "application/json"})
        controls().refuse_undocumented(method, "/sandbox" + path, answer)
        return answer

    def advance(self, **delta: int) -> None:
        assert self.control("POST", "/clock/advance", delta).status == 200

    def raw(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Answer:
        path, _, query = target.partition("?")
        sent: list[Any] = []
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        self._runner.run(self.app(scope, receive, send))
        got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        content = b"".join(m["body"] for m in sent[1:])
        body = json.loads(content) if got["content-type"] == "application/json" else None
        return Answer(sent[0]["status"], got, body, content)


PERSON = {"given_name": "太郎", "family_name": "山田", "given_name_kana": "タロウ", "family_name_kana": "ヤマダ"}
PREPAID = {"prepaid_number": "1111111111111111"}
DETAILS: dict[str, dict[str, Any]] = {
    "credit_card": {
        "number": "4111111111111111",
        "month": 1,
        "year": 2018,
        "verification_value": "123",
        "given_name": "Taro",
        "family_name": "Yamada",
    },
    "konbini": {"store": "lawson"},
    "pay_easy": PERSON,
    "bank_transfer": PERSON,
    "web_money": PREPAID,
    "net_cash": PREPAID,
    "nanaco": PREPAID,
    "bit_cash": PREPAID,
    "culture_voucher": {"culture_id": "11111111", "culture_password": "11111111"},
    "dospara": {"user_no": "12345", "user_password": "password"},
}


@pytest.fixture(scope="session")
def document() -> Document:
    """Read the built document as the oracle of replies."""
    return Document(json.loads((ROOT / "spec" / "dist" / "komoju-v1.json").read_text(encoding="utf-8")))


@cache
def controls() -> Document:
    """Take the document of the control calls as the oracle of theirs."""
    return Document(control_document(load_contract()).tree)


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all calls in this process."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def open_shop(document: Document, runner: asyncio.Runner) -> Iterator[Callable[..., Merchant]]:
    """Make merchants with a sandbox of their own. Its clock stands still unless it is advanced."""
    opened: list[Merchant] = []

    def make(**settings: Any) -> Merchant:
        app = create_app(Settings(**{"clock": START, "frozen": True, "seed": "1", **settings}))
        opened.append(Merchant(app, document, runner))
        return opened[-1]

    yield make
    for merchant in opened:
        merchant.app.state.worlds.close()


@pytest.fixture
def merchant(open_shop: Callable[..., Merchant]) -> Merchant:
    """Open a fresh sandbox at the moment of the documented calls."""
    return open_shop()


@pytest.fixture(scope="session")
def shared(open_shop: Callable[..., Merchant]) -> Merchant:
    """One sandbox for tests that do not care what is in it, such as refused calls and properties."""
    return open_shop()
