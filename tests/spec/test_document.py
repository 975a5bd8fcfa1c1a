"""The document as a whole: valid, described, closed, and readable by every engine."""

import json
import re
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from tests.provenance.cites import documented

Json = dict[str, Any]
SPEC = Path(__file__).parents[2] / "spec"
METHODS = {
    "createPayment": ("payments", "create"),
    "listPayments": ("payments", "list"),
    "showPayment": ("payments", "show"),
    "updatePayment": ("payments", "update"),
    "capturePayment": ("payments", "capture"),
    "refundPayment": ("payments", "refund"),
    "cancelPayment": ("payments", "cancel"),
    "createRefundRequest": ("payments", "request_refund"),
    "createToken": ("tokens", "create"),
    "createCustomer": ("customers", "create"),
    "listCustomers": ("customers", "list"),
    "showCustomer": ("customers", "show"),
    "updateCustomer": ("customers", "update"),
    "deleteCustomer": ("customers", "delete"),
    "listEvents": ("events", "list"),
    "showEvent": ("events", "show"),
}
ROUTES = {
    ("post", "/payments"),
    ("get", "/payments"),
    ("get", "/payments/{payment_id}"),
    ("patch", "/payments/{payment_id}"),
    ("post", "/payments/{payment_id}/capture"),
    ("post", "/payments/{payment_id}/refund"),
    ("post", "/payments/{payment_id}/cancel"),
    ("post", "/payments/{payment_id}/refund_request"),
    ("post", "/tokens"),
    ("post", "/customers"),
    ("get", "/customers"),
    ("get", "/customers/{customer_id}"),
    ("patch", "/customers/{customer_id}"),
    ("delete", "/customers/{customer_id}"),
    ("get", "/events"),
    ("get", "/events/{event_id}"),
}
PAYMENT_EVENTS = "authorized captured updated expired cancelled refund.created refunded failed"
EVENTS = {
    **{f"payment.{name}": "PaymentEvent" for name in PAYMENT_EVENTS.split()},
    **{f"customer.{name}": "CustomerEvent" for name in ("created", "updated", "deleted")},
    "payout.created": "PayoutEvent",
    "ping": "PingEvent",
}


def schemas(value: Any) -> Iterator[Json]:
    """Give every schema below a schema, itself included."""
    if not isinstance(value, dict):
        return
    yield value
    nested = [value.get("items"), value.get("additionalProperties"), *value.get("oneOf", [])]
    for schema in [*nested, *value.get("properties", {}).values()]:
        yield from schemas(schema)


def all_schemas(contract: Json) -> Iterator[Json]:
    """Give every schema of the components and of parameters and headers."""
    components = contract["components"]
    for schema in components["schemas"].values():
        yield from schemas(schema)
    for section in ("parameters", "headers"):
        for holder in components[section].values():
            yield from schemas(holder["schema"])


def test_the_source_is_valid() -> None:
    """The files as they are written, with references from file to file."""
    root = SPEC / "openapi.yaml"
    document = yaml.safe_load(root.read_text(encoding="utf-8"))
    validator = OpenAPIV31SpecValidator(document, base_uri=root.as_uri())
    assert list(validator.iter_errors()) == []


def test_the_built_document_is_valid(contract: Json) -> None:
    """The bundle, and its twin in OpenAPI 3.0."""
    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []
    older = json.loads((SPEC / "dist" / "komoju-v1-3.0.json").read_text(encoding="utf-8"))
    assert list(OpenAPIV30SpecValidator(older).iter_errors()) == []


def test_the_operations(contract: Json, operations: dict[str, Json]) -> None:
    """Sixteen operations under their paths, each with its resource and its method's name."""
    found = {(method, path) for path, item in contract["paths"].items() for method in item}
    assert found == ROUTES
    names = {name: (o["tags"][0], o["x-method"]) for name, o in operations.items()}
    assert names == METHODS


