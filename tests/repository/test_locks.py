"""Lock files hold versions and hashes, and no addresses: each machine knows where it installs from."""

import subprocess

import pytest

from tests.values import ROOT

TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
LOCKS = [name for name in TRACKED if name.endswith((".lock", "-lock.json", "go.sum"))]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "sha" in text or "h1:" in text
