"""The suite runs against any server that two environment variables name, whatever its clock says."""

from datetime import timedelta

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.contract.target import START, Target


def test_a_server_that_lives_in_another_year_is_judged_by_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMOJU_CLOCK", raising=False)
    with RunningSandbox(Settings(clock=START)) as sandbox:
        monkeypatch.setenv("KOMOJU_BASE_URL", sandbox.base_url)
        monkeypatch.setenv("KOMOJU_SECRET_KEY", sandbox.secret_key)
        target = Target.from_environment()

        assert target is not None
        assert abs(target.now() - START) < timedelta(hours=1)


def test_without_both_variables_the_suite_brings_its_own_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMOJU_SECRET_KEY", raising=False)
    monkeypatch.setenv("KOMOJU_BASE_URL", "https://sandbox.komoju.com/api/v1")

    assert Target.from_environment() is None