@documented(783)
def test_the_keys_that_may_call(operations: dict[str, Json]) -> None:
    """The publishable key makes tokens and nothing else; the secret key makes every call."""
    for name, operation in operations.items():
        schemes = {scheme for option in operation["security"] for scheme in option}
        publishable = {"publishableKey"} if name == "createToken" else set[str]()
        assert schemes == {"secretKey"} | publishable
        assert all(len(option) == 1 for option in operation["security"]), f"{name} asks for two keys at once"


def test_both_keys_are_sent_as_a_user_name(contract: Json) -> None:
    """By HTTP Basic, as the documentation shows it."""
    for scheme in contract["components"]["securitySchemes"].values():
        assert (scheme["type"], scheme["scheme"]) == ("http", "basic")


def test_a_body_is_required_where_something_in_it_is(
    operations: dict[str, Json], resolve: Callable[[Json], Json]
) -> None:
    """And where it says what changes; everywhere else a call may go without."""
    for name, operation in operations.items():
        if "requestBody" in operation:
            schema = resolve(operation["requestBody"]["content"]["application/json"]["schema"])
            needed = bool(schema.get("required") or schema.get("oneOf")) or name.startswith("update")
            assert operation["requestBody"]["required"] is needed, name


def test_a_link_leads_to_the_operation_that_it_is_called_after(
    operations: dict[str, Json], resolve: Callable[[Json], Json]
) -> None:
    """In every reply that has it."""
    seen = 0
    for operation in operations.values():
        for response in operation["responses"].values():
            for name, link in resolve(response).get("links", {}).items():
                assert resolve(link)["operationId"] == name
                seen += 1
    assert seen > 30


def test_the_limits_of_the_wire_are_those_of_the_choice(contract: Json) -> None:
    """1 MiB, 8 levels, 1000 keys."""
    wire, words = contract["x-wire"], contract["x-choices"]["choices"]["wire-limits"]["choice"]
    assert f"{wire['body_bytes'] / 2**20:g} MiB and {wire['depth']} levels, with at most {wire['keys']} keys" in words


def test_everything_is_described(contract: Json) -> None:
    """Operations, parameters, replies, headers, links, tags, servers, keys and all schemas."""
    components = contract["components"]
    groups = ("parameters", "responses", "headers", "links", "securitySchemes")
    parts: list[Json] = [part for group in groups for part in components[group].values()]
    parts += [*contract["servers"], *contract["tags"], contract["info"]]
    for item in [*contract["paths"].values(), *contract["webhooks"].values()]:
        for operation in item.values():
            assert operation["summary"]
            parts += [operation, *operation["responses"].values()]
            parts += [operation["requestBody"]] if "requestBody" in operation else []
    parts += list(all_schemas(contract))
    parts += [{"description": e["summary"]} for e in components["examples"].values()]
    silent = [part for part in parts if not part.get("description") and "$ref" not in part]
    assert silent == []
    assert len(parts) > 300


def test_descriptions_are_sentences(contract: Json) -> None:
    """They begin with a capital or a code word and end with a full stop."""
    broken = [
        schema["description"]
        for schema in all_schemas(contract)
        if not re.match(r"[A-Z`0-9].*\.\Z", schema.get("description", "A."), re.DOTALL)
    ]
    assert broken == []


def test_every_schema_says_where_it_comes_from(contract: Json) -> None:
    """Each part has its source, and each choice is explained."""
    choices = set(contract["x-choices"]["choices"])
    operations = [o for i in contract["paths"].values() for o in i.values()]
    parts = [*all_schemas(contract), *contract["components"]["parameters"].values(), *operations]
    for part in parts:
        if "$ref" not in part:
            kind, _, where = part["x-source"].partition(": ")
            assert kind in {"documented", "era", "later", "choice"}
            assert where in choices or kind != "choice"


def test_choices_answer_questions(source: Callable[[str], Json]) -> None:
    """Each choice has a question, an answer and a reason, and says whose answers it touches or why none."""
    for name, choice in source("choices.yaml")["choices"].items():
        assert list(choice)[:3] == ["question", "choice", "reason"], name
        assert list(choice)[3:] in (["touches"], ["beside"]), name
        assert choice.get("beside", "None.").endswith("."), name
        assert choice["question"].endswith("?"), name
        assert choice["choice"].endswith("."), name
        assert choice["reason"].endswith("."), name


