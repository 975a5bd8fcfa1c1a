"""Lock files hold versions and hashes, and no addresses: each machine knows where it installs from."""

from itertools import chain

import pytest

from tests.values import ROOT

ROOMS = ("generated_client", "generator", "sandbox", "spec", "tests")
FILES = chain(ROOT.iterdir(), *((ROOT / room).rglob("*") for room in ROOMS))
ENDS = (".lock", "-lock.json", "go.sum")
LOCKS = [str(path.relative_to(ROOT)) for path in FILES if path.name.endswith(ENDS) and "node_modules" not in path.parts]


def test_every_kind_of_lock_is_looked_at() -> None:
    assert [end for end in ENDS if not any(name.endswith(end) for name in LOCKS)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "sha" in text or "h1:" in text
