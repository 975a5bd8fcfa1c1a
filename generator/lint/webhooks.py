"""Rules about webhooks."""

from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import array_of, object_of

HEADERS = ("X-Komoju-ID", "X-Komoju-Signature", "X-Komoju-Event")


@rule("webhook-signature", "A receiver that does not know the signature trusts whoever calls it.")
def webhook_signature(facts: Facts) -> Faults:
    """Ask every webhook for the three headers, each required."""
    for webhook in facts.webhooks:
        parameters = facts.parameters(webhook)
        known = {p.get("name") for p in parameters if p.get("in") == "header" and p.get("required") is True}
        for name in HEADERS:
            if name not in known:
                yield webhook.pointer, f"{webhook.path} does not require the header {name}"


@rule("webhook-event", "A receiver branches on the type of the event, so all types have to be listed.")
def webhook_event(facts: Facts) -> Faults:
    """Hold the webhooks and the enum of event types to each other."""
    schemas = object_of(object_of(facts.document.get("components")).get("schemas"))
    written = array_of(object_of(schemas.get("PaymentEventType")).get("enum"))
    named = [webhook.path for webhook in facts.webhooks]
    for webhook in facts.webhooks:
        if webhook.path not in written:
            yield webhook.pointer, f"PaymentEventType has no `{webhook.path}`"
    for name in written:
        if name not in named:
            yield "/components/schemas/PaymentEventType", f"there is no webhook `{name}`"