def test_what_came_later_is_said_in_sentences(source: Callable[[str], Json]) -> None:
    """Each change has a topic, what was, what is, and what to do about it."""
    for name, change in source("later.yaml")["changes"].items():
        assert list(change) == ["topic", "then", "now", "advice"], name
        assert not change["topic"].endswith("."), name
        for key in ("then", "now", "advice"):
            assert re.fullmatch(r"[A-Z`0-9].*\.", change[key]), f"{name}: {key}"


def test_what_came_later_is_measured_against_this_document(contract: Json) -> None:
    """The numbers of `then` are those of the document, and what it says is new is not in it."""
    changes, schemas = contract["x-later"]["changes"], contract["components"]["schemas"]
    counts = {
        ("payment-keys", "21 members"): len(schemas["Payment"]["properties"]),
        ("errors", "28 codes"): len(contract["x-error-catalog"]["codes"]),
        ("status", "six statuses"): len(schemas["PaymentStatus"]["enum"]),
        ("stores", "Seven stores"): len(schemas["Store"]["enum"]),
        ("payment-types", "Ten types"): len(schemas["PaymentDetailsRequest"]["oneOf"]),
        ("webhooks", "Thirteen types"): len(contract["webhooks"]),
        ("tokens", "93 characters"): schemas["Token"]["properties"]["id"]["maxLength"],
        ("reservation", "7 days"): contract["x-lifecycle"]["types"]["credit_card"]["deadline"]["days"],
    }
    words = {"six": 6, "Seven": 7, "Ten": 10, "Thirteen": 13}
    for (name, said), number in counts.items():
        assert said in changes[name]["then"]
        assert words.get(said.split()[0]) == number or said.split()[0] == str(number), name
    known = {value for schema in all_schemas(contract) for value in schema.get("enum", [])}
    known |= contract["x-error-catalog"]["codes"].keys() | schemas["PaymentDetails"]["discriminator"]["mapping"].keys()
    for name, old in (("payment-types", {"nanaco"}), ("status", set[str]()), ("errors", set[str]())):
        assert known & set(re.findall(r"`([a-z_]+)`", changes[name]["now"])) == old, name


def test_tables_name_known_choices(source: Callable[[str], Json]) -> None:
    """The tables of errors and of the life cycle refer to choices that exist."""
    choices = set(source("choices.yaml")["choices"])
    for table in ("errors.yaml", "lifecycle.yaml", "openapi.yaml"):
        text = (SPEC / table).read_text(encoding="utf-8")
        assert set(re.findall(r'"choice: ([a-z-]+)"', text)) <= choices, table


def test_patterns_mean_the_same_everywhere(contract: Json) -> None:
    """No look-around, no classes that engines read differently, both ends anchored."""
    patterns = [schema["pattern"] for schema in all_schemas(contract) if "pattern" in schema]
    assert len(patterns) >= 10
    for pattern in patterns:
        assert re.search(r"\(\?|\\[pPdDwWsSbBAzZ]", pattern) is None, pattern
        assert re.fullmatch(r"\^.*\$", pattern), pattern
        re.compile(pattern)


def test_objects_are_closed(contract: Json) -> None:
    """Only free data of the merchant and resources outside of this contract are open."""
    components = contract["components"]["schemas"]
    opened = [
        name
        for name, schema in components.items()
        if "properties" in schema and schema.get("additionalProperties") is not False
    ]
    assert opened == []


def test_links_lead_from_a_payment_to_what_may_follow(contract: Json, operations: dict[str, Json]) -> None:
    """Create, update and show lead to the other calls by the payment's id."""
    for name in ("createPayment", "updatePayment", "showPayment"):
        links = operations[name]["responses"]["200"]["links"]
        wanted = {"showPayment", "updatePayment", "capturePayment", "refundPayment", "createRefundRequest"}
        assert set(links) == (wanted | {"cancelPayment"}) - ({name} & {"showPayment"})
    for link in contract["components"]["links"].values():
        assert link["operationId"] in operations
        names = {"Payment": "payment_id", "Customer": "customer_id", "RefundRequest": "payment_id"}
        if "requestBody" not in link and link["operationId"] != "showEvent":
            (owner,) = {name for name in names if link["operationId"].endswith(name)}
            assert link["parameters"] == {names[owner]: "$response.body#/id"}


