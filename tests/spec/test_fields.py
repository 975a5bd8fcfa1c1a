"""The fields of requests and replies: names, order, which are required, and which may be null."""

from collections.abc import Callable
from typing import Any

import pytest

Json = dict[str, Any]
NAMES = ["given_name", "family_name"]
KANA = ["given_name_kana", "family_name_kana"]
PREPAID = ["email", "short_amount", "prepaid_cards"]

REQUESTS = {
    "credit_card": ["email", "number", "month", "year", "verification_value", *NAMES],
    "bank_transfer": ["email", *NAMES, *KANA, "phone", "expiry_days"],
    "konbini": ["email", "store", "phone", "expiry_days"],
    "web_money": ["email", "prepaid_number"],
    "net_cash": ["email", "prepaid_number"],
    "nanaco": ["email", "prepaid_number"],
    "bit_cash": ["email", "prepaid_number"],
    "pay_easy": ["email", *NAMES, *KANA, "phone", "expiry_days"],
    "culture_voucher": ["culture_id", "culture_password"],
    "dospara": ["user_no", "user_password"],
}
OPTIONAL = {"email", "phone", "expiry_days", "verification_value"}
RESPONSES = {
    "credit_card": ["email", "brand", "last_four_digits", "month", "year"],
    "bank_transfer": [
        "email",
        "order_id",
        "bank_name",
        "account_branch_name",
        "account_number",
        "account_type",
        "account_name",
        "instructions_url",
    ],
    "konbini": ["email", "store", "confirmation_code", "receipt", "instructions_url"],
    "web_money": PREPAID,
    "net_cash": PREPAID,
    "nanaco": PREPAID,
    "bit_cash": ["email"],
    "pay_easy": ["email", "bank_id", "customer_id", "confirmation_id", "instructions_url"],
    "culture_voucher": ["culture_id"],
    "dospara": list[str](),
}
TOKENS = {
    "credit_card": NAMES,
    "bank_transfer": [*NAMES, *KANA, "phone", "email"],
    "konbini": ["store", "email", "phone"],
    "web_money": list[str](),
    "net_cash": list[str](),
    "nanaco": list[str](),
    "bit_cash": list[str](),
    "pay_easy": [*NAMES, *KANA, "email", "phone"],
    "culture_voucher": list[str](),
    "dospara": list[str](),
}
UNIONS = {
    "PaymentDetailsRequest": (REQUESTS, OPTIONAL),
    "PaymentDetails": (RESPONSES, set[str]()),
    "TokenDetails": (TOKENS, {"email", "phone"}),
}
VARIANTS = [(union, kind) for union, (table, _) in UNIONS.items() for kind in table]
PAYMENT = [
    "id",
    "resource",
    "status",
    "amount",
    "tax",
    "customer",
    "payment_deadline",
    "payment_details",
    "payment_method_fee",
    "total",
    "currency",
    "description",
    "subscription",
    "captured_at",
    "external_order_num",
    "metadata",
    "created_at",
    "amount_refunded",
    "locale",
    "refunds",
    "refund_requests",
]
RESOURCES = {
    "Payment": PAYMENT,
    "Refund": ["id", "resource", "amount", "currency", "payment", "description"],
    "PaymentList": ["resource", "total", "page", "per_page", "last_page", "data"],
    "PrepaidCard": ["last_four_digits", "points"],
    "Token": ["id", "resource", "created_at", "payment_details"],
    "Error": ["error"],
    "ErrorDetail": ["message", "code", "param"],
    "CustomerEvent": ["id", "type", "resource", "data", "created_at"],
    "PayoutEvent": ["id", "type", "resource", "data", "created_at"],
    "PingEvent": ["id", "type", "resource", "data", "created_at"],
    "CustomerList": ["resource", "total", "page", "per_page", "last_page", "data"],
    "EventList": ["resource", "total", "page", "per_page", "last_page", "data"],
    "Customer": ["id", "resource", "email", "metadata", "created_at"],
    "RefundRequest": [
        *("id", "payment", "customer_name", "bank_name", "bank_code", "branch_name", "branch_number"),
        *("account_number", "description", "status", "created_at"),
    ],
    "Payout": ["id", "resource", "payout_items", "created_at"],
    "PayoutItem": [
        *("resource", "event_type", "timestamp", "payment_method", "payment_fee", "receivable"),
        *("amount", "tax", "total"),
    ],
}
BODIES = {
    "PaymentCreate": ["amount", "currency"],
    "CustomerCreate": list[str](),
    "CustomerUpdate": list[str](),
    "FraudDetails": list[str](),
    "RefundRequestCreate": [
        *("amount", "customer_name", "bank_name", "branch_number", "account_type", "account_number"),
        "include_payment_method_fee",
    ],
    "PaymentUpdate": list[str](),
    "PaymentRefund": list[str](),
    "TokenCreate": ["payment_details"],
    "PrepaidContinuation": ["prepaid_number"],
}
BODY_FIELDS = {
    "PaymentCreate": [
        "amount",
        "currency",
        "tax",
        "external_order_num",
        "metadata",
        "payment_details",
        "customer",
        "capture",
        "description",
        "locale",
        "partner_origin",
        "fraud_details",
    ],
    "CustomerCreate": ["payment_details", "email", "metadata"],
    "CustomerUpdate": ["payment_details", "email", "metadata"],
    "FraudDetails": ["customer_ip", "customer_email", "customer_id", "browser_language", "browser_user_agent"],
    "RefundRequestCreate": [
        *("amount", "customer_name", "bank_name", "bank_code", "branch_name", "branch_number"),
        *("account_type", "account_number", "include_payment_method_fee", "description"),
    ],
    "PaymentUpdate": ["description", "metadata", "payment_details"],
    "PaymentRefund": ["amount", "description"],
    "TokenCreate": ["payment_details"],
    "PrepaidContinuation": ["type", "email", "prepaid_number"],
}
NULLABLE = {
    "Payment": {
        "customer",
        "payment_deadline",
        "payment_details",
        "description",
        "subscription",
        "captured_at",
        "external_order_num",
    },
    "Refund": {"description"},
    "RefundRequest": {"bank_code", "branch_name", "description"},
    "Customer": {"email"},
    "CustomerCreate": {"email"},
    "CustomerUpdate": {"email"},
    "ErrorDetail": {"param"},
    "Konbini": {"email", "confirmation_code"},
    "PayEasy": {"email"},
    "BankTransfer": {"email"},
    "CreditCard": {"email"},
    "WebMoney": {"email"},
    "NetCash": {"email"},
    "Nanaco": {"email"},
    "BitCash": {"email"},
    "PaymentCreate": {"tax", "metadata", "description", "fraud_details"},
    "PaymentUpdate": {"description"},
    "PaymentRefund": {"description"},
}
ENUMS = {
    "Store": "circle-k daily-yamazaki family-mart lawson ministop seven-eleven sunkus",
    "CardBrand": "visa american_express master jcb diners_club",
    "Currency": "JPY USD EUR TWD KRW",
    "Locale": "en ja ko",
    "PaymentStatus": "pending authorized captured refunded cancelled expired",
    "PrepaidType": "web_money net_cash nanaco",
    "RefundRequestStatus": "pending rejected completed",
    "AccountType": "normal checking savings",
    "CustomerEventType": "customer.created customer.updated customer.deleted",
    "PayoutItemType": "capture refund",
    "PayoutMethod": "visa master_card american_express jcb bank_transfer web_money lawson family-mart sunkus circle-k "
    "ministop daily-yamazaki seven-eleven",
}


