"""The drawing of the life cycle: all of it is there, nothing lies on anything else."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from generator.pipe import Contract
from generator.site.drawing import START, Box, Drawing, Label, Line, draw
from generator.site.edition import Edition
from generator.site.lifecycle import transitions
from generator.site.words import LANGUAGES, read_words

Area = tuple[float, float, float, float]
FONT = 11
SHORT = {"a": False, "b": True}
FORK = {"left": False, "right": False, "done": False, "over": True}
SHAPES = {
    "one way": (SHORT, [(START, "a", "make"), ("a", "b", "end")]),
    "back to itself": (SHORT, [(START, "a", "make"), ("a", "a", "again"), ("a", "a", "once more"), ("a", "b", "end")]),
    "two beside each other": (
        FORK,
        [
            *((START, name, "make") for name in ("left", "right", "done")),
            *((name, "done", "pay") for name in ("left", "right")),
            *((name, "over", "stop") for name in ("left", "right", "done")),
        ],
    ),
}


def area(box: Box) -> Area:
    return (box.x - box.width / 2, box.top, box.x + box.width / 2, box.bottom)


def extent(label: Label) -> Area:
    """What a label covers; a Japanese character is as wide as it is high."""
    width = sum(FONT if ord(letter) > 0x2FFF else FONT * 0.602 for letter in label.text)
    left = label.x - width / 2 if label.anchor == "middle" else label.x
    return (left, label.y - FONT * 0.75, left + width, label.y + FONT * 0.2)


def meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def pieces(line: Line) -> Iterator[Area]:
    """The straight pieces of a line, as areas without a width."""
    for (x, y), (to_x, to_y) in itertools.pairwise(line.points):
        assert x == to_x or y == to_y, "a line that is neither level nor upright"
        yield (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def drawn(contract: Contract, language: str) -> Drawing:
    document = contract.translations.get(language, contract.bundle.document)
    moves = transitions(Edition(document, read_words(language)))
    finals = {name: bool(said["final"]) for name, said in document["x-lifecycle"]["statuses"].items()}
    return draw(finals, [(move.said["from"], move.said["to"], move.label) for move in moves])


def check(drawing: Drawing) -> None:
    """Nothing lies on anything else, and everything lies on the paper."""
    boxes = {box.name: area(box) for box in drawing.boxes}
    labels = [(label.text, extent(label)) for line in drawing.lines for label in line.labels]
    for (one, here), (other, there) in itertools.combinations([*boxes.items(), *labels], 2):
        assert not meet(here, there), (one, other)
    for line in drawing.lines:
        for piece in pieces(line):
            hit = {name for name, box in boxes.items() if meet(piece, box)}
            assert hit == set(), line.ends
            assert [text for text, covered in labels if meet(piece, covered)] == [], line.ends
    for one, other in itertools.combinations(drawing.lines, 2):
        if one.ends[0] != other.ends[0] and one.ends[1] != other.ends[1]:
            assert not any(meet(here, there) for here in pieces(one) for there in pieces(other)), (one.ends, other.ends)
    for left, top, right, bottom in [*boxes.values(), *(covered for _, covered in labels)]:
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_on_anything_else(contract: Contract, language: str) -> None:
    check(drawn(contract, language))


@pytest.mark.parametrize("shape", SHAPES)
def test_other_life_cycles_can_be_drawn_too(shape: str) -> None:
    finals, moves = SHAPES[shape]
    drawing = draw(finals, moves)
    check(drawing)
    assert {box.name for box in drawing.boxes} == {START, *finals}


def test_lines_beside_each_other_keep_their_distance(contract: Contract) -> None:
    """So that the eye can follow each of them."""
    uprights = [
        (piece, line.ends) for line in drawn(contract, "en").lines for piece in pieces(line) if piece[0] == piece[2]
    ]
    for (one, here), (other, there) in itertools.combinations(uprights, 2):
        if one[1] < other[3] and other[1] < one[3]:
            assert abs(one[0] - other[0]) >= 16, (here, there)


def test_every_transition_is_drawn(contract: Contract) -> None:
    """As a line from its status to the next, or as a loop of its status, with what leads there."""
    drawing = drawn(contract, "en")
    lines = {(line.ends, label.text) for line in drawing.lines for label in line.labels}
    loops = {((box.name, box.name), label) for box in drawing.boxes for label in box.loops}
    wanted = transitions(Edition(contract.bundle.document, read_words("en")))
    assert lines | loops == {((move.said["from"], move.said["to"]), move.label) for move in wanted}


def test_lines_begin_and_end_at_their_statuses(contract: Contract) -> None:
    drawing = drawn(contract, "en")
    boxes = {box.name: area(box) for box in drawing.boxes}
    for line in drawing.lines:
        for name, (x, y) in zip(line.ends, (line.points[0], line.points[-1]), strict=True):
            left, top, right, bottom = boxes[name]
            assert x in (left, right) or y in (top, bottom), line.ends
            assert left <= x <= right, line.ends
            assert top <= y <= bottom, line.ends
        assert line.path.startswith(f"M{line.points[0][0]:g} {line.points[0][1]:g}")
        assert line.path.endswith(f"L{line.points[-1][0]:g} {line.points[-1][1]:g}")


def test_a_phone_shows_it_unscaled(contract: Contract) -> None:
    """So that its smallest letters can be read."""
    assert drawn(contract, "en").width <= 360 - 16
