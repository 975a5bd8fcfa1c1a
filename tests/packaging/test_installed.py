"""The wheel at work in an environment that has nothing else: no checkout, no tools, no sandbox."""

from __future__ import annotations

import json
import re
import subprocess
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import komoju
import pytest
from komoju_sandbox.testing import RunningSandbox

from tests.packaging.conftest import Environment

PAY = """
import sys
from komoju import Komoju
from komoju.models import Konbini, KonbiniRequest

with Komoju(sys.argv[1], base_url=sys.argv[2]) as client:
    payment = client.payments.create(amount=1000, currency="JPY", payment_details=KonbiniRequest(store="lawson"))
    match payment.payment_details:
        case Konbini(receipt=receipt):
            print(payment.id, payment.status, receipt)
"""
WHERE = """
import json, importlib.metadata, komoju, komoju_sandbox.contract
print(json.dumps({
    "komoju": komoju.__file__,
    "version": komoju.__version__,
    "metadata": importlib.metadata.version("komoju"),
    "document": str(komoju_sandbox.contract.document_path()),
    "specs": [str(komoju.spec_path(f"komoju-v1{name}")) for name in (".json", ".yaml", "-3.0.json")],
}))
"""


def test_it_brings_httpx2_and_what_httpx2_needs(bare: Environment) -> None:
    """`pip` itself worked that out, from the wheel."""
    assert "httpx2" in bare.installed
    assert bare.installed.keys() <= {
        *("komoju", "httpx2", "httpcore2", "anyio", "idna", "h11", "certifi", "truststore", "typing_extensions"),
    }


def test_it_is_imported_from_the_wheel(bare: Environment) -> None:
    found = json.loads(bare.run(WHERE))

    site = bare.run("import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    assert found == {
        "komoju": f"{site}/komoju/__init__.py",
        "version": komoju.__version__,
        "metadata": komoju.__version__,
        "document": f"{site}/komoju/spec/komoju-v1.json",
        "specs": [f"{site}/komoju/spec/komoju-v1{name}" for name in (".json", ".yaml", "-3.0.json")],
    }


def test_it_takes_a_payment(bare: Environment) -> None:
    """The sandbox runs here, the client there."""
    with RunningSandbox() as sandbox:
        payment_id, status, receipt = bare.run(PAY, sandbox.secret_key, sandbox.base_url).split()
        assert (status, receipt.isdigit()) == ("authorized", True)
        assert sandbox.pay(payment_id)["status"] == "captured"


def served(base_url: str, path: str) -> int:
    """Ask the server of a base URL for a page; gives the status."""
    connection = HTTPConnection(urlsplit(base_url).netloc)
    connection.request("GET", path)
    with closing(connection), connection.getresponse() as reply:
        return reply.status


@pytest.mark.parametrize("way", ["command", "module"])
def test_with_the_extra_the_sandbox_starts_and_answers(full: Environment, way: str) -> None:
    """Nothing is asked of the checkout: the document is the one in the wheel."""
    script = str(full.folder / "bin" / "komoju-sandbox")
    start = {"command": [script], "module": [str(full.python), "-I", "-m", "komoju_sandbox"]}[way]
    with subprocess.Popen([*start, "--port", "0"], cwd=full.folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.fullmatch(r"KOMOJU sandbox listening on (http://127\.0\.0\.1:[0-9]+/api/v1)\n", line)
            assert found, line
            payment_id, status, _ = full.run(PAY, "komoju-mart", found[1]).split()
            assert status == "authorized"
            for page in ("/", "/docs", f"/ja/instructions/{payment_id}", "/sandbox/openapi.json"):
                assert served(found[1], page) == 200
        finally:
            process.kill()


def test_without_the_extra_the_command_says_what_to_install(bare: Environment) -> None:
    script = bare.folder / "bin" / "komoju-sandbox"
    done = subprocess.run([str(script)], cwd=bare.folder, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr == ("komoju-sandbox: its packages are missing. Install them: pip install 'komoju[sandbox]'\n")