def allows_null(schema: Json, resolve: Callable[[Json], Json]) -> bool:
    """Tell whether null is one of the values of a schema."""
    found = resolve(schema)
    kinds = found.get("type", [])
    branches = found.get("oneOf", [])
    return "null" in ([kinds] if isinstance(kinds, str) else kinds) or any(
        allows_null(branch, resolve) for branch in branches
    )


@pytest.mark.parametrize(("union", "kind"), VARIANTS)
def test_a_type_has_its_fields(contract: Json, resolve: Callable[[Json], Json], union: str, kind: str) -> None:
    """Names in order, the tag first, and all required but the optional ones."""
    table, optional = UNIONS[union]
    mapping = contract["components"]["schemas"][union]["discriminator"]["mapping"]
    variant = resolve({"$ref": mapping[kind]})
    assert list(variant["properties"]) == ["type", *table[kind]]
    assert variant["properties"]["type"]["const"] == kind
    assert variant["required"] == ["type", *(f for f in table[kind] if f not in optional)]


@pytest.mark.parametrize("union", UNIONS)
def test_a_union_has_the_ten_types(contract: Json, union: str) -> None:
    """Every union knows the same ten types, in its mapping and in its branches."""
    schema = contract["components"]["schemas"][union]
    assert set(schema["discriminator"]["mapping"]) == set(REQUESTS)
    branches = [branch["$ref"] for branch in schema["oneOf"]]
    assert branches == list(schema["discriminator"]["mapping"].values())


