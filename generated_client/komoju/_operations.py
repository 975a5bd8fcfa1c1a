# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The operations of the contract."""

from __future__ import annotations

from typing import Final

from ._runtime.calls import Operation

LIST_PAYMENTS: Final = Operation("listPayments", "GET", "/payments")
CREATE_PAYMENT: Final = Operation("createPayment", "POST", "/payments", "X-KOMOJU-IDEMPOTENCY", 100)
SHOW_PAYMENT: Final = Operation("showPayment", "GET", "/payments/{payment_id}")
UPDATE_PAYMENT: Final = Operation(
    "updatePayment", "PATCH", "/payments/{payment_id}", "X-KOMOJU-IDEMPOTENCY", 100
)
CAPTURE_PAYMENT: Final = Operation(
    "capturePayment", "POST", "/payments/{payment_id}/capture", "X-KOMOJU-IDEMPOTENCY", 100
)
REFUND_PAYMENT: Final = Operation(
    "refundPayment", "POST", "/payments/{payment_id}/refund", "X-KOMOJU-IDEMPOTENCY", 100
)
CANCEL_PAYMENT: Final = Operation(
    "cancelPayment", "POST", "/payments/{payment_id}/cancel", "X-KOMOJU-IDEMPOTENCY", 100
)
CREATE_TOKEN: Final = Operation("createToken", "POST", "/tokens", "X-KOMOJU-IDEMPOTENCY", 100)
