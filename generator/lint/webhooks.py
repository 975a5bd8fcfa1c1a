"""Rules about webhooks."""

from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import object_of

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
    """Hold the webhooks and the union of all events, which `x-events` names, to each other."""
    union = facts.resolve(facts.document.get("x-events"))
    mapping = object_of(object_of(union.get("discriminator")).get("mapping"))
    for webhook in facts.webhooks:
        media = object_of(object_of(webhook.value.get("requestBody")).get("content")).get("application/json")
        model = object_of(object_of(media).get("schema")).get("$ref")
        if mapping.get(webhook.path) != model:
            yield webhook.pointer, f"the union of x-events does not lead from `{webhook.path}` to `{model}`"
    for name in mapping.keys() - {webhook.path for webhook in facts.webhooks}:
        yield "/x-events", f"there is no webhook `{name}`"
