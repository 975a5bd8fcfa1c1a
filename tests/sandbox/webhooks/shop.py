"""A merchant with a sandbox and a receiver, as the tests of webhooks have them."""

import http.client
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import Post, Receiver

KEY = "Basic a29tb2p1LW1hcnQ6"
START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:1/"
"""Where nobody listens."""
NOW = "2017-01-04T07:52:34Z"
PERSON = {"given_name": "太郎", "family_name": "山田", "given_name_kana": "タロウ", "family_name_kana": "ヤマダ"}
REFUND_REQUEST = {
    "amount": 100,
    "customer_name": "ﾔﾏﾀﾞ",
    "bank_name": "みずほ",
    "branch_number": "245",
    "account_type": "normal",
    "account_number": "1234567",
    "include_payment_method_fee": False,
}
PREPAID = {"prepaid_number": "1111111111111111"}
DETAILS: dict[str, dict[str, Any]] = {
    "credit_card": {"number": "4111111111111111", "month": 1, "year": 2018, "given_name": "T", "family_name": "Y"},
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


def ask(sandbox: RunningSandbox, method: str, path: str, body: Any = None, key: str | None = None) -> tuple[int, Any]:
    url = urlsplit(sandbox.base_url)
    connection = http.client.HTTPConnection(url.netloc)
    headers = {"Authorization": KEY, "Content-Type": "application/json"}
    if key is not None:
        headers["X-KOMOJU-IDEMPOTENCY"] = key
    target = path if path.startswith("/sandbox/") else url.path + path
    connection.request(method, target, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    reply = json.loads(response.read())
    connection.close()
    return response.status, reply


@dataclass
class Shop:
    """A merchant with a sandbox, and a receiver that is registered with it and has been greeted."""

    sandbox: RunningSandbox
    receiver: Receiver
    webhook: dict[str, Any]

    def call(self, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
        status, reply = ask(self.sandbox, method, path, body, key)
        assert status < 300, reply
        return reply

    def create(self, payment_type: str = "konbini", amount: int = 1000, **sent: Any) -> Any:
        currency = "KRW" if payment_type == "culture_voucher" else "JPY"
        details = {"type": payment_type, **DETAILS[payment_type]}
        body = {"amount": amount, "currency": currency, "payment_details": details, **sent}
        return self.call("POST", "/payments", body)

    def arrived(self) -> list[Post]:
        """Wait until nothing is under way, and tell what has come since the ping."""
        self.sandbox.settle()
        return self.receiver.posts[1:]

    def mischief(self) -> list[list[list[str]]]:
        """Tell what was done to each attempt of each delivery since the ping."""
        return [[attempt["mischief"] for attempt in d["attempts"]] for d in self.sandbox.deliveries()[1:]]

    def arrived_types(self) -> list[str]:
        return [post.type for post in self.arrived()]


CALM = {
    "duplicates": 0,
    "concurrent": False,
    "reorder": None,
    "window_seconds": 60,
    "delay_seconds": 0,
    "wrong_signature": 0,
    "altered_body": 0,
}
"""The mischief of a webhook that is left alone."""
