"""What anybody may read shows nothing sensitive, whatever was sent and however it was sent."""

import json
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from komoju_sandbox.contract import load_contract
from komoju_sandbox.masking import Masker, as_form

MASKER = Masker(load_contract())
SENSITIVE = {
    "number",
    "verification_value",
    "given_name",
    "family_name",
    "given_name_kana",
    "family_name_kana",
    "email",
    "phone",
    "prepaid_number",
    "culture_id",
    "culture_password",
    "user_no",
    "user_password",
    "customer_name",
    "account_number",
    "customer_ip",
    "customer_email",
}
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "verification_value": "123",
    "given_name": "Taro",
    "family_name": "Yamada",
    "email": "taro@example.com",
}
DOCUMENTED = {name for schema in load_contract().schemas.values() for name in schema.get("properties", {})}
"""The names of members, which are shown whatever anybody takes for a secret."""

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
anywhere = st.sampled_from(
    ["amount", "description", "metadata", "payment_details", "type", "store", "nobody", *SENSITIVE]
)
scalars = text | st.integers() | st.booleans() | st.none()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(anywhere | text, inner, max_size=4),
    max_leaves=12,
)
trees = st.dictionaries(anywhere | text, values, max_size=6)
forms = st.dictionaries(anywhere | text, text | st.dictionaries(anywhere | text, text, min_size=1), max_size=6)


def written(tree: Any, *, is_form: bool = False) -> str:
    text = MASKER.write(tree)
    return as_form(json.loads(text)) if is_form else text


