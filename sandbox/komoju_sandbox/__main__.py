"""`python -m komoju_sandbox`."""

from __future__ import annotations

import sys

from komoju_sandbox.command import main

sys.exit(main())
