"""Rules about the document in other languages: all of it is translated, from the texts of today, and nothing else."""

import json
import re

from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.overlay import ENGLISH, SUFFIX, Texts, Translation
from generator.places import Place, child

CODE = re.compile(r"`[^`]+`")
SCRIPTS = {"ja": ("Japanese", re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"))}
"""How languages are called, and what each text in one of them has at least once."""


def _place(facts: Facts, action: Translation, *below: str) -> Place:
    return facts.bundle.tree.place(action.language + SUFFIX, child(action.pointer, *below))


def _sound(facts: Facts) -> list[tuple[Translation, Texts]]:
    """Give the actions whose targets lead to texts, with these."""
    every = [action for actions in facts.translations.values() for action in actions]
    return [(action, action.texts) for action in every if action.texts is not None]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@rule("untranslated", "A page in two languages at once is read in neither.")
def untranslated(facts: Facts) -> Faults:
    """Ask every overlay for an action for every object with texts, and for every text of it."""
    for language, actions in facts.translations.items():
        by_pointer = {action.texts.pointer: action for action in actions if action.texts}
        where = "first"
        for texts in facts.texts:
            action = by_pointer.get(texts.pointer)
            if action is None:
                written = _json({"target": texts.target, ENGLISH: texts.digest, "update": texts.english})
                message = f"{language}{SUFFIX} has no action for it; write this with its texts translated, {where}"
                yield texts.pointer, f"{message}: - {written}"
            else:
                for key in texts.english.keys() - action.update.keys():
                    yield _place(facts, action, "update"), f"`{key}` is missing; translate {_json(texts.english[key])}"
            where = f"after the action for {texts.target}"


@rule("overlay-target", "A translation that leads nowhere, or to several places, is not read where it belongs.")
def overlay_target(facts: Facts) -> Faults:
    """Ask every target for exactly one object that says something, and one that no other action selects."""
    for language, actions in facts.translations.items():
        first: dict[str, Translation] = {}
        for action in actions:
            place = _place(facts, action, "target")
            if action.texts is None:
                yield place, f"{action.fault}; take the action away, or write the path of what it translates"
            elif first.setdefault(action.texts.pointer, action) is not action:
                line = facts.bundle.tree.place(language + SUFFIX, first[action.texts.pointer].pointer).line
                yield place, f"`{action.target}` has an action already, on line {line}; keep one of both"


@rule("overlay-text", "What an overlay adds holds for the readers of one language only.")
def overlay_text(facts: Facts) -> Faults:
    """Let an action change only texts that the object has."""
    for action, texts in _sound(facts):
        for key in action.update.keys() - texts.english.keys():
            message = f"there is no text `{key}` to be translated; the object has {', '.join(texts.english)}"
            yield _place(facts, action, "update", key), message


@rule("overlay-stale", "A translation of an older text says what is no longer true.")
def overlay_stale(facts: Facts) -> Faults:
    """Ask `x-english` for the digest of the English texts as they are now."""
    for action, texts in _sound(facts):
        if action.english != texts.digest:
            message = (
                f'the English says {_json(texts.english)} now; say the same, and write {ENGLISH}: "{texts.digest}"'
            )
            yield _place(facts, action, ENGLISH), message


@rule("overlay-code", "A name or a value that is translated is not found in the API.")
def overlay_code(facts: Facts) -> Faults:
    """Ask a translation for the same `code` marks as the English text, as often as each wants."""
    for action, texts in _sound(facts):
        for key in action.update.keys() & texts.english.keys():
            there, here = (set(CODE.findall(text)) for text in (texts.english[key], action.update[key]))
            place = _place(facts, action, "update", key)
            for mark in sorted(there - here):
                yield place, f"{mark} is missing; write it as it stands in {_json(texts.english[key])}"
            for mark in sorted(here - there):
                yield place, f"{mark} is not in the English text; write {', '.join(sorted(there)) or 'no code'}"


@rule("overlay-language", "A text that was only copied looks translated to every other rule.")
def overlay_language(facts: Facts) -> Faults:
    """Ask every translation for letters of its language."""
    for action, _ in _sound(facts):
        name, script = SCRIPTS.get(action.language, ("", None))
        for key, text in action.update.items():
            if script and not script.search(text):
                yield _place(facts, action, "update", key), f"there is nothing {name} in it; translate it"


@rule("overlay-order", "Who looks for a translation finds it where the text stands in the document.")
def overlay_order(facts: Facts) -> Faults:
    """Ask for the actions in the order of the document."""
    order = {texts.pointer: number for number, texts in enumerate(facts.texts)}
    for actions in facts.translations.values():
        last: Texts | None = None
        for action in actions:
            if last and action.texts and order[action.texts.pointer] < order[last.pointer]:
                yield _place(facts, action), f"write it before the action for {last.target}, as in the document"
            else:
                last = action.texts or last
