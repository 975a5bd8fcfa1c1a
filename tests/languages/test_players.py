"""The command tells what is missing, believes no player that stays silent, and installs only what is pinned."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.languages.__main__ import main
from tests.languages.match import played
from tests.languages.players import JAVAC, PAGE, PLAYERS, Player, verify_jars
from tests.languages.scenarios import scenarios
from tests.languages.workshop import SOURCES, NotMadeError, Workshop

LOCKS = [SOURCES / "typescript" / "package-lock.json", SOURCES / "lint" / "package-lock.json"]


def test_missing_toolchains_are_named_one_by_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert main(["lint", "typescript", "go", "java"]) == 1
    said = capsys.readouterr().out
    assert "typescript: Node.js 20 or newer is missing (Debian: nodejs)" in said
    assert "go: Go 1.25 or newer is missing" in said
    assert f"java: {JAVAC.name} is missing ({JAVAC.advice})" in said
    assert "lint: Node.js" in said


def test_the_page_names_the_versions_that_are_tried() -> None:
    said = dict(re.findall(r"([\w./@-]+)@v?(\d[\w.]*)", PAGE.read_text(encoding="utf-8")))
    package = json.loads((SOURCES / "typescript" / "package.json").read_text(encoding="utf-8"))
    tried = {**package["dependencies"], **package["devDependencies"]}
    generator = (SOURCES / "java" / "generator.lock").read_text(encoding="utf-8")
    said |= dict(re.findall(r"(\S+)==(\S+)", PAGE.read_text(encoding="utf-8")))
    tried |= dict(re.findall(r"(\S+)==(\S+)", generator))
    modules = (SOURCES / "go" / "go.mod").read_text(encoding="utf-8")
    tried |= dict(re.findall(r"(\S+) v(\d\S+)", modules))
    assert len(said) == 6
    for name, version in said.items():
        assert tried[name.partition("/cmd/")[0]] == version


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["cobol"])
    assert "there is no cobol" in capsys.readouterr().err


def test_what_a_player_does_not_tell_about_has_failed() -> None:
    program = 'import sys; print(\'{"scenario": "cancel", "failed": "no"}\'); sys.exit(\'it broke\')'
    found = played(Player("silent", lambda _: []), [sys.executable, "-c", program])

    assert found["cancel"] == "no"
    assert found.keys() == scenarios().keys()
    assert all("it broke" in str(said) for name, said in found.items() if name != "cancel")


def test_what_a_player_only_claims_has_failed() -> None:
    lines = "".join(json.dumps({"scenario": name, "failed": None}) + "\n" for name in scenarios())
    found = played(Player("boaster", lambda _: []), [sys.executable, "-c", f"print({lines.strip()!r})"])

    assert all(str(said).startswith("0 calls arrived instead of") for said in found.values())


def test_the_python_player_plays_as_a_program() -> None:
    player = PLAYERS["python"]

    assert set(played(player, player.prepare()).values()) == {None}


def test_a_jar_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    shop = Workshop("java", tmp_path)
    (shop.folder / "jars").mkdir(parents=True)
    (shop.folder / "jars" / "jackson-core-2.21.6.jar").write_bytes(b"something else")

    with pytest.raises(NotMadeError, match=r"jackson-core-2\.21\.6\.jar"):
        verify_jars(shop)


def test_a_stage_is_done_again_only_when_its_inputs_change(tmp_path: Path) -> None:
    shop, done, source = Workshop("java", tmp_path), [], tmp_path / "input"
    shop.folder.mkdir()
    for content in ("a", "a", "b", "b"):
        source.write_text(content, encoding="utf-8")
        shop.once("stage", [source], lambda: done.append(source.read_text(encoding="utf-8")))

    assert done == ["a", "b"]


def test_a_stage_that_fails_is_not_taken_for_done(tmp_path: Path) -> None:
    shop = Workshop("java", tmp_path)
    shop.folder.mkdir()
    for _ in range(2):
        with pytest.raises(NotMadeError, match="it broke"):
            shop.once(
                "stage",
                [shop.source / "pom.xml"],
                lambda: shop.run(sys.executable, "-c", "exit(1)", otherwise="it broke"),
            )


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.parent.name)
def test_locks_hold_hashes_and_no_addresses(lock: Path) -> None:
    found = {name: said for name, said in json.loads(lock.read_text(encoding="utf-8"))["packages"].items() if name}

    assert found
    assert all("integrity" in said and "resolved" not in said for said in found.values())


def test_the_page_names_the_pinned_versions() -> None:
    page = (SOURCES / "README.md").read_text(encoding="utf-8")
    modules = (SOURCES / "go" / "go.mod").read_text(encoding="utf-8")
    packages = json.loads((SOURCES / "typescript" / "package.json").read_text(encoding="utf-8"))
    pinned = {**packages["dependencies"], **packages["devDependencies"]}

    for name, version in re.findall(r"(github\.com/oapi-codegen/\S+?)(?:/cmd/\S+)?@(v[\d.]+)", page):
        assert f"{name} {version}" in modules
    for name, version in re.findall(r"(openapi-fetch|openapi-typescript|typescript)@([\d.]+)", page):
        assert pinned[name] == version
