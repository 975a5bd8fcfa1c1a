"""`python -m generator`: builds, checks, replaces, and says what is wrong."""

import ast
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from generator.__main__ import PROJECT, main
from generator.bundle import Bundle
from generator.compare import differences, files_below, replace_folders
from generator.emit.upstream import EmitError

if TYPE_CHECKING:
    from tests.generator.conftest import SmallContract

NAMES = ["komoju-v1-3.0.json", "komoju-v1.json", "komoju-v1.yaml"]


def built(small: "SmallContract") -> dict[str, bytes]:
    """Build the small contract and read what came out."""
    assert main(["--only-dist"], small.project) == 0
    return files_below(small.spec / "dist")


def test_build_writes_the_documents(small: "SmallContract") -> None:
    """`spec/dist/` holds the document in YAML and JSON and the twin, and nothing else."""
    files = built(small)
    assert sorted(files) == NAMES
    for data in files.values():
        assert data.endswith(b"\n")
        assert not data.endswith(b"\n\n")
    assert json.loads(files["komoju-v1.json"])["openapi"] == "3.1.0"
    assert json.loads(files["komoju-v1-3.0.json"])["openapi"] == "3.0.3"
    assert files["komoju-v1.yaml"].startswith(b"# Generated")


def test_build_then_check_is_clean(small: "SmallContract", capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing differs right after a build, and standard output stays empty."""
    built(small)
    assert main(["--only-dist", "--check"], small.project) == 0
    assert capsys.readouterr().out == ""


def test_build_is_the_same_in_another_folder(small: "SmallContract", tmp_path: Path) -> None:
    """The bytes do not depend on where the project lies."""
    other = tmp_path / "other"
    shutil.copytree(small.spec, other / "spec")
    assert main(["--only-dist"], other) == 0
    assert files_below(other / "spec/dist") == built(small)


def test_check_shows_a_diff(small: "SmallContract", capsys: pytest.CaptureFixture[str]) -> None:
    """One edited description gives a readable diff, the command to run, and changes nothing."""
    before = built(small)
    small.replace("payment_details/konbini.yaml", "Pay at the till.", "Pay in a shop.")
    capsys.readouterr()
    assert main(["--only-dist", "--check"], small.project) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "--- spec/dist/komoju-v1.yaml (committed)" in lines
    assert "+++ spec/dist/komoju-v1.yaml (built)" in lines
    assert "-      description: Pay at the till." in lines
    assert "+      description: Pay in a shop." in lines
    assert "python -m generator" in lines[-1]
    assert files_below(small.spec / "dist") == before


def test_check_names_missing_and_stale_files(small: "SmallContract", capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not committed, and one that nothing builds, are named."""
    built(small)
    (small.spec / "dist/komoju-v1.json").unlink()
    small.write("dist/old.json", "{}")
    capsys.readouterr()
    assert main(["--only-dist", "--check"], small.project) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "spec/dist/komoju-v1.json: not committed yet" in lines
    assert "spec/dist/old.json: committed, but nothing builds it any more" in lines


def test_long_diffs_are_cut() -> None:
    """A file that changed everywhere does not flood the screen."""
    old = "".join(f"{number}\n" for number in range(500)).encode()
    lines = list(differences({"a": old}, {"a": old.replace(b"1", b"x")}, "dist"))
    assert len(lines) == 61
    assert lines[-1].endswith("more lines in dist/a")


def test_bytes_without_a_visible_difference_are_named() -> None:
    """Line ends count: the text looks the same, the file is not."""
    lines = list(differences({"a": b"x\r\n"}, {"a": b"x\n"}, "dist"))
    assert lines == ["dist/a: the bytes differ, the text does not"]


def test_build_removes_stale_files(small: "SmallContract") -> None:
    """What nothing builds any more is gone after a build."""
    small.write("dist/old.json", "{}")
    assert sorted(built(small)) == NAMES


def test_unchanged_folder_is_not_touched(small: "SmallContract") -> None:
    """A second build keeps the files, so that their times and readers are left alone."""
    built(small)
    before = (small.spec / "dist/komoju-v1.json").stat()
    built(small)
    assert (small.spec / "dist/komoju-v1.json").stat() == before


def test_faults_are_printed_and_nothing_is_written(small: "SmallContract", capsys: pytest.CaptureFixture[str]) -> None:
    """One line per fault on standard output, exit code 1, and the old tree as it was."""
    before = built(small)
    small.replace("schemas/payment.yaml", "minimum: 0", "minimun: 0")
    small.replace("links.yaml", "Id: showPayment", "Id: readPayment")
    capsys.readouterr()
    assert main(["--only-dist"], small.project) == 1
    keyword = "a schema has no `minimun` in this contract; did you mean `minimum`?"
    assert capsys.readouterr().out.splitlines() == [
        "spec/examples/payments/paid.yaml:3: after-link: no link leads from the reply of createPayment to showPayment",
        "spec/links.yaml:1: link-operation: there is no operation `readPayment`",
        f"spec/schemas/payment.yaml:30: unknown-keyword: {keyword}",
    ]
    assert files_below(small.spec / "dist") == before
    assert sorted(path.name for path in small.project.iterdir()) == ["spec"]


def test_progress_goes_to_standard_error(small: "SmallContract", capsys: pytest.CaptureFixture[str]) -> None:
    """Progress can be seen, and standard output can be piped."""
    assert main(["--only-dist"], small.project) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "spec/dist: written" in captured.err


def test_wrong_arguments_exit_with_2(small: "SmallContract") -> None:
    """Wrong usage is told apart from a wrong contract."""
    with pytest.raises(SystemExit) as stopped:
        main(["--bogus"], small.project)
    assert stopped.value.code == 2


def test_failed_replacement_puts_everything_back(tmp_path: Path) -> None:
    """When one folder cannot be replaced, those before it come back, and the error is told."""
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        (folder / "file").write_text("old")
    bench = tmp_path / "bench"
    (bench / "new").mkdir(parents=True)
    with pytest.raises(OSError, match="missing"):
        replace_folders({first: bench / "new", second: bench / "missing"}, bench)
    assert (first / "file").read_text() == "old"
    assert (second / "file").read_text() == "old"


def test_refusing_file_system_is_told(
    small: "SmallContract", capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full or read-only is a message and exit code 1, and the old tree stays."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = built(small)
    small.replace("payment_details/konbini.yaml", "Pay at the till.", "Pay in a shop.")
    monkeypatch.setattr("generator.__main__.replace_folders", refuse)
    assert main(["--only-dist"], small.project) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert files_below(small.spec / "dist") == before


class FakeEmitter(ModuleType):
    """Stands for `generator.emit`: writes one module, or refuses."""

    def __init__(self, refusal: str = "") -> None:
        super().__init__("generator.emit")
        self.refusal = refusal

    def emit_client(self, bundle: Bundle, directory: Path) -> None:
        """Write the title of the document into a module."""
        (directory / "komoju").mkdir()
        (directory / "komoju/title.py").write_text(bundle.document["info"]["title"])
        if self.refusal:
            raise EmitError(self.refusal)


def test_client_is_replaced_as_a_whole(small: "SmallContract", monkeypatch: pytest.MonkeyPatch) -> None:
    """The client is built beside the old one and takes its place, stale modules and all."""
    monkeypatch.setitem(sys.modules, "generator.emit", FakeEmitter())
    client = small.project / "generated_client"
    (client / "komoju").mkdir(parents=True)
    (client / "komoju/stale.py").write_text("old")
    assert main([], small.project) == 0
    assert files_below(client) == {"komoju/title.py": b"A small contract"}
    assert main(["--check"], small.project) == 0
    (client / "komoju/title.py").write_text("edited by hand")
    assert main(["--check"], small.project) == 1


def test_failed_client_leaves_everything_untouched(
    small: "SmallContract", monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When the client cannot be emitted, neither it nor `spec/dist/` changes, and nothing is left over."""
    monkeypatch.setitem(sys.modules, "generator.emit", FakeEmitter("no such template"))
    client = small.project / "generated_client"
    client.mkdir()
    (client / "old.py").write_text("old")
    assert main([], small.project) == 1
    assert "no such template" in capsys.readouterr().err
    assert files_below(client) == {"old.py": b"old"}
    assert sorted(p.name for p in small.project.iterdir()) == ["generated_client", "spec"]
    assert not (small.spec / "dist").exists()


def test_runs_from_any_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The project is found by the generator's own place; what is committed is up to date."""
    monkeypatch.chdir(tmp_path)
    assert main(["--only-dist", "--check"]) == 0, capsys.readouterr().out


def test_generator_knows_neither_client_nor_sandbox() -> None:
    """The generator reads the contract, not what is made from it."""
    for path in (PROJECT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"komoju", "komoju_sandbox"}, path