@pytest.mark.parametrize("name", RESOURCES)
def test_a_resource_always_has_all_its_keys(contract: Json, name: str) -> None:
    """All keys, in the documented order, all of them required."""
    schema = contract["components"]["schemas"][name]
    assert list(schema["properties"]) == RESOURCES[name]
    assert schema["required"] == RESOURCES[name]


@pytest.mark.parametrize("name", BODIES)
def test_a_body_has_its_fields(contract: Json, name: str) -> None:
    """Names in order, and the required ones."""
    schema = contract["components"]["schemas"][name]
    assert list(schema["properties"]) == BODY_FIELDS[name]
    assert schema.get("required", []) == BODIES[name]


@pytest.mark.parametrize("name", [*RESOURCES, *BODIES, "EmailOrNull", *NULLABLE])
def test_null_is_allowed_where_it_occurs(contract: Json, resolve: Callable[[Json], Json], name: str) -> None:
    """The listed properties may be null, and no others."""
    schema = contract["components"]["schemas"][name]
    found = {field for field, value in schema.get("properties", {}).items() if allows_null(value, resolve)}
    assert found == NULLABLE.get(name, set())


@pytest.mark.parametrize("name", ENUMS)
def test_the_words_of_an_enum(contract: Json, name: str) -> None:
    """The values are the known ones, in their order."""
    assert contract["components"]["schemas"][name]["enum"] == ENUMS[name].split()


def test_the_parameters_of_the_list(operations: dict[str, Json], resolve: Any) -> None:
    """Paging, the time range, and three filters; all of them may be left out."""
    parameters = [resolve(p) for p in operations["listPayments"]["parameters"]]
    assert [p["name"] for p in parameters] == [
        "page",
        "per_page",
        "start_time",
        "end_time",
        "currency",
        "external_order_num",
        "status",
    ]
    assert not any(p.get("required") for p in parameters)


def test_the_parameters_of_the_other_lists(operations: dict[str, Json], resolve: Any) -> None:
    """Customers can be asked for by time, events cannot."""
    names = {
        name: [resolve(p)["name"] for p in operations[name]["parameters"]] for name in ("listCustomers", "listEvents")
    }
    assert names == {
        "listCustomers": ["page", "per_page", "start_time", "end_time"],
        "listEvents": ["page", "per_page"],
    }


def test_sensitive_fields_are_marked(contract: Json, resolve: Callable[[Json], Json]) -> None:
    """Whatever must not be seen in a log says so."""
    marks = {"number": "number", "prepaid_number": "number"}
    marks |= dict.fromkeys(["verification_value", "culture_password", "user_password"], "secret")
    personal = [*NAMES, *KANA, "email", "phone", "culture_id", "user_no", "customer_name", "customer_ip"]
    marks |= dict.fromkeys([*personal, "customer_email"], "personal")
    for name, schema in contract["components"]["schemas"].items():
        # The account that a payer sends money to is the service's own.
        account = {"account_number": "personal"} if name.startswith("RefundRequest") else {}
        for field, value in schema.get("properties", {}).items():
            assert resolve(value).get("x-sensitive") == (marks | account).get(field), (name, field)
