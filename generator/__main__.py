"""`python -m generator`: build `spec/dist/` and the client, or check what is committed.

`python -m generator diff` compares two documents, `python -m generator changelog` keeps spec/CHANGELOG.md, and
`python -m generator docs` writes the reference as a static site.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.bundle import Bundle
from generator.compare import differences, files_below, replace_folders, workbench, write_files
from generator.diff.command import COMMANDS
from generator.dist import dist_files
from generator.pipe import Contract, read_contract
from generator.places import SpecError

PROJECT = Path(__file__).resolve().parent.parent
DIST = "spec/dist"
CLIENT = "generated_client"


class BuildError(Exception):
    """The contract is sound, but something could not be built from it."""


def main(arguments: Sequence[str] | None = None, project: Path = PROJECT) -> int:
    """Run the generator on a project folder.

    Returns 0 when all is well, and 1 when the contract has faults, when something cannot be built
    or written, or when `--check` finds a difference. Wrong arguments end the program with 2.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words[:1] == ["docs"]:
        # Imported here, because it loads what only the site needs.
        from generator.site.command import docs_command

        return docs_command(words[1:], project)
    if words[:1] and words[0] in COMMANDS:
        return COMMANDS[words[0]](words[1:], project)
    options = _parser().parse_args(words)
    _progress(f"reading {project / 'spec'}")
    contract = read_contract(project / "spec")
    if not isinstance(contract, Contract):
        return _report(contract)
    try:
        with workbench(project) as bench:
            built = _build(contract, bench, only_dist=options.only_dist)
            return _check(project, built) if options.check else _replace(project, built, bench)
    except (OSError, BuildError) as error:
        _progress(f"nothing was written: {error}")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.add_argument(
        "--check",
        action="store_true",
        help="build elsewhere, compare with what is committed, and write nothing",
    )
    parser.add_argument("--only-dist", action="store_true", help=f"build {DIST} and leave the client alone")
    return parser


def _build(contract: Contract, bench: Path, *, only_dist: bool) -> dict[str, Path]:
    """Build into the workbench: the folder of the project -> where its new content lies."""
    dist = bench / "dist"
    write_files(dist, dist_files(contract.bundle.document, contract.lowered))
    built = {DIST: dist}
    if not only_dist:
        client = bench / "client"
        client.mkdir()
        _emit(contract.bundle, client)
        built[CLIENT] = client
    return built


def _emit(bundle: Bundle, folder: Path) -> None:
    # Imported here, because it loads openapi-python-client, which the other steps do without.
    from generator.emit import emit_client
    from generator.emit.upstream import EmitError

    _progress("writing the client")
    try:
        emit_client(bundle, folder)
    except EmitError as error:
        raise BuildError(str(error)) from error


def _check(project: Path, built: dict[str, Path]) -> int:
    changes = _changes(project, built)
    if not changes:
        _progress("what is committed is what the contract says")
        return 0
    _write(line for lines in changes.values() for line in lines)
    _write(["The built files differ from the contract. Run `python -m generator` and commit them."])
    return 1


def _replace(project: Path, built: dict[str, Path], bench: Path) -> int:
    changes = _changes(project, built)
    replace_folders({project / name: built[name] for name in changes}, bench)
    for name in built:
        _progress(f"{name}: {'written' if name in changes else 'unchanged'}")
    return 0


def _changes(project: Path, built: dict[str, Path]) -> dict[str, list[str]]:
    """Give the folders that differ from what is built, each with the lines of its diff."""
    diffs = {
        name: list(differences(files_below(project / name), files_below(folder), name))
        for name, folder in built.items()
    }
    return {name: lines for name, lines in diffs.items() if lines}


def _report(errors: Sequence[SpecError]) -> int:
    _write(str(error) for error in errors)
    _progress(f"faults in the contract: {len(errors)}; nothing was written")
    return 1


def _write(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _progress(message: str) -> None:
    sys.stderr.write(f"generator: {message}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
