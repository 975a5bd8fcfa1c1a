"""A package tells which document it was made from, so that two of them can be told apart."""

from __future__ import annotations

import hashlib

import komoju

from tests.values import ROOT, document


def test_the_stamp_is_the_version_and_the_hash_of_the_built_document() -> None:
    built = (ROOT / "spec" / "dist" / "komoju-v1.json").read_bytes()

    assert komoju.__contract__.version == document()["info"]["version"]
    assert komoju.__contract__.sha256 == hashlib.sha256(built).hexdigest()
    assert komoju.__contract__.version in repr(komoju.__contract__)
    assert "__contract__" in komoju.__all__
