"""Where the programs play: the sandbox as `make sandbox` starts it, with the key of the documented calls."""

from generator.lint.forms import CUSTOMER_PAYS

ORIGIN = "http://127.0.0.1:8410"
BASE_URL = f"{ORIGIN}/api/v1"
KEY = "komoju-mart"
ID = "/id"
"""Where a reply has the id by which the sandbox knows a payment."""
CONTROLS = {CUSTOMER_PAYS: f"{ORIGIN}/sandbox/payments/{{}}/pay"}
"""The call that makes the sandbox do what happens outside the API, by its cause."""
ASIDE = "Only in the sandbox: the customer pays."
"""The comment on such a call."""
