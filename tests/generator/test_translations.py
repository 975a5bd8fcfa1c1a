"""A contract may stand in other languages too: all of it, from the texts of today, by a plain OpenAPI Overlay."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.overlay import texts

if TYPE_CHECKING:
    from tests.generator.conftest import SmallContract

OVERLAY = "ja.overlay.yaml"
CARD = "payment_details/credit_card.yaml"
ACTIONS = "actions:\n"
NUMBER = '"target": "$.components.schemas.CreditCardRequest.properties.number"'
TILL = "Pay at the till."


def action_of(line: str) -> dict[str, Any]:
    """Read the action that a line of the overlay, or of a message, holds."""
    found: list[dict[str, Any]] = yaml.safe_load(line)
    return found[0]


def in_japanese(action: dict[str, Any]) -> str:
    """Write an action on a line of its own, with its texts translated: 「訳」 and what they were."""
    update = {key: f"訳: {text}" for key, text in action["update"].items()}
    return f"- {json.dumps(action | {'update': update}, ensure_ascii=False)}\n"


@pytest.fixture
def translated(small: "SmallContract") -> "SmallContract":
    """Give the small contract with a translation of all that it says."""
    head = "overlay: 1.0.0\ninfo: {title: A translation, version: 1.0.0}\nextends: dist/komoju-v1.json\n"
    said = [
        {"target": found.target, "x-english": found.digest, "update": found.english}
        for found in texts(small.contract().bundle.document)
    ]
    small.write(OVERLAY, head + ACTIONS + "".join(map(in_japanese, said)))
    return small


def line_of(contract: "SmallContract", part: str) -> str:
    """Give the one line of the overlay that a text stands in."""
    lines = (contract.spec / OVERLAY).read_text(encoding="utf-8").splitlines(keepends=True)
    (found,) = (line for line in lines if part in line)
    return found


def test_a_contract_without_overlays_has_no_translations(small: "SmallContract") -> None:
    """Nobody has to translate a contract."""
    assert small.contract().translations == {}


def test_a_translation_is_the_document_with_other_texts(translated: "SmallContract") -> None:
    """Each language has the whole document, and the document itself stays as it was."""
    contract = translated.contract()
    assert list(contract.translations) == ["ja"]
    assert contract.translations["ja"]["info"]["title"] == "訳: A small contract"
    assert contract.bundle.document["info"]["title"] == "A small contract"
    said = json.dumps(contract.translations["ja"], ensure_ascii=False)
    assert json.loads(said.replace("訳: ", "")) == contract.bundle.document
    assert said.count("訳: ") == sum(len(found.english) for found in texts(contract.bundle.document))


def test_the_built_document_does_not_know_of_translations(translated: "SmallContract") -> None:
    """An overlay is applied by those who want it."""
    assert OVERLAY in translated.contract().bundle.tree.documents
    assert "訳" not in json.dumps(translated.contract().bundle.document, ensure_ascii=False)


def test_texts_are_found_wherever_something_is_said(small: "SmallContract") -> None:
    """Titles, summaries and descriptions, and the words of the tables; never a value of the API."""
    document = small.contract().bundle.document
    document["x-wire"] = {"description": "How.", "depth": 8, "rules": {"one": "So.", "other": "So too."}}
    found = {said.target: said.english for said in texts(document)}
    assert found["$.paths['/payments'].post"] == {"summary": "Create a payment", "description": "Makes a payment."}
    assert found["$.components.schemas.PaymentCreate.oneOf[0]"] == {"description": "Paid in this way."}
    assert found["$.components.examples['payments-konbini-request']"] == {"summary": "A payment at the till"}
    assert found["$['x-error-catalog'].codes.not_found"] == {
        "meaning": "There is no such payment.",
        "advice": "Check the id.",
        "shopper": "Please contact us.",
    }
    assert found["$['x-error-catalog'].outside[0]"] == {"when": "The first call still runs."}
    assert found["$['x-choices'].choices.notes"].keys() == {"question", "choice", "reason"}
    assert found["$['x-later'].changes.keys"].keys() == {"topic", "then", "now", "advice"}
    assert found["$['x-wire']"] == {"description": "How."}
    assert found["$['x-wire'].rules"] == {"one": "So.", "other": "So too."}
    assert not [target for target in found if ".value" in target or target.endswith(".properties")]


def test_the_digest_is_that_of_the_texts(small: "SmallContract") -> None:
    """Whoever writes an overlay by other means can tell it too: SHA-256 of the texts as sorted JSON, 8 digits of it."""
    said = b'{"description": "Makes a payment.", "summary": "Create a payment"}'
    found = next(found for found in texts(small.contract().bundle.document) if "summary" in found.english)
    assert found.digest == hashlib.sha256(said).hexdigest()[:8]


def test_targets_say_every_name(small: "SmallContract") -> None:
    """Names with quotes, backslashes and blanks in them are written as JSONPath asks."""
    names = ["it's", "back\\slash", "a b", "ü", "0", "_x9"]
    document = small.contract().bundle.document
    document["x-later"] = {name: {"topic": "A."} for name in names}
    targets = [found.target for found in texts(document) if "topic" in found.english]
    assert targets == [
        *(r"$['x-later']['it\'s']", r"$['x-later']['back\\slash']", "$['x-later']['a b']", "$['x-later']['ü']"),
        *("$['x-later']['0']", "$['x-later']._x9"),
    ]


@dataclass(frozen=True)
class Break:
    """A change of a file that breaks a rule, and what the message has to say."""

    rule: str
    file: str
    old: str
    new: str
    says: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.new.strip() or 'without ' + self.old.strip()}"


FIRST = '- {"target": "$.info"'
BREAKS = [
    Break("overlay-form", OVERLAY, "overlay: 1.0.0", "overlay: 1.1.0", "1.0.0"),
    Break("overlay-form", OVERLAY, "extends: dist/komoju-v1.json", "extends: komoju.json", "dist/komoju-v1.json"),
    Break("overlay-form", OVERLAY, FIRST, f'- {{"target": "$.paths", "remove": true}}\n{FIRST}', "remove"),
    Break("overlay-form", OVERLAY, FIRST, '- {"to": "$.info"', "target"),
    Break("overlay-form", OVERLAY, '{"description": "訳: An example."}', '{"description": 7}', "7"),
    Break("overlay-form", OVERLAY, '"summary": "訳: Show a payment", ', '"summary": {"a": "訳"}, ', "訳"),
    Break(
        "untranslated", OVERLAY, '"summary": "訳: Show a payment", ', "", '`summary` is missing; translate "Show a p'
    ),
    Break("untranslated", CARD, "      description: The n", "      title: Number\n      description: The n", "`title`"),
    Break("overlay-target", OVERLAY, FIRST, '- {"target": "$.infos"', "`$.infos` selects 0 objects"),
    Break("overlay-target", OVERLAY, FIRST, '- {"target": "$.tags[*]"', "`$.tags[*]` selects 2 objects"),
    Break("overlay-target", OVERLAY, FIRST, '- {"target": "$.info["', "`$.info[` is no JSONPath"),
    Break("overlay-target", OVERLAY, FIRST, '- {"target": "$[?count(@)]"', "is no JSONPath"),
    Break("overlay-target", OVERLAY, FIRST, '- {"target": "$.paths"', "`$.paths` has no text"),
    Break("overlay-target", OVERLAY, FIRST, '- {"target": "$.info.title"', "`$.info.title` has no text"),
    Break("overlay-target", OVERLAY, '"$.servers[0]"', '"$.info"', "has an action already, on line 5"),
    Break("overlay-text", OVERLAY, '"訳: An example."', '"訳", "url": "訳"', "no text `url`"),
    Break("overlay-text", OVERLAY, '"訳: An example."', '"訳", "a/b~": "訳"', "the object has description"),
    Break("overlay-stale", "openapi.yaml", "An example.", "The example.", '"description": "The example."'),
    Break("overlay-stale", CARD, "Pay with a credit card.", "Pay by card.", "now; say the same, and write x-english: "),
    Break("overlay-code", OVERLAY, "Always `credit_card`", "Always `card`", "`credit_card` is missing"),
    Break("overlay-code", OVERLAY, "Always `credit_card`", "Always `credit_card` `x`", "`x` is not in the English"),
    Break("overlay-language", OVERLAY, "訳: Makes a payment.", "Makes a payment.", "nothing Japanese"),
]


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_rule_fires_on_the_line(translated: "SmallContract", broken: Break) -> None:
    """A translation that breaks a rule gets an error on its line of the overlay that says what to write."""
    changed = broken.new if broken.file == OVERLAY else ""
    translated.replace(broken.file, broken.old, broken.new)
    faults = [fault for fault in translated.faults() if fault.rule == broken.rule]
    assert faults, [str(fault) for fault in translated.faults()]
    assert any(broken.says in fault.message for fault in faults), [fault.message for fault in faults]
    lines = (translated.spec / OVERLAY).read_text(encoding="utf-8").splitlines()
    for fault in faults:
        assert fault.place.file == f"spec/{OVERLAY}"
        assert not changed or changed.split("\n")[0].strip(", ") in lines[fault.place.line - 1]


def test_actions_stand_in_the_order_of_the_document(translated: "SmallContract") -> None:
    """The one that stands too late is named, with the one that it belongs before."""
    first, second = line_of(translated, "$.servers[0]"), line_of(translated, "$.tags[0]")
    translated.replace(OVERLAY, first + second, second + first)
    (fault,) = translated.faults()
    assert (fault.rule, fault.place.line) == ("overlay-order", 7)
    assert fault.message == "write it before the action for $.tags[0], as in the document"


@pytest.mark.parametrize(
    ("part", "file"),
    [("$.info", "openapi.yaml"), ("$.tags[1]", "openapi.yaml"), (NUMBER, CARD), ("changes.keys", "later.yaml")],
)
def test_what_is_missing_is_told_as_the_line_to_add(translated: "SmallContract", part: str, file: str) -> None:
    """The error names the text; whoever translates the line of the message and puts it where it says is done."""
    gone = line_of(translated, part)
    translated.replace(OVERLAY, gone, "")
    (fault,) = translated.faults()
    assert fault.rule == "untranslated"
    assert fault.place.file == f"spec/{file}"
    where, _, line = fault.message.partition(": - ")
    added = in_japanese(action_of(f"- {line}"))
    assert added == gone
    before = where.partition("after the action for ")[2]
    above = line_of(translated, f'"{before}"') if before else ACTIONS
    translated.replace(OVERLAY, above, above + added)
    assert translated.faults() == []


def test_a_text_that_changed_is_done_with_the_digest_of_the_message(translated: "SmallContract") -> None:
    """Whoever has seen to the translation writes what the message says."""
    stale = line_of(translated, TILL)
    translated.replace("payment_details/konbini.yaml", TILL, "Pay in a shop.")
    (fault,) = translated.faults()
    digest = fault.message[-9:-1]
    translated.replace(OVERLAY, stale, stale.replace(action_of(stale)["x-english"], digest))
    assert translated.faults() == []


def test_other_languages_stand_beside_it(translated: "SmallContract") -> None:
    """A language of which the lint knows no letters may have any."""
    text = (translated.spec / OVERLAY).read_text(encoding="utf-8").replace("訳: ", "Fr: ")
    translated.write("fr.overlay.yaml", text)
    contract = translated.contract()
    assert {language: found["info"]["title"] for language, found in contract.translations.items()} == {
        "fr": "Fr: A small contract",
        "ja": "訳: A small contract",
    }


@pytest.mark.parametrize("value", ["7", "[]", "{}", "actions: 7", "null", "overlay: 1.0.0\nactions: [7]", "[[]]"])
def test_an_overlay_of_any_form_is_answered_with_places(small: "SmallContract", value: str) -> None:
    """Whatever stands in the file, the answer is a list of errors in it."""
    small.write(OVERLAY, f"{value}\n")
    faults = small.faults()
    assert {fault.rule for fault in faults} == {"overlay-form"}
    assert {fault.place.file for fault in faults} == {f"spec/{OVERLAY}"}


def test_the_same_input_gives_the_same_translation(translated: "SmallContract") -> None:
    """The order of the keys stays that of the document."""
    one, other = (json.dumps(translated.contract().translations) for _ in range(2))
    assert one == other
    assert list(json.loads(one)["ja"]) == list(translated.contract().bundle.document)


SPEC = Path(__file__).parents[2] / "spec"


def test_the_contract_is_in_japanese() -> None:
    """The real `spec/` has its overlay, which the lint holds to be whole."""
    assert (SPEC / OVERLAY).is_file()
