"""Rules about limits: numbers, lengths, counts and steps."""

from fractions import Fraction
from typing import Any

from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, change, shown, twin
from generator.diff.shape import Shape

TIGHTENED = twin(
    "limit-tightened",
    "`{key}` is {new} instead of {old}, so fewer values fit",
    (BREAKING, "Keep what is sent within the new limit."),
    (SAFE, "Nothing has to change; fewer values come."),
)
LOOSENED = twin(
    "limit-loosened",
    "`{key}` is {new} instead of {old}, so more values fit",
    (SAFE, "Nothing has to change; the further values may be sent."),
    (RISKY, "Make sure that there is room for the further values, such as in columns and on screens."),
)
STEP_CHANGED = twin(
    "multiple-changed",
    "values are multiples of {new} instead of {old}",
    (BREAKING, "Send multiples of the new number."),
    (RISKY, "Make sure that nothing rests on the old step."),
)

LOWER = ("minLength", "minItems", "minProperties")
UPPER = ("maxLength", "maxItems", "maxProperties")


def limits(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare every limit; one that is missing is no limit."""
    for key in (*LOWER, *UPPER):
        before, after = old.raw.get(key), new.raw.get(key)
        sign = 1 if key in LOWER else -1
        yield from _moved(old, new, direction, key, (before, after), (_rank(before, sign), _rank(after, sign)))
    for key, sign in (("minimum", 1), ("maximum", -1)):
        bounds = _bound(old.raw, key), _bound(new.raw, key)
        yield from _moved(
            old, new, direction, key, bounds, (_bound_rank(bounds[0], sign), _bound_rank(bounds[1], sign))
        )
    unique = old.raw.get("uniqueItems", False), new.raw.get("uniqueItems", False)
    yield from _moved(old, new, direction, "uniqueItems", unique, (int(unique[0]), int(unique[1])))
    yield from _steps(old, new, direction)


def _moved(
    old: Shape, new: Shape, direction: Direction, key: str, values: tuple[Any, Any], ranks: tuple[Any, Any]
) -> Changes:
    if ranks[0] == ranks[1]:
        return
    kind = TIGHTENED if ranks[1] > ranks[0] else LOOSENED
    yield change(kind[direction], old.node.place, new.node.place, key=key, old=_said(values[0]), new=_said(values[1]))


def _steps(old: Shape, new: Shape, direction: Direction) -> Changes:
    before, after = old.raw.get("multipleOf"), new.raw.get("multipleOf")
    if before == after:
        return
    if before is None or (after is not None and _divides(before, after)):
        kind, words = TIGHTENED, {"key": "multipleOf"}
    elif after is None or _divides(after, before):
        kind, words = LOOSENED, {"key": "multipleOf"}
    else:
        kind, words = STEP_CHANGED, {}
    yield change(kind[direction], old.node.place, new.node.place, old=_said(before), new=_said(after), **words)


def _divides(part: float, whole: float) -> bool:
    return Fraction(str(whole)) % Fraction(str(part)) == 0


def _rank(value: float | None, sign: int) -> float:
    """Order limits by how much they keep out; none keeps nothing out."""
    if value is None:
        return 0 if sign > 0 else float("-inf")
    return sign * value


def _bound(schema: dict[str, Any], key: str) -> tuple[Any, bool] | None:
    """Give the bound that keeps more out, and whether it is itself kept out."""
    exclusive = schema.get("exclusiveM" + key[1:])
    sign = 1 if key == "minimum" else -1
    if exclusive is True:  # as OpenAPI 3.0 writes it
        return (schema[key], True) if key in schema else None
    bounds: list[tuple[Any, bool]] = [(schema[key], False)] if key in schema else []
    if exclusive is not None and exclusive is not False:
        bounds.append((exclusive, True))
    return max(bounds, key=lambda bound: _bound_rank(bound, sign), default=None)


def _bound_rank(bound: tuple[Any, bool] | None, sign: int) -> tuple[float, bool]:
    return (float("-inf"), False) if bound is None else (sign * bound[0], bound[1])


def _said(value: Any) -> str:
    if value is None:
        return "no limit"
    if isinstance(value, tuple):
        return f"{shown(value[0])}, left out" if value[1] else shown(value[0])
    return shown(value)
