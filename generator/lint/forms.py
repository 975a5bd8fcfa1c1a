"""The forms of the extensions, as JSON Schemas. EXTENSIONS.md says what they mean."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
FLAG: dict[str, Any] = {"type": "boolean"}

IDEMPOTENCY_KEY = "idempotency-key"
"""The `x-role` of the header that carries an idempotency key."""
CUSTOMER_PAYS = "customer_pays"
"""The cause outside the API that may come between two scenarios."""


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Describe an object that has the first members, may have the others, and has no more."""
    return {
        "type": "object",
        "required": list(required),
        "properties": required | (optional or {}),
        "additionalProperties": False,
    }


def table(row: dict[str, Any]) -> dict[str, Any]:
    """Describe an object of rows, by name."""
    return {"type": "object", "additionalProperties": row}


def one_of(*words: str) -> dict[str, Any]:
    """Describe a text that is one of a few words."""
    return {"enum": list(words)}


ERRORS = closed(
    {
        "families": table(closed({"name": TEXT, "meaning": TEXT})),
        "codes": table(
            closed(
                {
                    "status": {"type": "integer", "minimum": 400, "maximum": 599},
                    "message": TEXT,
                    "param": one_of("none", "name"),
                    "family": TEXT,
                    "outcome": one_of("nothing_processed", "unknown"),
                    "retry": one_of("never", "reads", "always"),
                    "meaning": TEXT,
                    "advice": TEXT,
                    "shopper": TEXT,
                    "source": TEXT,
                }
            )
        ),
    },
    {
        "outside": {
            "type": "array",
            "items": closed({"status": WHOLE, "code": TEXT, "when": TEXT, "source": TEXT}),
        }
    },
)

TRANSITION = closed(
    {"from": TEXT, "by": TEXT, "to": TEXT, "event": TEXT, "types": TEXTS, "source": TEXT},
    {"http": WHOLE, "when": TEXT},
)
LIMITS = closed(
    {"currencies": {"oneOf": [{"const": "any"}, TEXTS]}, "source": TEXT},
    {
        "deadline": {
            "oneOf": [
                {"const": "none"},
                closed({"days": WHOLE, "until": one_of("end_of_day", "exact")}),
            ]
        },
        "expiry_days": FLAG,
        "total": closed({"minimum": WHOLE, "maximum": WHOLE}),
    },
)
LIFECYCLE: dict[str, Any] = {
    "type": "object",
    "required": ["statuses", "transitions", "refusals", "types"],
    "properties": {
        "statuses": table(closed({"final": FLAG, "meaning": TEXT, "source": TEXT})),
        "transitions": {"type": "array", "items": TRANSITION},
        "refusals": table(TEXT),
        "types": table(LIMITS),
        "told": table(closed({"event": TEXT, "source": TEXT})),
        "idempotency": closed({"hours": {"type": "integer", "minimum": 1}, "source": TEXT}),
    },
}

CHOICE = {"question": TEXT, "choice": TEXT, "reason": TEXT}
"""A choice also says either whose answers it touches, or why it touches none."""

ACTION = closed(
    {"target": TEXT, "x-english": TEXT, "update": {"type": "object", "minProperties": 1, "additionalProperties": TEXT}}
)
OVERLAY = closed(
    {
        "overlay": {"const": "1.0.0"},
        "info": closed({"title": TEXT, "version": TEXT}),
        "extends": {"const": "dist/komoju-v1.json"},
        "actions": {"type": "array", "minItems": 1, "items": ACTION},
    }
)
"""An OpenAPI Overlay that does nothing but to translate."""

FORMS: dict[str, dict[str, Any]] = {
    "x-source": TEXT,
    "x-errors": TEXTS | {"uniqueItems": True},
    "x-method": TEXT,
    "x-pagination": closed(
        {"page": TEXT, "per_page": TEXT, "items": TEXT, "last": TEXT, "total": TEXT},
        {"find": TEXT},
    ),
    "x-role": one_of(IDEMPOTENCY_KEY),
    "x-sensitive": one_of("number", "secret", "personal"),
    "x-after": closed({"operation": TEXT, "example": TEXT}, {"then": one_of(CUSTOMER_PAYS)}),
    "x-rests-on": table(TEXT),
    "x-rounding": one_of("half_up"),
    "x-test-numbers": {
        "type": "array",
        "items": closed({"value": TEXT, "outcome": TEXT}, {"brand": TEXT, "balance": WHOLE, "source": TEXT}),
    },
    "x-wire": closed(
        {
            "description": TEXT,
            "body_bytes": WHOLE,
            "depth": WHOLE,
            "keys": WHOLE,
            "rules": table(TEXT),
            "source": TEXT,
        }
    ),
    "x-events": closed({"$ref": TEXT}),
    "x-error-catalog": ERRORS,
    "x-lifecycle": LIFECYCLE,
    "x-choices": closed(
        {"choices": table({"oneOf": [closed(CHOICE | {"touches": TEXTS}), closed(CHOICE | {"beside": TEXT})]})}
    ),
    "x-later": closed({"changes": table(closed({"topic": TEXT, "then": TEXT, "now": TEXT, "advice": TEXT}))}),
}
