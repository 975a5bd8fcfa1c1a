"""The emitted webhooks and life cycle say what the document says, or the emitter says why they cannot."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from generator.bundle import bundle
from generator.emit.document import Document
from generator.emit.upstream import EmitError
from generator.emit.webhooks import later_statuses, webhooks_view
from generator.load import load_tree
from tests.values import ROOT

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def made() -> Document:
    """Bundle the real contract."""
    tree, _ = load_tree(ROOT / "spec")
    return Document(bundle(tree)[0])


def changed(made: Document, change: Change) -> Document:
    """Change a copy of the document."""
    root = copy.deepcopy(made.root)
    change(root)
    return Document(replace(made.bundle, document=root))


def test_every_webhook_has_its_model_and_every_header_its_constant(made: Document) -> None:
    view = webhooks_view(made)

    kinds = {"payment": "PaymentEvent", "customer": "CustomerEvent", "payout": "PayoutEvent", "ping": "PingEvent"}
    assert view.events == {name: kinds[name.partition(".")[0]] for name in made.root["webhooks"]}
    assert view.models == list(kinds.values())
    assert {header.constant: header.name for header in view.headers} == {
        "ID_HEADER": "X-Komoju-ID",
        "SIGNATURE_HEADER": "X-Komoju-Signature",
        "EVENT_HEADER": "X-Komoju-Event",
    }


def test_what_can_follow_a_status_is_followed_to_the_end(made: Document) -> None:
    later = later_statuses(made)

    assert list(later) == list(made.root["x-lifecycle"]["statuses"])
    assert later["authorized"] == ["captured", "refunded", "cancelled", "expired"]
    assert later["captured"] == ["refunded"]
    assert later["expired"] == []


def test_a_header_may_stand_in_the_webhook_itself(made: Document) -> None:
    header = {"name": "X-Komoju-Retry", "in": "header", "description": "How often it was tried."}

    view = webhooks_view(changed(made, lambda root: _webhook(root)["parameters"].append(header)))

    assert (view.headers[-1].constant, view.headers[-1].doc) == ("RETRY_HEADER", "How often it was tried.")


def _webhook(root: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = root["webhooks"]["payment.updated"]["post"]
    return found


CLASH = {"name": "X-Other-Event", "in": "header", "description": "Another one."}
CIRCLE = {"from": "refunded", "to": "authorized", "by": "deadline"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda root: _webhook(root)["parameters"].append(CLASH),
            "X-Other-Event and X-Komoju-Event would share the name EVENT_HEADER",
        ),
        (
            lambda root: _webhook(root)["requestBody"]["content"]["application/json"].update(schema={"type": "object"}),
            "payment.updated: the body of a webhook needs a component of its own",
        ),
        (lambda root: root.pop("webhooks"), "no webhook carries a PaymentEvent"),
    ],
)
def test_webhooks_that_cannot_be_emitted_are_an_error(made: Document, change: Change, message: str) -> None:
    with pytest.raises(EmitError, match=message):
        webhooks_view(changed(made, change))


def test_a_life_cycle_that_goes_in_a_circle_is_an_error(made: Document) -> None:
    with pytest.raises(EmitError, match="`authorized` can follow itself by way of others"):
        later_statuses(changed(made, lambda root: root["x-lifecycle"]["transitions"].append(CIRCLE)))
