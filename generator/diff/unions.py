"""Rules about values that are one of several: the branches of a union, and the tags that tell them apart."""

from generator.diff.branches import alone, branches, called, mapping, match, retargeted, tag_name
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, change, rule, twin
from generator.diff.shape import Shape

BRANCH_ADDED = twin(
    "branch-added",
    "there is a further branch: {name}",
    (SAFE, "Nothing has to change; the further branch may be sent."),
    (BREAKING, "Be ready to read the further branch."),
)
BRANCH_REMOVED = twin(
    "branch-removed",
    "a branch is gone: {name}",
    (BREAKING, "Send one of the branches that are left."),
    (SAFE, "Nothing has to change; this branch no longer comes."),
)
UNION_ADDED = twin(
    "union-added",
    "the value has to be one of: {names}",
    (BREAKING, "Make sure that what is sent is exactly one of them."),
    (SAFE, "Nothing has to change; what comes is one of them."),
)
UNION_REMOVED = twin(
    "union-removed",
    "the value need not be one of these any more: {names}",
    (SAFE, "Nothing has to change; more may be sent."),
    (RISKY, "Be ready to read a value that is none of them."),
)
TAG_ADDED = twin(
    "tag-added",
    "`{tag}` is a further value of `{property}`, with members of its own",
    (SAFE, "Nothing has to change; the further kind may be sent."),
    (RISKY, "Make sure that an unknown `{property}` stops nothing, and decide what this one means."),
)
TAG_REMOVED = twin(
    "tag-removed",
    "`{tag}` is no longer a value of `{property}`",
    (BREAKING, "Stop sending this kind."),
    (SAFE, "Nothing has to change; this kind no longer comes."),
)
MAPPING_CHANGED = twin(
    "mapping-changed",
    "`{tag}` stands for {new} instead of {old}",
    (BREAKING, "Send what the tag stands for now."),
    (BREAKING, "Read what the tag stands for now."),
)
TAGGED_BY_ANOTHER = twin(
    "discriminator-changed",
    "`{new}` tells the branches apart instead of `{old}`",
    (BREAKING, "Send the member that tells them apart now."),
    (BREAKING, "Choose by the member that tells them apart now."),
)
TAGGED = rule(
    "discriminator-added",
    SAFE,
    "`{name}` tells the branches apart",
    "Nothing has to change; generated code can choose the branch by it.",
)
UNTAGGED = rule(
    "discriminator-removed",
    RISKY,
    "no member tells the branches apart any more, where `{name}` did",
    "Generate the code again and look at every place that chose by it.",
)


def unions(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare the branches, by their tags where both have them."""
    places = old.node.place, new.node.place
    before, after = (None if alone(old, new) else tag_name(side) for side in (old, new))
    if before is not None and after is not None:
        yield from _tagged(old, new, direction, before, after)
        return
    if before is not None or after is not None:
        kind, name = (UNTAGGED, before) if after is None else (TAGGED, after)
        yield change(kind, *places, name=name)
    sides = branches(old, new), branches(new, old)
    if bool(sides[0]) != bool(sides[1]):
        kinds, names = (UNION_ADDED, sides[1]) if sides[1] else (UNION_REMOVED, sides[0])
        yield change(kinds[direction], *places, names=", ".join(called(node) for node in names))
        return
    found = match(*sides)
    for node in found.gone:
        yield change(BRANCH_REMOVED[direction], node.place, None, name=called(node))
    for node in found.come:
        yield change(BRANCH_ADDED[direction], None, node.place, name=called(node))


def _tagged(old: Shape, new: Shape, direction: Direction, before: str, after: str) -> Changes:
    places = old.node.place, new.node.place
    if before != after:
        yield change(TAGGED_BY_ANOTHER[direction], *places, old=before, new=after)
    tags = mapping(old), mapping(new)
    for kind, names in ((TAG_REMOVED, tags[0].keys() - tags[1]), (TAG_ADDED, tags[1].keys() - tags[0])):
        for tag in names:
            yield change(kind[direction], *places, tag=tag, property=after)
    for tag in tags[0].keys() & tags[1]:
        was, now = tags[0][tag], tags[1][tag]
        if retargeted(was, now):
            yield change(MAPPING_CHANGED[direction], *places, tag=tag, old=called(was), new=called(now))
