"""The servers beside the sandbox: Prism, which mocks our document, and stand-ins for other services."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.fresh import FOLDER, ROOT
from tests.benchmarks.installing import NoPeerError, Tell, install_node, install_python
from tests.benchmarks.servers import HOST, Request, Service

HERE = Path(__file__).parent
LOCK, VENV = HERE / "servers.lock", FOLDER / "servers"
PRISM, PRISM_FOLDER = HERE / "prism", FOLDER / "prism"
PRISM_PROGRAM = PRISM_FOLDER / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
DOCUMENT = ROOT / "spec" / "dist" / "komoju-v1.json"
KOMOJU = {"Accept": "application/json", "Authorization": "Basic a29tb2p1LW1hcnQ6"}
STRIPE = {"Authorization": "Bearer sk_test_bench"}
# localstripe writes all it has to one file in /tmp, which may be somebody else's.
LOCALSTRIPE = """
import sys
from localstripe import resources, server
place = sys.argv.pop()
resources.open = lambda _, mode: open(place, mode)
server.start()
"""
TABLE = {
    "TableName": "payments",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}
ITEM = {"id": {"S": "1"}, "amount": {"N": "1000"}, "currency": {"S": "JPY"}, "store": {"S": "lawson"}}


def prepare(tell: Tell) -> tuple[list[Service], list[str]]:
    """Install what can be installed; return it, and a line for what cannot."""
    made: list[Service] = []
    skipped: list[str] = []
    try:
        install_node(PRISM, PRISM_FOLDER, tell)
        made.append(prism())
    except NoPeerError as error:
        skipped.append(f"Prism: {error}")
    try:
        install_python(LOCK, VENV, tell)
        made += [localstripe(), moto()]
    except NoPeerError as error:
        skipped.append(f"localstripe and moto: {error}")
    return made, skipped


def prism() -> Service:
    """Return Prism over the document. It refuses forms with tagged unions, and keeps nothing."""
    sent = {"type": "konbini", "store": "lawson", "email": "test@example.com", "phone": "090-1111-2222"}
    body = {"amount": 1000, "currency": "JPY", "external_order_num": "123", "payment_details": sent}
    node = shutil.which("node") or "node"

    def get(reply: bytes) -> Request:
        return Request("GET", f"/payments/{json.loads(reply)['id']}", KOMOJU)

    return Service(
        "Prism",
        lambda port: [node, str(PRISM_PROGRAM), "mock", "--host", HOST, "--port", str(port), str(DOCUMENT)],
        first=Request("GET", "/payments", KOMOJU),
        create=Request("POST", "/payments", {**KOMOJU, "Content-Type": "application/json"}, _json(body)),
        get=get,
        called=("it mocks our document", "as JSON; it mocks our document"),
    )


def localstripe() -> Service:
    """Return localstripe with its customers."""
    form = urlencode({"email": "test@example.com", "name": "Taro Yamada", "metadata[foobar]": "hoge"}).encode()

    def get(reply: bytes) -> Request:
        return Request("GET", f"/v1/customers/{json.loads(reply)['id']}", STRIPE)

    return Service(
        "localstripe",
        lambda port: [
            *(str(VENV / "bin" / "python"), "-c", LOCALSTRIPE),
            *("--from-scratch", "--port", str(port), str(FOLDER / "localstripe.pickle")),
        ],
        first=Request("GET", "/v1/customers", STRIPE),
        create=Request("POST", "/v1/customers", {**STRIPE, "Content-Type": "application/x-www-form-urlencoded"}, form),
        get=get,
        called=("a customer", "a customer"),
    )


def moto() -> Service:
    """Return moto with an object in S3 and a table in DynamoDB."""
    s3 = _aws("s3")
    return Service(
        "moto",
        lambda port: [str(VENV / "bin" / "moto_server"), "--host", HOST, "--port", str(port)],
        first=Request("GET", "/", s3),
        prepare=(
            Request("PUT", "/bench", s3),
            Request("PUT", "/bench/payment", {**s3, "Content-Type": "application/json"}, _json(ITEM)),
            _dynamodb("CreateTable", TABLE),
        ),
        create=_dynamodb("PutItem", {"TableName": "payments", "Item": ITEM}),
        get=lambda _: Request("GET", "/bench/payment", s3),
        called=("an S3 object", "DynamoDB PutItem"),
    )


def _dynamodb(call: str, body: object) -> Request:
    headers = {"X-Amz-Target": f"DynamoDB_20120810.{call}", "Content-Type": "application/x-amz-json-1.0"}
    return Request("POST", "/", {**_aws("dynamodb"), **headers}, _json(body))


def _aws(service: str) -> dict[str, str]:
    signed = f"AWS4-HMAC-SHA256 Credential=bench/20170104/us-east-1/{service}/aws4_request"
    return {"Authorization": f"{signed}, SignedHeaders=host, Signature=0"}


def _json(value: object) -> bytes:
    return json.dumps(value).encode()
