"""Any input at all gets a documented answer, and never a 500."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

JSON = "application/json"
GOOD = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "given_name": "Taro",
    "family_name": "Yamada",
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = (
    st.sampled_from(["amount", "currency", "tax", "metadata", "payment_details", "capture", "locale", "description"])
    | st.text()
)


@given(sent=st.dictionaries(names, json_values, max_size=5))
def test_any_json_object_gets_a_documented_answer(shared: Any, sent: dict[str, Any]) -> None:
    """Whatever the values are."""
    assert shared.json("POST", "/payments", {**GOOD, **sent}).status in {200, 202, 400, 422, 502}


@given(
    detail=st.sampled_from(["type", "email", "phone", "store", "expiry_days", "number", "month", "year"]),
    value=json_values,
)
def test_any_detail_gets_a_documented_answer(shared: Any, detail: str, value: Any) -> None:
    """Whatever one detail is."""
    for details in (GOOD["payment_details"], CARD):
        sent = {**GOOD, "payment_details": {**details, detail: value}}
        assert shared.json("POST", "/payments", sent).status in {200, 202, 400, 422, 502}


@given(body=st.binary(max_size=200), content_type=st.sampled_from([JSON, "application/x-www-form-urlencoded"]))
def test_any_bytes_get_a_documented_answer(shared: Any, body: bytes, content_type: str) -> None:
    """Whatever the bytes are."""
    assert shared.call("POST", "/tokens", body, content_type).status in {400, 422}
