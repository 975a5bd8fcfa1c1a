"""`python -m generator diff` and `changelog`: files and revisions, formats, exit statuses, versions, the page."""

from __future__ import annotations

import copy
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.diff import RULES
from generator.diff.sources import BUILT
from generator.yaml_text import yaml_text
from tests.generator.diff.documents import JSON, operation, parameter, read
from tests.values import ROOT

OLD: JSON = read(
    {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
)


def edited(version: str, **schema: object) -> JSON:
    """Give the old document with another version, and its schema with these parts."""
    found = copy.deepcopy(OLD)
    found["info"]["version"] = version
    found["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] |= schema
    return found


def breaking(version: str) -> JSON:
    return edited(version, required=[])


def safe(version: str) -> JSON:
    return edited(version, required=["a", "b"])


def reworded(version: str) -> JSON:
    return edited(version, description="A thing.")


class Repository:
    """A small git repository that builds a document."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "spec/dist").mkdir(parents=True)
        self.git("init", "-q")

    def git(self, *words: str) -> None:
        """Run git as somebody whom no settings of this machine reach."""
        who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
        subprocess.run(["git", *who, *words], cwd=self.folder, env=settings, check=True, capture_output=True)

    def build(self, document: JSON) -> None:
        """Write the built document."""
        (self.folder / BUILT).write_text(json.dumps(document), encoding="utf-8")

    def commit(self, document: JSON, tag: str = "") -> None:
        """Commit a document, and the page if there is one."""
        self.build(document)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "A document")
        if tag:
            self.git("tag", tag)

    @property
    def page(self) -> str:
        """Give the page of changes."""
        return (self.folder / "spec/CHANGELOG.md").read_text(encoding="utf-8")

    def run(self, *words: str) -> int:
        """Run the generator on the repository."""
        return main(words, self.folder)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "a project")


Files = Callable[[JSON, JSON], tuple[str, str]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def write(old: JSON, new: JSON) -> tuple[str, str]:
        names = str(tmp_path / "old.json"), str(tmp_path / "new.yaml")
        Path(names[0]).write_text(json.dumps(old), encoding="utf-8")
        Path(names[1]).write_text(yaml_text(new), encoding="utf-8")
        return names

    return write


@pytest.mark.parametrize(
    ("new", "options", "status"),
    [
        (OLD, [], 0),
        (OLD, ["--fail-on", "docs"], 0),
        (breaking("1.0.0"), [], 1),
        (breaking("1.0.0"), ["--fail-on", "none"], 0),
        (safe("1.0.0"), [], 0),
        (safe("1.0.0"), ["--fail-on", "risky"], 0),
        (safe("1.0.0"), ["--fail-on", "safe"], 1),
        (edited("1.0.0", properties={"a": {"type": "string"}}), ["--fail-on", "risky"], 1),
        (edited("1.0.0", properties={"a": {"type": "string"}}), ["--fail-on", "breaking"], 0),
        (breaking("2.0.0"), ["--check"], 0),
        (breaking("2.0.0"), ["--check", "--fail-on", "breaking"], 1),
        (breaking("1.9.0"), ["--check"], 1),
    ],
)
def test_the_exit_status_tells_how_grave_it_is(files: Files, new: JSON, options: list[str], status: int) -> None:
    assert main(["diff", *files(OLD, new), *options]) == status


@pytest.mark.parametrize(
    ("old", "change", "new", "fault"),
    [
        ("1.0.0", breaking, "2.0.0", ""),
        ("1.0.0", breaking, "1.1.0", "After 1.0.0, a breaking change needs version 2.0.0 at least"),
        ("1.2.3", safe, "1.3.0", ""),
        ("1.2.3", safe, "1.2.4", "After 1.2.3, a change of the contract needs version 1.3.0 at least"),
        ("1.2.3", reworded, "1.2.4", ""),
        ("1.2.3", reworded, "1.2.3", "After 1.2.3, other words needs version 1.2.4 at least"),
        ("0.1.2", breaking, "0.2.0", ""),
        ("0.1.2", breaking, "0.1.3", "needs version 0.2.0 at least, and info.version is 0.1.3. Before 1.0.0 a minor"),
        ("0.1.2", safe, "0.1.3", ""),
        ("0.1.2", safe, "0.1.2", "After 0.1.2, a change of the contract needs version 0.1.3 at least"),
        ("1.2.3", edited, "1.2.3", ""),
        ("1.2.3", edited, "1.10.0", ""),
        ("1.2.3", edited, "1.2.2", "The version goes back from 1.2.3 to 1.2.2."),
        ("1.2", edited, "1.2.2", "The version of a document has to be like 1.2.3, and one here is 1.2."),
    ],
)
def test_the_version_has_to_fit_what_changed(
    files: Files, capsys: pytest.CaptureFixture[str], old: str, change: Callable[[str], JSON], new: str, fault: str
) -> None:
    assert main(["diff", "--check", *files(edited(old), change(new))]) == (1 if fault else 0)
    assert fault in capsys.readouterr().err


def test_the_text_says_what_happened_where_and_what_to_do(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    new = edited("1.0.1", required=[], description="A thing.")
    new["paths"]["/other"] = operation()["paths"]["/things"]
    assert main(["diff", *files(OLD, new)]) == 1
    place = "GET /things: responses.200.content.application/json.schema"
    assert capsys.readouterr().out.splitlines() == [
        "1.0.0 -> 1.0.1: 1 breaking, 1 safe, 1 docs",
        "",
        f"breaking  response-property-required-removed  {place}",
        "  `a` may be missing now (in the reply of callThings (200)).",
        "  Be ready to read an object without it.",
        "",
        "safe  operation-added  GET /other",
        "  `callThings` is new (GET /other).",
        "  Nothing has to change; call it where it helps.",
        "",
        f"docs  words-changed  {place}",
        "  the words are different: `description`.",
        "  Read them again.",
    ]


def test_markdown_has_a_list_for_each_severity(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *files(parameter(), parameter(style="deepObject")), "--format", "markdown"]) == 1
    assert capsys.readouterr().out == (
        "# 1.0.0 to 1.0.0: 1 breaking\n\n## Breaking\n\n"
        "- `GET /things: parameters.0`: the parameter `page` is written in another way (in callThings). "
        "Write it in the new way. [parameter-style-changed]\n"
    )


def test_json_says_it_for_programs(files: Files, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *files(OLD, breaking("1.0.0")), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    place = "/paths/~1things/get/responses/200/content/application~1json/schema"

    assert found == {
        "old": "1.0.0",
        "new": "1.0.0",
        "counts": {"breaking": 1, "risky": 0, "safe": 0, "docs": 0},
        "changes": [
            {
                "rule": "response-property-required-removed",
                "severity": "breaking",
                "old": place,
                "new": place,
                "text": "`a` may be missing now",
                "advice": RULES["response-property-required-removed"].advice,
                "uses": ["the reply of callThings (200)"],
            }
        ],
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "is not readable as JSON: "),
        (b"[" * 100_000, "is not readable as JSON: "),
        (b"a: [", "is not readable as YAML: "),
        (b"a: 1\na: 2\n", "old.json:2 is not readable as YAML: "),
        (b"\xff", "is not readable as YAML: "),
        (b"[]", "is no OpenAPI document of version 3."),
        (b'{"swagger": "2.0"}', "is no OpenAPI document of version 3."),
        (b'{"openapi": "3.1.0", "paths": {"/a": {"$ref": "#/b"}}}', "has a reference to #/b, which is not in it."),
        (
            b'{"openapi": "3.1.0", "paths": {"/a": {"$ref": "a.json"}}}',
            "has a reference to a.json, which is not in it.",
        ),
        (b'{"openapi": "3.1.0", "x": ' + b"[" * 200 + b"]" * 200 + b"}", "is more than 100 levels deep."),
    ],
)
def test_a_document_that_cannot_be_read_is_told_in_a_sentence(
    files: Files, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    names = files(OLD, OLD)
    Path(names[0]).write_bytes(content)

    assert main(["diff", *names]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("name", ["komoju-v1.json", "komoju-v1.yaml", "komoju-v1-3.0.json"])
def test_what_this_project_builds_can_be_read(name: str) -> None:
    path = str(ROOT / "spec" / "dist" / name)

    assert main(["diff", path, path, "--fail-on", "docs"]) == 0


def test_a_reference_in_an_example_is_a_value(files: Files) -> None:
    assert main(["diff", *files(OLD, edited("1.0.0", example={"$ref": "nowhere"}))]) == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["v9.9.9"], "v9.9.9 is neither a file nor a revision of "),
        (["--", "--output=x"], "--output=x is neither a file nor a revision of "),
        (["HEAD~1"], f"There is no {BUILT} at HEAD~1."),
    ],
)
def test_a_revision_without_a_document_is_told(
    repository: Repository, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    repository.git("commit", "-q", "--allow-empty", "-m", "Nothing yet")
    repository.commit(OLD)

    assert repository.run("diff", *words) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("command", ["diff", "changelog"])
def test_a_folder_without_history_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command], tmp_path) == 2
    assert "git cannot tell about" in capsys.readouterr().err


def test_without_git_files_can_still_be_compared(
    files: Files, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")

    assert main(["diff", *files(OLD, OLD)]) == 0
    assert main(["diff", "v1.0.0"]) == 2
    assert "git is not installed" in capsys.readouterr().err


def test_wrong_arguments_exit_with_2(repository: Repository) -> None:
    with pytest.raises(SystemExit) as stopped:
        repository.run("diff", "--format", "pdf")
    assert stopped.value.code == 2


def test_a_revision_stands_for_the_document_built_there(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what is left out is what is built now."""
    repository.commit(OLD, "v0.3.0")
    repository.commit(safe("1.1.0"))
    repository.build(breaking("1.2.0"))

    assert repository.run("diff", "HEAD~1", "HEAD") == 0
    assert "1.0.0 -> 1.1.0: 1 safe" in capsys.readouterr().out
    assert repository.run("diff", "HEAD") == 1
    assert "1.1.0 -> 1.2.0: 2 breaking" in capsys.readouterr().out
    assert repository.run("diff") == 1
    assert "comparing spec/dist/komoju-v1.json with v0.3.0" in capsys.readouterr().err


def test_the_last_release_is_the_highest_version_that_leads_here(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit(OLD, "v0.9.0")
    repository.commit(safe("1.1.0"), "v0.10.0")
    for tag in ("nightly", "v1", "v2.0.0-rc.1"):
        repository.git("tag", tag)
    repository.git("checkout", "-q", "-b", "side")
    repository.commit(breaking("2.0.0"), "v2.0.0")
    repository.git("checkout", "-q", "-")

    assert repository.run("diff", "--check") == 0
    assert "with v0.10.0" in capsys.readouterr().err


def test_without_a_release_there_is_nothing_to_compare(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit(OLD)

    assert repository.run("diff", "--check") == 0
    assert "no release to compare with" in capsys.readouterr().err
    assert repository.run("changelog", "--check") == 1
    assert repository.run("changelog") == 0
    assert "\n## 1.0.0\n\nThe first version:\n\n- other: `callThings`\n" in repository.page
    assert repository.run("changelog", "--check") == 0


def test_a_clone_without_its_tags_does_not_pass_for_one_without_releases(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit(OLD)
    repository.run("changelog")
    repository.commit(OLD, "v0.1.0")
    repository.build(safe("1.1.0"))
    repository.run("changelog")
    repository.commit(safe("1.1.0"))
    assert repository.run("changelog", "--check") == 0

    repository.git("tag", "-d", "v0.1.0")
    assert repository.run("changelog") == 2
    assert "git fetch --tags" in capsys.readouterr().err

    shallow = tmp_path / "shallow"
    repository.git("clone", "-q", "--depth", "1", "--no-tags", f"file://{repository.folder}", str(shallow))
    assert main(["diff"], shallow) == 2
    assert "This clone is shallow" in capsys.readouterr().err


def test_the_page_tells_each_version_and_leaves_released_ones_alone(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit(OLD)
    repository.run("changelog")
    first = repository.page
    repository.commit(OLD, "v0.1.0")
    assert repository.run("changelog", "--check") == 0

    repository.build(safe("1.0.0"))
    assert repository.run("changelog") == 1
    assert "a change of the contract needs version 1.1.0 at least" in capsys.readouterr().err
    assert repository.page == first

    repository.build(safe("1.1.0"))
    assert repository.run("changelog", "--check") == 1
    assert "Run `python -m generator changelog` and commit it." in capsys.readouterr().err
    assert repository.run("changelog") == 0
    second = (
        "\n## 1.1.0\n\nSince 1.0.0.\n\n### Safe\n\n- `GET /things: responses.200.content.application/json.schema`: "
    )
    assert second in repository.page
    assert repository.page.endswith(first[first.index("## 1.0.0") :])

    # It grows on before it is released: its section is written anew, under its new version.
    repository.build(breaking("2.0.0"))
    assert repository.run("changelog") == 0
    assert "## 1.1.0" not in repository.page
    assert "## 2.0.0\n\nSince 1.0.0.\n\n### Breaking\n" in repository.page
    repository.commit(breaking("2.0.0"), "v0.2.0")
    released = repository.page
    assert repository.run("changelog", "--check") == 0
    assert repository.page == released


def test_other_words_alone_are_told_as_such(repository: Repository) -> None:
    repository.commit(OLD, "v0.1.0")
    repository.build(reworded("1.0.1"))

    assert repository.run("changelog") == 0
    assert "Since 1.0.0. Calls and replies are the same; only words changed.\n\n### Words\n" in repository.page