def test_a_page_of_events_leads_to_its_newest_one(contract: Json, operations: dict[str, Json]) -> None:
    assert list(operations["listEvents"]["responses"]["200"]["links"]) == ["showEvent"]
    assert contract["components"]["links"]["ShowEvent"]["parameters"] == {"event_id": "$response.body#/data/0/id"}


def test_a_token_leads_to_what_may_be_done_with_it(contract: Json, operations: dict[str, Json]) -> None:
    """It pays, or is stored with a new customer."""
    assert set(operations["createToken"]["responses"]["200"]["links"]) == {"createPayment", "createCustomer"}
    assert contract["components"]["links"]["StoreToken"]["requestBody"] == {"payment_details": "$response.body#/id"}


def test_every_operation_has_a_scenario(operations: dict[str, Json]) -> None:
    """At least one reply that succeeds is shown of each, so that it can be tried."""
    assert len(operations) == 16
    for name, operation in operations.items():
        replies = [reply for status, reply in operation["responses"].items() if status.startswith("2")]
        assert any(reply["content"]["application/json"]["examples"] for reply in replies), name


def test_links_lead_from_a_customer_to_a_payment(contract: Json, operations: dict[str, Json]) -> None:
    """And to the other calls; from a deleted one as well, to see that they are refused."""
    everywhere = {"createPayment", "showCustomer", "updateCustomer", "deleteCustomer"}
    missing = {
        "createCustomer": set[str](),
        "showCustomer": {"showCustomer"},
        "updateCustomer": {"updateCustomer"},
        "deleteCustomer": {"updateCustomer", "deleteCustomer"},
    }
    for name, absent in missing.items():
        assert set(operations[name]["responses"]["200"]["links"]) == everywhere - absent
    paying = contract["components"]["links"]["PayWithCustomer"]
    assert paying["requestBody"] == {"amount": 1000, "currency": "JPY", "customer": "$response.body#/id"}


def test_a_payment_is_made_with_details_or_with_a_customer(contract: Json, complaints: Any) -> None:
    """With exactly one of both."""
    schema = {"$ref": "#/components/schemas/PaymentCreate"}
    body = {"amount": 1000, "currency": "JPY"}
    assert complaints(schema, {**body, "payment_details": "tok_1"}) == []
    assert complaints(schema, {**body, "customer": "a"}) == []
    assert complaints(schema, body) != []
    assert complaints(schema, {**body, "payment_details": "tok_1", "customer": "a"}) != []


