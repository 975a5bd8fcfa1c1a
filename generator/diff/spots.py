"""Name places and uses in a few words that a person reads at a glance."""

from generator.places import keys_of


def spot(pointer: str) -> str:
    """Name a place: `Payment.tax`, or `POST /payments: requestBody`."""
    keys = keys_of(pointer)
    if keys[:1] == ["components"] and len(keys) > 2:
        return _joined(keys[2], keys[3:])
    if keys[:1] in (["paths"], ["webhooks"]) and len(keys) > 1:
        method = f"{keys[2].upper()} " if len(keys) > 2 and keys[0] == "paths" else ""
        below = _joined("", keys[3:])
        return f"{method}{keys[1]}{': ' + below if below else ''}"
    return _joined("", keys) or "the document"


def _joined(name: str, keys: list[str]) -> str:
    """Join keys by points. A member of an object needs no word for that; items are written as brackets."""
    names = False
    for key in keys:
        if not names and key == "items":
            name += "[]"
        elif names or key != "properties":
            name += f".{key}"
        names = not names and key == "properties"
    return name.strip(".")


def reach(uses: tuple[str, ...]) -> str:
    """Say where a change is met: ` (in the body of createPayment and 2 more)`."""
    if not uses:
        return ""
    first, *others = uses
    more = f" and {len(others)} more" if others else ""
    return f" (in {first}{more})"
