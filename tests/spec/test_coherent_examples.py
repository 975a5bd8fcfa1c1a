"""What is shown together agrees: examples keep the laws of all replies, and follow from the tables of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.contract.laws import of_item, of_list

Json = dict[str, Any]
Resolve = Callable[[Json], Json]


def shown(operations: dict[str, Json], resolve: Resolve) -> Iterator[tuple[str, str, Json]]:
    """Give every reply of a success that is shown, with its operation and its status."""
    for name, operation in operations.items():
        for status, response in operation["responses"].items():
            if status.startswith("2"):
                examples = resolve(response)["content"]["application/json"]["examples"]
                yield from ((name, status, resolve(example)["value"]) for example in examples.values())


def resources(reply: Json) -> list[Json]:
    """Give what a reply shows, what lists and events hold included."""
    items: list[Json] = reply["data"] if reply["resource"] == "list" else [reply]
    return [item["data"] if item["resource"] == "event" else item for item in items]


def test_shown_replies_keep_the_laws_of_replies(operations: dict[str, Json], resolve: Resolve) -> None:
    """Money adds up, the status agrees with the rest, refunds belong to their payment, pages count what they hold."""
    seen = 0
    for name, _, reply in shown(operations, resolve):
        assert list(of_list(reply) if reply["resource"] == "list" else of_item(reply)) == [], name
        seen += 1
    assert seen > 40


def test_shown_payments_stand_where_their_operation_leads(
    contract: Json, operations: dict[str, Json], resolve: Resolve
) -> None:
    """By status, type and HTTP status each is the end of a transition of the life cycle."""
    rows = contract["x-lifecycle"]["transitions"]
    led = {row["by"] for row in rows} & set(operations)
    notes = {("updatePayment", "200")}
    seen = 0
    for name, status, payment in shown(operations, resolve):
        if name not in led:
            continue
        ends = [
            row
            for row in rows
            if (row["by"], row["to"], str(row.get("http"))) == (name, payment["status"], status)
            and payment["payment_details"]["type"] in row["types"]
        ]
        assert ends or (name, status) in notes, f"{name} {status} shows {payment['status']}"
        seen += 1
    assert seen > 15


def test_shown_payments_follow_one_another_in_time(operations: dict[str, Json], resolve: Resolve) -> None:
    """Nothing is captured before it is made, and nothing expires before it could be paid."""
    seen = 0
    for name, _, reply in shown(operations, resolve):
        for item in resources(reply):
            if item["resource"] == "payment":
                captured, deadline = item["captured_at"], item["payment_deadline"]
                assert captured is None or captured >= item["created_at"], name
                assert deadline is None or deadline > item["created_at"], name
                assert None in (captured, deadline) or captured <= deadline, name
                seen += 1
    assert seen > 15


def test_what_a_shown_call_says_is_what_its_reply_shows(
    contract: Json, operations: dict[str, Json], resolve: Resolve
) -> None:
    """Every member that both have is the same, payment details included, but for a month that is shown as a number."""
    seen = 0
    for name in ("createPayment", "createCustomer", "updatePayment", "updateCustomer", "createToken"):
        calls = operations[name]["requestBody"]["content"]["application/json"]["examples"]
        replies = [
            reply["content"]["application/json"]["examples"]
            for reply in map(resolve, operations[name]["responses"].values())
        ]
        for scenario, call in calls.items():
            sent = resolve(call)["value"]
            reply = next(resolve(found[scenario])["value"] for found in replies if scenario in found)
            assert contradictions(sent, reply) == [], f"{name} {scenario}"
            seen += 1
    assert seen > 25


def contradictions(sent: Json, reply: Json) -> list[str]:
    """Name the members that differ; a token stands for details that the call does not show."""
    found: list[str] = []
    for name in sent.keys() & reply.keys():
        if isinstance(sent[name], dict) and isinstance(reply[name], dict):
            found += contradictions(sent[name], reply[name])
        elif name != "payment_details" and str(sent[name]).lstrip("0") != str(reply[name]).lstrip("0"):
            found.append(name)
    return found


def test_shown_scenarios_act_on_what_the_scenario_before_has_shown(
    operations: dict[str, Json], resolve: Resolve
) -> None:
    """What a link hands over from the reply before is what the call or the reply shows, of the same resource."""
    replies = {
        (name, example): (resolve(said), resolve(response))
        for name, operation in operations.items()
        for status, response in operation["responses"].items()
        if status.startswith("2")
        for example, said in resolve(response)["content"]["application/json"]["examples"].items()
    }
    seen: set[str] = set()
    for (name, example), (said, _) in replies.items():
        if "x-after" not in said:
            continue
        before, response = replies[said["x-after"]["operation"], said["x-after"]["example"]]
        links = [resolve(link) for link in response.get("links", {}).values()]
        link = next((link for link in links if link["operationId"] == name), None)
        if link is None:
            assert said["value"]["resource"] == "list", (name, example)
        elif "parameters" in link:
            handed = before["value"]["data"][0]["id"] if "data" in before["value"] else before["value"]["id"]
            assert handed == said["value"]["id"], (name, example)
        else:
            sent = resolve(operations[name]["requestBody"]["content"]["application/json"]["examples"][example])
            assert before["value"]["id"] in sent["value"].values(), (name, example)
        seen.add(name)
    assert seen == operations.keys() - {"createToken"}