@pytest.mark.parametrize(
    ("address", "right"),
    [
        *((address, True) for address in ("1.0.0.0", "203.0.113.7", "255.255.255.255")),
        *((address, True) for address in ("::", "::1", "2001:db8::7", "1:2:3:4:5:6:7:8", "1::", "::ffff:203.0.113.7")),
        *((address, True) for address in ("1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "fe80::ABCD:0")),
        *((address, False) for address in ("", "1.2.3", "256.0.0.1", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 ", "a.b.c.d")),
        *(
            (address, False)
            for address in (":", ":::", "1:2", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "::g", "::1%lo")
        ),
    ],
)
def test_an_address_of_either_version_is_told_from_what_is_none(complaints: Any, address: str, right: bool) -> None:
    """As Python's own reader tells it."""
    assert (complaints({"$ref": "#/components/schemas/IpAddress"}, address) == []) is right
    try:
        ip_address(address)
    except ValueError:
        assert not right or "%" in address
    else:
        assert right or "%" in address


@pytest.mark.parametrize("name", ["customer_email", "browser_language", "browser_user_agent"])
def test_what_was_seen_of_a_browser_needs_its_address(complaints: Any, name: str) -> None:
    schema, seen = {"$ref": "#/components/schemas/FraudDetails"}, {name: "a@example.com"}
    assert complaints(schema, seen) != []
    assert complaints(schema, {**seen, "customer_ip": "::1"}) == []
    assert complaints(schema, {"customer_id": "7"}) == complaints(schema, {}) == []


def test_every_change_takes_an_idempotency_key(
    contract: Json, operations: dict[str, Json], resolve: Callable[[Json], Json]
) -> None:
    """The header of later versions, optional, on every POST and PATCH and nowhere else, not on a DELETE either."""
    takers = {
        name
        for name, operation in operations.items()
        if {"$ref": "#/components/parameters/IdempotencyKey"} in operation.get("parameters", [])
    }
    assert takers == {name for name in METHODS if not name.startswith(("list", "show", "delete"))}
    header = resolve({"$ref": "#/components/parameters/IdempotencyKey"})
    assert (header["name"], header["in"], header["x-role"]) == ("X-KOMOJU-IDEMPOTENCY", "header", "idempotency-key")
    assert header["schema"]["maxLength"] == 100
    assert not header.get("required")
    assert header["x-source"].startswith("later: ")
    assert "ignores it" in header["description"]


def test_every_list_can_be_read_to_its_end(operations: dict[str, Json], resolve: Callable[[Json], Json]) -> None:
    """Whatever answers with a page says by which parameters and members the next one is found."""
    walked = set()
    for name, operation in operations.items():
        reply = resolve(resolve(operation["responses"]["200"])["content"]["application/json"]["schema"])
        if "last_page" in reply.get("properties", {}):
            walked.add(name)
            said = {key: value for key, value in operation["x-pagination"].items() if key != "find"}
            assert said == {
                "page": "page",
                "per_page": "per_page",
                "items": "data",
                "last": "last_page",
                "total": "total",
            }
        else:
            assert "x-pagination" not in operation, name
    assert walked == {"listPayments", "listCustomers", "listEvents"}


def test_a_payment_is_found_again_by_its_order_number(operations: dict[str, Json], contract: Json) -> None:
    """By a filter of the list that is a member of its items too."""
    name = operations["listPayments"]["x-pagination"]["find"]
    assert name == "external_order_num"
    assert name in contract["components"]["schemas"]["Payment"]["properties"]
    assert contract["components"]["parameters"]["ExternalOrderNumFilter"]["name"] == name


def test_webhooks_carry_their_proof(contract: Json, resolve: Callable[[Json], Json]) -> None:
    """One webhook per event type, with three headers, the event as body, and no key."""
    assert list(contract["webhooks"]) == list(EVENTS)
    for name, item in contract["webhooks"].items():
        operation = item["post"]
        headers = [resolve(parameter)["name"] for parameter in operation["parameters"]]
        assert headers == ["X-Komoju-ID", "X-Komoju-Signature", "X-Komoju-Event"]
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        assert body == {"$ref": f"#/components/schemas/{EVENTS[name]}"}
        assert operation["security"] == []
    text = resolve({"$ref": "#/components/parameters/KomojuSignature"})["description"]
    assert "HMAC-SHA256" in text


def test_all_events_are_one_union(contract: Json) -> None:
    """The list of events holds it, and each type leads to its branch."""
    assert contract["x-events"] == {"$ref": "#/components/schemas/Event"}
    schemas = contract["components"]["schemas"]
    mapping = schemas["Event"]["discriminator"]["mapping"]
    assert {name: target.rpartition("/")[2] for name, target in mapping.items()} == EVENTS
    assert schemas["EventList"]["properties"]["data"]["items"] == contract["x-events"]


@documented(121)
def test_forms_nest_with_brackets(operations: dict[str, Json]) -> None:
    """Objects of a form are written in brackets."""
    nested = {"createPayment", "updatePayment", "createToken", "createCustomer", "updateCustomer"}
    for name in nested:
        form = operations[name]["requestBody"]["content"]["application/x-www-form-urlencoded"]
        assert form["encoding"]["payment_details"] == {"style": "deepObject", "explode": True}
        assert ("metadata" in form["encoding"]) == (name != "createToken")
