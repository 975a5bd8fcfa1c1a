"""Introduction, Authentication, Pagination: where the API is, who may call it, and how lists are cut."""

import base64
from collections.abc import Callable
from typing import Any

import pytest

from tests.provenance.cites import choice, documented

Json = dict[str, Any]


def basic(credentials: bytes) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(credentials).decode()}


@documented(1, 121)
def test_a_payment_is_made_and_read_by_its_address(contract: Json, merchant: Any) -> None:
    """A resource has one address to be made at, and one of its own; both show how it is paid."""
    assert contract["paths"]["/payments"]["post"]["operationId"] == "createPayment"
    assert contract["paths"]["/payments"]["get"]["operationId"] == "listPayments"
    made = merchant.pay_with("konbini")
    assert made.status == 200
    assert made.body["payment_details"]["type"] == "konbini"
    assert merchant.get(f"/payments/{made.body['id']}").body == made.body


@documented("5a", "5b")
def test_the_first_server_is_the_documented_one(contract: Json) -> None:
    """And no server is offered without TLS."""
    assert contract["servers"][0]["url"] == "https://sandbox.komoju.com/api/v1"
    assert all(server["url"].startswith("https://") for server in contract["servers"])


@documented("5c", "35a")
def test_every_reply_is_json(
    operations: dict[str, Json], resolve: Callable[[Json], Json], contract: Json, shared: Any
) -> None:
    """Good news and bad news, in the document and on the wire."""
    for operation in operations.values():
        for response in operation["responses"].values():
            assert list(resolve(response)["content"]) == ["application/json"]
    for answer in (shared.pay_with("konbini"), shared.get("/payments"), shared.get("/payments/x"), shared.get("/no")):
        assert answer.headers["content-type"] == "application/json"
        assert isinstance(answer.body, dict)


@documented("5d")
@choice("unreadable-body")
@pytest.mark.parametrize("written", ["utf-8", "shift_jis", "euc_jp"])
def test_a_form_is_utf_8_and_nothing_else(shared: Any, written: str) -> None:
    """Raw, as curl sends it."""
    name = "metadata[名前]=太郎".encode(written)
    rest = b"&amount=1&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
    answer = shared.call("POST", "/payments", name + rest)
    if written == "utf-8":
        assert answer.body["metadata"] == {"名前": "太郎"}
    else:
        assert answer.error == (400, "bad_request", None)


@documented("5d")
@choice("unreadable-body")
def test_json_is_utf_8_as_well(shared: Any) -> None:
    body = '{"description": "太郎"}'
    answers = [shared.call("POST", "/payments", body.encode(w), "application/json") for w in ("utf-8", "shift_jis")]
    assert [answer.body["error"]["code"] for answer in answers] == ["missing_parameter", "bad_request"]


@documented(9)
def test_a_merchant_has_two_keys(contract: Json, shared: Any) -> None:
    """One of each kind, both known to the service."""
    assert sorted(contract["components"]["securitySchemes"]) == ["publishableKey", "secretKey"]
    sent = b"payment_details[type]=konbini&payment_details[store]=lawson"
    for key in ("komoju-mart", "komoju-mart-publishable"):
        assert shared.call("POST", "/tokens", sent, key=key).status == 200
    assert shared.call("POST", "/tokens", sent, key="somebody").error == (401, "unauthorized", None)


@documented("11a")
def test_keys_go_by_http_basic(contract: Json, operations: dict[str, Json], shared: Any) -> None:
    """In the document for every call, and no other scheme opens the sandbox."""
    for scheme in contract["components"]["securitySchemes"].values():
        assert (scheme["type"], scheme["scheme"]) == ("http", "basic")
    assert all(operation["security"] for operation in operations.values())
    for header in ("Bearer komoju-mart", "komoju-mart", "Token komoju-mart"):
        answer = shared.call("GET", "/payments", key=None, headers={"authorization": header})
        assert answer.error == (401, "unauthorized", None)


@documented("11b", "11c")
@choice("basic-password")
@pytest.mark.parametrize(
    ("credentials", "status"),
    [(b"komoju-mart:", 200), (b"komoju-mart:secret", 200), (b":komoju-mart", 401), (b"x:komoju-mart", 401)],
)
def test_the_key_is_the_user_name_and_needs_no_password(shared: Any, credentials: bytes, status: int) -> None:
    assert shared.call("GET", "/payments", key=None, headers=basic(credentials)).status == status


@documented(13)
def test_the_documented_call_lists_the_payments(open_shop: Any, operations: dict[str, Json]) -> None:
    """`-u secret_key:`, with a merchant whose key is called so."""
    shop = open_shop(secret_key="secret_key")
    answer = shop.call("GET", "/payments", key=None, headers=basic(b"secret_key:"))
    assert (answer.status, answer.body["data"]) == (200, [])
    assert operations["listPayments"]["security"] == [{"secretKey": []}]


@pytest.fixture(scope="module")
def long_list(open_shop: Any) -> Any:
    """Open a sandbox with 201 payments."""
    shop = open_shop()
    for _ in range(201):
        assert shop.pay_with("dospara").status == 200
    return shop


@documented("88a")
def test_ten_items_come_on_one_page_and_eleven_on_two(merchant: Any, contract: Json) -> None:
    assert contract["components"]["parameters"]["PerPage"]["schema"]["default"] == 10
    for number in range(1, 12):
        merchant.pay_with("dospara")
        first = merchant.get("/payments").body
        assert (len(first["data"]), first["last_page"]) == (min(number, 10), 1 if number <= 10 else 2)
    assert len(merchant.get("/payments?page=2").body["data"]) == 1


@documented("88b", 90)
def test_the_documented_call_gets_the_second_hundred(
    long_list: Any, contract: Json, operations: dict[str, Json]
) -> None:
    """`page=2&per_page=100`."""
    taken = [parameter["$ref"].rpartition("/")[2] for parameter in operations["listPayments"]["parameters"]]
    assert taken[:2] == ["Page", "PerPage"]
    parameters = contract["components"]["parameters"]
    assert [(parameters[n]["name"], parameters[n]["in"]) for n in ("Page", "PerPage")] == [
        ("page", "query"),
        ("per_page", "query"),
    ]
    pages = [long_list.get(f"/payments?page={page}&per_page=100").body for page in (1, 2, 3)]
    assert [len(page["data"]) for page in pages] == [100, 100, 1]
    assert [(page["page"], page["per_page"], page["last_page"]) for page in pages] == [(n, 100, 3) for n in (1, 2, 3)]
    assert len({payment["id"] for page in pages for payment in page["data"]}) == 201


@documented("88c")
@choice("per-page-over-100")
def test_a_page_holds_a_hundred_at_most(long_list: Any, complaints: Any) -> None:
    schema = {"$ref": "#/components/parameters/PerPage/schema"}
    assert complaints(schema, 100) == []
    assert complaints(schema, 101) != []
    for path in ("/payments", "/customers", "/events"):
        assert long_list.get(f"{path}?per_page=100").status == 200
        assert long_list.get(f"{path}?per_page=101").error == (422, "invalid_parameter", "per_page")
