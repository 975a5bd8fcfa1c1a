"""How much is tried, and with which seed: the one place that decides it.

`make test` tries a little, and the same each time. `python -m tests.contract` says what it wants by these variables.
"""

from __future__ import annotations

import os

from hypothesis import settings

EXAMPLES_VARIABLE = "KOMOJU_CONTRACT_EXAMPLES"
SEED_VARIABLE = "KOMOJU_CONTRACT_SEED"
RECORDS_VARIABLE = "KOMOJU_CONTRACT_RECORDS"
"""Names the folder for what the runs of schemathesis leave; without it, that is gone with the tests."""
USUAL_EXAMPLES = 100
FEW_EXAMPLES = 50
"""For `make test`, where a property is not the only one that would catch a fault."""

EXAMPLES = int(os.environ.get(EXAMPLES_VARIABLE, FEW_EXAMPLES))
"""How many examples a property has that says nothing else. All other numbers grow and shrink with it."""
SEED = int(os.environ.get(SEED_VARIABLE, 1))
"""What schemathesis draws follows from it."""
IS_SEEDED = SEED_VARIABLE in os.environ
"""Whether what hypothesis draws follows from it too, and not from the property alone."""


def examples(usual: int, least: int = 1) -> int:
    """Give the number of examples for a property that usually has that many.

    It has a least number where a test counts what the examples met.
    """
    return max(least, usual * EXAMPLES // USUAL_EXAMPLES)


def load_profile() -> None:
    """Let hypothesis try that much, in every room: the same cases each time, unless a seed is given."""
    settings.register_profile(
        "effort", max_examples=EXAMPLES, derandomize=not IS_SEEDED, database=None, deadline=None, print_blob=True
    )
    settings.load_profile("effort")
