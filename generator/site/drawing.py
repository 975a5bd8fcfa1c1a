"""The life cycle as a drawing: statuses in rows from the first to the last, and lines that do not cross.

Statuses that a payment may pass through stand in rows by their distance from the start, two beside each other. Final
ones come below in the middle, each in a row of its own, so that lines from the left and from the right reach them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

START = "none"
WIDTH = 344
MIDDLE = WIDTH / 2
SIDE_WIDTH, MIDDLE_WIDTH = 96, 112
LINE, HEIGHT = 15, 34
GAP = 46
DOT = 7
LANE, FIRST_LANE = 24, 34
BEND = 9
MARGIN = 16.0
"""Measures of the drawing; on a narrow phone one of them is one pixel."""

Edges = dict[tuple[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class Box:
    """A status: the middle of its box, and its size."""

    name: str
    x: float
    y: float
    width: float
    height: float
    loops: tuple[str, ...]
    """What leads from it to itself."""

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Label:
    """The word at a line: where its text begins, is centred (`middle`) or starts (`start`)."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two statuses, by its corners, with its words."""

    ends: tuple[str, str]
    points: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]

    @property
    def path(self) -> str:
        """The line as SVG writes it, its corners rounded."""
        first, *between, last = self.points
        parts = [f"M{first[0]:g} {first[1]:g}"]
        for (x, y), before, after in zip(between, self.points, self.points[2:], strict=False):
            start, end = _near((x, y), before), _near((x, y), after)
            parts.append(f"L{start[0]:g} {start[1]:g}Q{x:g} {y:g} {end[0]:g} {end[1]:g}")
        return "".join([*parts, f"L{last[0]:g} {last[1]:g}"])


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it."""

    height: float
    boxes: list[Box]
    lines: list[Line]
    width: float = WIDTH


def draw(finals: Mapping[str, bool], moves: Iterable[tuple[str, str, str]]) -> Drawing:
    """Lay out statuses, each with whether it is final, and moves: from, to, and what leads there."""
    edges: Edges = defaultdict(list)
    for source, target, label in moves:
        if label not in edges[source, target]:
            edges[source, target].append(label)
    loops = {source: tuple(labels) for (source, target), labels in edges.items() if source == target}
    edges = {ends: labels for ends, labels in edges.items() if ends[0] != ends[1]}
    boxes: dict[str, Box] = {}
    top = MARGIN
    for row in _rows(finals, edges):
        height = max(DOT * 2 if name == START else HEIGHT + LINE * len(loops.get(name, ())) for name in row)
        boxes |= {name: _box(name, index, len(row), top, height, loops) for index, name in enumerate(row)}
        top += height + GAP
    lines = [_line(boxes, edges, ends) for ends in edges]
    return Drawing(top - GAP + 2, list(boxes.values()), lines)


def _rows(finals: Mapping[str, bool], edges: Edges) -> list[tuple[str, ...]]:
    ranks = dict.fromkeys([START, *finals], 0)
    for _ in finals:
        for source, target in edges:
            if not finals.get(source):
                ranks[target] = max(ranks[target], min(ranks[source] + 1, len(finals)))
    passing = [name for name in ranks if not finals.get(name)]
    rows: list[tuple[str, ...]] = []
    for rank in sorted({ranks[name] for name in passing}):
        level = [name for name in passing if ranks[name] == rank]
        rows += [tuple(level[start : start + 2]) for start in range(0, len(level), 2)]
    beside = {name for row in rows if len(row) > 1 for name in row}
    reached = {name: any(source in beside for source, target in edges if target == name) for name in finals}
    ends = sorted((name for name in finals if finals[name]), key=lambda name: reached[name])
    return [*rows, *((name,) for name in ends)]


def _box(name: str, index: int, beside: int, top: float, height: float, loops: Mapping[str, tuple[str, ...]]) -> Box:
    own = loops.get(name, ())
    if name == START:
        return Box(name, MIDDLE, top + height / 2, DOT * 2, DOT * 2, own)
    if beside == 1:
        return Box(name, MIDDLE, top + height / 2, MIDDLE_WIDTH, height, own)
    x = 2 + SIDE_WIDTH / 2
    own_height = HEIGHT + LINE * len(own)
    return Box(name, WIDTH - x if index else x, top + own_height / 2, SIDE_WIDTH, own_height, own)


def _line(boxes: Mapping[str, Box], edges: Edges, ends: tuple[str, str]) -> Line:
    source, target = boxes[ends[0]], boxes[ends[1]]
    words = edges[ends]
    if source.x == target.x:
        y = source.bottom + GAP / 2 + 4
        labels = [Label(text, source.x + 7, y + LINE * index, "start") for index, text in enumerate(words)]
        return Line(ends, ((source.x, source.bottom), (target.x, target.top)), tuple(labels))
    towards = 1 if target.x > source.x else -1
    if source.x == MIDDLE:
        start = (source.x + towards * source.width / 2, source.y)
        points = (start, (target.x, source.y), (target.x, target.top))
        return Line(ends, points, _along(words, start[0], target.x, source.y))
    targets = sorted((name for start, name in edges if start == ends[0]), key=lambda name: boxes[name].y)
    x = source.x + towards * (source.width / 2 - FIRST_LANE - LANE * targets.index(ends[1]))
    end = (target.x - towards * target.width / 2, target.y)
    return Line(ends, ((x, source.bottom), (x, target.y), end), _along(words, x, end[0], target.y))


def _along(words: list[str], start: float, end: float, y: float) -> tuple[Label, ...]:
    """Put words at a level line, the first one above it, the others below."""
    return tuple(
        Label(text, (start + end) / 2, y - 5 if index == 0 else y + LINE * index - 1, "middle")
        for index, text in enumerate(words)
    )


def _near(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Give the point of a line where the bend of its corner begins."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    share = min(BEND / max(abs(across), abs(down)), 0.5)
    return (corner[0] + across * share, corner[1] + down * share)
