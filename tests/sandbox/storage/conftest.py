"""The three places where a sandbox can keep its worlds."""

from pathlib import Path

import pytest


@pytest.fixture(params=["memory", "file", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """Name a place that is empty."""
    if request.param == "memory":
        return None
    if request.param == "file":
        return str(tmp_path / "with a space.sqlite")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres)])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a place that outlives the process."""
    if request.param == "file":
        return str(tmp_path / "with a space.sqlite")
    url: str = request.getfixturevalue("postgres_url")
    return url
