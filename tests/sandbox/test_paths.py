"""Paths and methods that the document does not have."""

from typing import Any

import pytest

from tests.provenance.cites import choice


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1",
        "/api/v1/",
        "/api/v1/payments/",
        "/api/v1/subscriptions",
        "/api/v2/payments",
        "/api/v1/payments/x/capture/y",
        "/sandbox/",
        "/%00",
    ],
)
def test_an_unknown_path_is_not_found(shared: Any, path: str) -> None:
    """With the envelope, for whoever asks."""
    assert shared.raw("GET", path, b"", {}).error == (404, "not_found", None)


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("DELETE", "/payments", "GET, POST"),
        ("PUT", "/payments/x", "GET, PATCH"),
        ("GET", "/tokens", "POST"),
        ("TRACE", "/payments/x/refund", "POST"),
        ("HEAD", "/payments", "GET, POST"),
    ],
)
@choice("method-not-allowed")
def test_a_method_that_the_path_does_not_have_is_refused_with_those_it_has(
    shared: Any, method: str, path: str, allow: str
) -> None:
    """405 is outside the catalogue; its body is not."""
    answer = shared.call(method, path)
    assert answer.error == (405, "bad_request", None)
    assert answer.headers["allow"] == allow


@pytest.mark.parametrize("payment_id", ["x", "0" * 25, "0" * 5000, "a b", "\x00", "'; DROP TABLE payments; --", "ü"])
@pytest.mark.parametrize(
    ("method", "tail"), [("GET", ""), ("PATCH", ""), ("POST", "/capture"), ("POST", "/refund"), ("POST", "/cancel")]
)
def test_an_unknown_payment_is_not_found(shared: Any, method: str, tail: str, payment_id: str) -> None:
    """For every operation on one payment."""
    assert shared.call(method, f"/payments/{payment_id}{tail}").error == (404, "not_found", None)
