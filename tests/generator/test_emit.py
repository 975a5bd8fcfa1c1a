"""The emitted client: the same bytes everywhere, nothing left out in silence, and a new payment type for one file."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from generator.__main__ import main
from generator.bundle import Bundle, bundle
from generator.compare import files_below
from generator.emit import client as emitter
from generator.emit import upstream
from generator.emit.blocking import blocking
from generator.emit.upstream import EmitError
from generator.load import load_tree
from tests.values import ROOT


def bundled(spec: Path) -> Bundle:
    """Bundle a contract without a lint, as a test may want a broken one."""
    tree, errors = load_tree(spec)
    assert errors == []
    found, errors = bundle(tree)
    assert errors == []
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the real contract and the committed client to a folder with a blank in its name.

    Its translations stay behind: nothing is built from them, and a text that is edited has none yet.
    """
    copy = tmp_path / "a project"
    shutil.copytree(ROOT / "spec", copy / "spec", ignore=shutil.ignore_patterns("*.overlay.yaml"))
    shutil.copytree(ROOT / "generated_client", copy / "generated_client")
    return copy


def change(project: Path, file: str, old: str, new: str) -> None:
    path = project / "spec" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(project: Path, seed: str) -> None:
    """Build in an interpreter of its own, with its own order of sets."""
    code = "import sys, pathlib, generator.__main__ as g; sys.exit(g.main([], pathlib.Path(sys.argv[1])))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(project)], cwd=project.parent, env=environment, check=True)


def test_two_runs_in_different_folders_give_the_same_bytes_as_those_committed(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(project, other)
    run(project, "1")
    run(other, "2")

    for part in ("generated_client", "spec/dist"):
        assert files_below(project / part) == files_below(other / part) == files_below(ROOT / part)


def test_one_edited_description_fails_the_check_with_a_diff_of_the_document_and_of_the_client(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "payment_details/konbini.yaml", "What the payer needs at the till.", "What the till wants to see.")

    assert main(["--check"], project) == 1

    shown = capsys.readouterr().out
    assert "--- spec/dist/komoju-v1.yaml (committed)" in shown
    assert "--- generated_client/komoju/models/konbini.py (committed)" in shown
    assert '-    """What the payer needs at the till.' in shown
    assert '+    """What the till wants to see.' in shown


def test_an_edited_client_fails_the_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "generated_client" / "komoju" / "errors.py"
    path.write_text(path.read_text(encoding="utf-8").replace("'never'", "'always'").replace('"never"', '"always"'))
    (project / "generated_client" / "komoju" / "extra.py").write_text("")

    assert main(["--check"], project) == 1
    shown = capsys.readouterr().out
    assert "generated_client/komoju/extra.py: committed, but nothing builds it any more" in shown
    assert "generated_client/komoju/errors.py" in shown


def test_another_version_of_the_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upstream, "version", lambda _: "0.30.0")

    with pytest.raises(EmitError, match=r"openapi-python-client 0\.30\.0 is installed, .* written for 0\.29\.1"):
        upstream.check_version()


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("payment_details/konbini.yaml", "    expiry_days:\n", "    class:\n", "class: not a name"),
        ("payment_details/konbini.yaml", "    expiry_days:\n", "    to_dict:\n", "to_dict: not a name"),
        (
            "schemas/prepaid.yaml",
            "PrepaidCard:\n  type: object",
            "PrepaidCard:\n  type: widget",
            "cannot read the document",
        ),
    ],
)
def test_what_cannot_be_emitted_is_an_error_and_not_a_gap(
    project: Path, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    text = (project / "spec" / file).read_text(encoding="utf-8")
    (project / "spec" / file).write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(EmitError, match=message):
        emitter.emit_client(bundled(project / "spec"), tmp_path / "out")


def test_a_template_that_asks_for_what_is_not_there_fails(project: Path, tmp_path: Path) -> None:
    document = emitter.Document(bundled(project / "spec"))
    env = upstream.project(upstream.parse(document), tmp_path).env

    with pytest.raises(UndefinedError):
        env.from_string("{{ endpoint.nothing }}").render(endpoint={})


def test_no_template_of_the_library_ships(project: Path, tmp_path: Path) -> None:
    document = emitter.Document(bundled(project / "spec"))
    env = upstream.project(upstream.parse(document), tmp_path).env

    assert "model.py.jinja" not in env.list_templates()


def test_a_new_payment_type_takes_its_file_and_its_lines_in_the_registry(project: Path, tmp_path: Path) -> None:
    details = (project / "spec/payment_details/bit_cash.yaml").read_text(encoding="utf-8")
    renamed = details.replace("BitCash", "PayPay").replace("bit_cash", "paypay")
    (project / "spec/payment_details/paypay.yaml").write_text(renamed, encoding="utf-8")
    registry = project / "spec/payment_details/registry.yaml"
    lines = []
    for line in registry.read_text(encoding="utf-8").splitlines():
        lines.append(line)
        if "bit_cash.yaml" in line:
            lines.append(line.replace("bit_cash", "paypay").replace("BitCash", "PayPay"))
    registry.write_text("\n".join(lines), encoding="utf-8")

    out = tmp_path / "out"
    out.mkdir()
    emitter.emit_client(bundled(project / "spec"), out)

    program = (
        "from komoju.models import Payment, PaymentCreate, PayPay, PayPayRequest;"
        "assert type(Payment.view({'payment_details': {'type': 'paypay'}}).payment_details) is PayPay;"
        "made = PaymentCreate(amount=1, currency='JPY', payment_details=PayPayRequest(prepaid_number='1'));"
        "assert made.to_dict()['payment_details'] == {'type': 'paypay', 'prepaid_number': '1'}"
    )
    subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(out)}, check=True)


def test_texts_of_the_document_cannot_break_out_of_a_docstring(project: Path, tmp_path: Path) -> None:
    change(
        project,
        "payment_details/konbini.yaml",
        "What the payer needs at the till.",
        'Ends """ here \\ and there.',
    )
    out = tmp_path / "out"
    out.mkdir()
    emitter.emit_client(bundled(project / "spec"), out)

    source = (out / "komoju/models/konbini.py").read_text(encoding="utf-8")
    compile(source, "konbini.py", "exec")
    assert "Ends ''' here" in source


def test_the_blocking_twin_waits_where_the_other_one_awaits() -> None:
    source = (
        "from collections.abc import AsyncIterator, Awaitable, Callable\n"
        "import asyncio\nfrom ._runtime.async_http import AsyncHTTP\nfrom ._async_client import AsyncKomoju\n"
        "async def f(g: Callable[[int], Awaitable[Sheet[P, T]]]) -> AsyncIterator[T]:\n"
        "    async with await g(1) as x:\n        async for y in x:\n            await asyncio.sleep(1)\n"
    )
    assert (
        blocking("    " + source).strip()
        == (
            "from collections.abc import Iterator, Callable\n"
            "import time\nfrom ._runtime.http import HTTP\nfrom ._client import Komoju\n"
            "def f(g: Callable[[int], Sheet[P, T]]) -> Iterator[T]:\n"
            "    with g(1) as x:\n        for y in x:\n            time.sleep(1)\n"
        ).strip()
    )
