"""The package as a whole: what it imports and when, what it exports, and where it says that it comes from."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import komoju
import pytest
import yaml
from komoju import _stamp, errors, models

from tests.values import ROOT, document

PACKAGE = Path(komoju.__file__).parent
HEAVY = {"httpx2", "httpx", "httpcore2", "requests", "urllib3", "http.client", "ssl", "asyncio", "typing", "email"}


def loaded_after(code: str) -> set[str]:
    """Run code in an interpreter of its own and list the modules that it loaded."""
    setup = f"import sys; sys.path[:0] = {sys.path!r}; before = set(sys.modules)"
    program = f"{setup}; {code}; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_no_http_library_and_next_to_nothing_else() -> None:
    loaded = loaded_after("import komoju")

    assert not loaded & HEAVY
    assert loaded == {"__future__", "komoju", "komoju._stamp"}


def test_making_a_client_loads_no_http_library_either() -> None:
    assert not loaded_after("import komoju; komoju.Komoju('sk')") & {"httpx2", "ssl", "http.client"}


def test_preload_leaves_nothing_for_the_first_call() -> None:
    code = "import komoju; komoju.preload(); before |= set(sys.modules); komoju.Komoju('sk').payments"
    touched = f"{code}; komoju.models.Payment; komoju.errors"

    assert not {name for name in loaded_after(touched) if name.startswith(("komoju", "httpx2"))}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_that_it_is_generated_and_imports_only_the_standard_library_and_httpx2(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.startswith("# Generated from spec/ by `python -m generator`. Do not edit")
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module]
        for name in names:
            top = name.partition(".")[0]
            assert top in sys.stdlib_module_names or top == "httpx2", f"{path.name} imports {name}"


@pytest.mark.parametrize("module", [komoju, models, errors], ids=lambda module: module.__name__)
def test_everything_that_is_exported_exists(module: object) -> None:
    names = module.__all__
    assert len(names) == len(set(names))
    for name in names:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        attrgetter("Nonsense")(module)


def test_there_is_one_class_for_each_code_with_the_rules_of_the_catalogue() -> None:
    codes = document()["x-error-catalog"]["codes"]

    assert list(errors.BY_CODE) == list(codes)
    assert len({*errors.BY_CODE.values()}) == 28
    for code, row in codes.items():
        found = errors.BY_CODE[code]
        family = document()["x-error-catalog"]["families"][row["family"]]["name"]
        assert (found.retry, found.outcome, found.advice) == (row["retry"], row["outcome"], row["advice"])
        assert found.shopper == row["shopper"]
        assert issubclass(found, getattr(errors, f"{family}Error"))
        assert issubclass(found, errors.APIError)
    assert errors.BY_CODE["card_declined"] is errors.CardDeclinedError
    assert errors.BY_CODE["internal_server_error"] is errors.InternalServerError


def test_an_error_without_a_code_of_its_own_leaves_the_shopper_in_no_false_belief() -> None:
    for name in errors.__all__:
        found = getattr(errors, name)
        if isinstance(found, type) and found not in errors.BY_CODE.values():
            assert found.shopper == "We could not confirm your payment; please contact us before you pay again."


def test_the_tree_in_the_docstring_names_every_exception() -> None:
    drawn = {line.split("── ")[1].split()[0] for line in (errors.__doc__ or "").splitlines() if "── " in line}
    classes = {name for name in errors.__all__ if name not in {"BY_CODE", "KomojuError"}}

    assert drawn == classes


def test_the_stamp_names_the_document_that_the_package_was_made_from() -> None:
    built = (ROOT / "spec" / "dist" / "komoju-v1.json").read_bytes()

    assert hashlib.sha256(built).hexdigest() == komoju.__contract__.sha256
    assert document()["info"]["version"] == komoju.__contract__.version
    assert komoju.__version__ == _stamp.VERSION
    assert (PACKAGE / "py.typed").exists()


ONE_CALL = """
import asyncio, http.server, threading, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("content-length", "2"); self.end_headers(); self.wfile.write(b"{}")
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
asyncio.run(asyncio.sleep(0))
import komoju
komoju.preload()
before = set(sys.modules)
komoju.Komoju("sk", base_url=url).payments.show("x")
blocking = set(sys.modules) - before
async def call():
    async with komoju.AsyncKomoju("sk", base_url=url) as client:
        await client.payments.show("x")
asyncio.run(call())
print(sorted(blocking), sorted(set(sys.modules) - before))
"""


def test_after_preload_the_first_call_imports_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", ONE_CALL], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[] []"


def test_one_tls_context_serves_all_clients() -> None:
    from komoju._runtime.tls import context

    assert context() is context()


def test_it_tells_where_the_document_lies_that_it_was_generated_from() -> None:
    assert hashlib.sha256(komoju.spec_path().read_bytes()).hexdigest() == komoju.__contract__.sha256
    assert json.loads(komoju.spec_path("komoju-v1-3.0.json").read_bytes())["openapi"].startswith("3.0")
    assert yaml.safe_load(komoju.spec_path("komoju-v1.yaml").read_bytes()) == json.loads(
        komoju.spec_path().read_bytes()
    )
    with pytest.raises(FileNotFoundError, match=r"holds no document named komoju-v2\.json"):
        komoju.spec_path("komoju-v2.json")
