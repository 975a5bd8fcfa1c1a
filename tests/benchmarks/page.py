"""The page that everybody decodes: a hundred payments of the ten types, made of the document's examples."""

from __future__ import annotations

import json
from typing import Any

from tests.values import document

PAYMENTS = 100


def one_of_each_type() -> dict[str, dict[str, Any]]:
    """Give a payment of each type, as an example of the document shows it."""
    shown = [example["value"] for example in document()["components"]["examples"].values()]
    payments = [value for value in shown if value.get("resource") == "payment"]
    found = {payment["payment_details"]["type"]: payment for payment in reversed(payments)}
    # Of some types the document shows a token only.
    for token in (value for value in shown if value.get("resource") == "token"):
        found.setdefault(token["payment_details"]["type"], {**payments[0], "payment_details": token["payment_details"]})
    return found


def page() -> bytes:
    """Return the page as it would come over the wire."""
    kinds = list(one_of_each_type().values())
    data = [{**kinds[number % len(kinds)], "id": f"{number:025}"} for number in range(PAYMENTS)]
    body = {"resource": "list", "total": PAYMENTS, "page": 1, "per_page": PAYMENTS, "last_page": 1, "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
