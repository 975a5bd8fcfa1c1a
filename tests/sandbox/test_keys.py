"""Keys: who may call what."""

import base64
from typing import Any

import pytest
from komoju_sandbox.settings import Settings

from tests.provenance.cites import choice, documented

TOKEN = b"payment_details[type]=dospara&payment_details[user_no]=12345&payment_details[user_password]=password"
UNAUTHORIZED = (401, "unauthorized", None)
CALLS = [
    ("GET", "/payments"),
    ("POST", "/payments"),
    ("GET", "/payments/x"),
    ("PATCH", "/payments/x"),
    ("POST", "/payments/x/capture"),
    ("POST", "/payments/x/refund"),
    ("POST", "/payments/x/cancel"),
    ("POST", "/tokens"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
@choice("www-authenticate")
@documented(25)
def test_every_operation_needs_a_known_key(shared: Any, method: str, path: str) -> None:
    """The refusal says how to authenticate, before anything is read."""
    for key in (None, "", "komoju", "komoju-mart-", "komoju-marü"):
        answer = shared.call(method, path, b"\xff", key=key)
        assert answer.error == UNAUTHORIZED
        assert answer.headers["www-authenticate"] == 'Basic realm="KOMOJU"'


@pytest.mark.parametrize(("method", "path"), CALLS[:-1])
@choice("publishable-key")
@documented(26)
def test_a_publishable_key_is_forbidden_elsewhere(shared: Any, method: str, path: str) -> None:
    """It only creates tokens."""
    assert shared.call(method, path, key="komoju-mart-publishable").error == (403, "forbidden", None)


@pytest.mark.parametrize("key", ["komoju-mart", "komoju-mart-publishable"])
@documented(783)
def test_both_keys_create_tokens(shared: Any, key: str) -> None:
    """The secret key may do everything."""
    assert shared.call("POST", "/tokens", TOKEN, key=key).status == 200


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic",
        "Basic !",
        "Basic a29tb2p1LW1hcnQ6é",
        "Bearer komoju-mart",
        "komoju-mart",
        "Basic " + "A" * 5000,
        "Basic a29tb2p1LW1hcnQ",
    ],
)
def test_a_header_that_cannot_be_read_is_unauthorized(shared: Any, header: str) -> None:
    """Broken base64, another scheme, or nothing at all."""
    assert shared.call("GET", "/payments", key=None, headers={"authorization": header}).error == UNAUTHORIZED


@pytest.mark.parametrize("credentials", [b"komoju-mart:", b"komoju-mart", b"komoju-mart:any:password"])
@choice("basic-password")
def test_only_the_user_name_counts(shared: Any, credentials: bytes) -> None:
    """With or without a password, and the scheme in any case."""
    for scheme in ("Basic", "basic", "BASIC"):
        header = f"{scheme} {base64.b64encode(credentials).decode()}"
        assert shared.call("GET", "/payments", key=None, headers={"authorization": header}).status == 200


def test_the_keys_can_be_chosen(open_shop: Any) -> None:
    """The defaults are unknown then."""
    merchant = open_shop(secret_key="鍵", publishable_key="p")
    assert merchant.call("GET", "/payments", key="鍵").status == 200
    assert merchant.call("GET", "/payments", key="p").status == 403
    assert merchant.call("GET", "/payments", key="komoju-mart").error == UNAUTHORIZED


@pytest.mark.parametrize(
    "keys",
    [{"secret_key": ""}, {"publishable_key": ""}, {"secret_key": "a:b"}, {"secret_key": "a", "publishable_key": "a"}],
)
def test_keys_that_cannot_work_are_refused_at_the_start(open_shop: Any, keys: dict[str, str]) -> None:
    """Instead of at the first call."""
    with pytest.raises(ValueError, match="key"):
        open_shop(**keys)


def test_the_settings_do_not_show_the_keys() -> None:
    """Not even in a traceback that prints them."""
    assert "hidden" not in repr(Settings(secret_key="hidden-s", publishable_key="hidden-p"))