def texts(value: Any) -> list[str]:
    """Give every text in a sensitive value."""
    if isinstance(value, dict):
        return [found for inner in value.values() for found in texts(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in texts(inner)]
    return [value if isinstance(value, str) else json.dumps(value)]


def parts(shown: Any) -> list[str]:
    """Give every name and every value of what is shown."""
    if isinstance(shown, dict):
        return [*shown, *(part for value in shown.values() for part in parts(value))]
    return [shown if isinstance(shown, str) else json.dumps(shown)]


def secrets(tree: Any) -> list[str]:
    """Give the sensitive values of a body, at any depth, that are long enough to mean something."""
    found: list[str] = []
    for name, value in tree.items():
        if name in SENSITIVE or (name == "payment_details" and isinstance(value, str)):
            found += texts(value)
        elif isinstance(value, dict):
            found += secrets(value)
    return [secret for secret in found if len(secret) >= 4]


@example({"payment_details": "tok_a1b2", "description": "paid with tok_a1b2"})
@example({"culture_password": "1234", "metadata": {"hint": "it is 1234"}})
@given(trees)
def test_no_sensitive_value_of_a_json_body_is_shown(tree: Any) -> None:
    """Not in its own place and not in any other; only the names of documented members may look like one."""
    pieces = [piece for piece in parts(json.loads(written(tree))) if piece not in DOCUMENTED]

    assert [piece for piece in pieces for secret in secrets(tree) if secret in piece] == []


@example({"payment_details": "tok_a1b2", "description": "paid with tok_a1b2"})
@example({"culture_password": "1234", "metadata": {"hint": "it is 1234"}})
@given(forms)
def test_no_sensitive_value_of_a_form_is_shown(tree: Any) -> None:
    shown = parse_qsl(written(tree, is_form=True), keep_blank_values=True)
    names = {part.rstrip("]") for name, _ in shown for part in name.split("[")}
    pieces = [*(names - DOCUMENTED), *(value for _, value in shown)]

    assert [piece for piece in pieces for secret in secrets(tree) if secret in piece] == []


@given(values)
def test_a_value_in_a_place_that_nobody_knows_is_not_shown(value: Any) -> None:
    """It could be a card number under a misspelt name."""
    assert json.loads(written({"payment_details": {"nummer": value}})) == {"payment_details": {"nummer": "***"}}
    assert json.loads(written({"nummer": value})) == {"nummer": "***"}


def test_a_name_that_looks_like_no_name_is_not_shown() -> None:
    """A body can be a card number alone, which is then the name of nothing."""
    assert written({"4111111111111111": ""}, is_form=True) == "***=***"


def test_a_card_shows_its_last_digits_and_nothing_else() -> None:
    assert json.loads(written({"payment_details": CARD, "amount": 1000})) == {
        "payment_details": {
            "type": "credit_card",
            "number": "***1111",
            "month": 1,
            "year": 2018,
            "verification_value": "***",
            "given_name": "***",
            "family_name": "***",
            "email": "***",
        },
        "amount": 1000,
    }


@pytest.mark.parametrize(("number", "shown"), [("", "***"), ("12", "***"), ("123456", "***56"), ("1" * 16, "***1111")])
def test_a_short_number_shows_less(number: str, shown: str) -> None:
    """Never more than a third of it."""
    assert json.loads(written({"number": number})) == {"number": shown}


def test_the_end_of_a_number_is_not_shown_when_it_is_another_secret() -> None:
    """A security code can be the last four digits."""
    details = {"number": "4111111111111234", "verification_value": "1234"}

    assert json.loads(written({"payment_details": details}))["payment_details"] == {
        "number": "******",
        "verification_value": "***",
    }


def test_a_secret_is_masked_where_else_it_stands() -> None:
    """In notes, in their names, in numbers, and under names that nobody knows."""
    tree = {
        "amount": 41111111,
        "description": "for Yamada",
        "metadata": {"Yamada": "card 4111111111111111", "other": "kept"},
        "Yamada": "",
        "payment_details": {**CARD, "prepaid_number": "4111"},
    }

    shown = json.loads(written(tree))

    assert shown["amount"] == "***"
    assert shown["description"] == "for ***"
    assert shown["metadata"] == {"***": "card ***", "other": "kept"}
    assert "Yamada" not in json.dumps(shown)


def test_a_mask_that_completes_another_secret_takes_all_of_it() -> None:
    tree = {"description": "xabcdy", "phone": "x***y", "given_name": "abcd"}

    assert json.loads(written(tree))["description"] == "***"


def test_a_secret_with_characters_that_json_escapes_is_found() -> None:
    tree = {"description": 'they say "Taro\n"', "given_name": '"Taro\n"'}

    assert json.loads(written(tree)) == {"description": "they say ***", "given_name": "***"}


def test_a_token_is_not_shown() -> None:
    assert written({"payment_details": "tok_0123"}, is_form=True) == "payment_details=***"
    assert json.loads(written({"payment_details": "tok_0123", "description": "by tok_0123"})) == {
        "payment_details": "***",
        "description": "by ***",
    }


def test_given_secrets_are_not_shown() -> None:
    """Such as the key of the call."""
    assert MASKER.write({"description": "sk_live_1 and more"}, ["sk_live_1"]) == '{"description":"*** and more"}'


def test_every_sensitive_member_of_the_document_is_known() -> None:
    """By the marks of the document, so that a new one needs no list here."""
    found: set[str] = set()
    schemas = load_contract().schemas
    for schema in schemas.values():
        for name, said in schema.get("properties", {}).items():
            if "x-sensitive" in load_contract().resolve(said):
                found.add(name)

    assert found >= SENSITIVE
    for name in found:
        assert "tell nobody" not in written({name: "tell nobody"})
        assert "tell nobody" not in written({"payment_details": {name: "tell nobody"}}, is_form=True)


@given(forms)
def test_what_is_not_sensitive_is_shown_as_a_form(tree: Any) -> None:
    """Documented members come out as they went in, if nothing in the body is sensitive."""
    plain = {"description": quote(str(tree)), "amount": "1000", "metadata": {"a b": str(sorted(tree))}}

    assert parse_qsl(written(plain, is_form=True)) == [
        ("description", plain["description"]),
        ("amount", "1000"),
        ("metadata[a b]", plain["metadata"]["a b"]),
    ]
