"""From `spec/` to `spec/dist/` to `generated_client/`, one step per module.

load -> bundle -> lint -> lower to 3.0 -> emit client -> format -> compare or replace.
"""

__version__ = "0.1.0"
