# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The operations of the contract."""

from __future__ import annotations

from typing import Final

from ._runtime.exchange import Operation

LIST_PAYMENTS: Final = Operation("listPayments", "GET", "/payments")
CREATE_PAYMENT: Final = Operation("createPayment", "POST", "/payments")
SHOW_PAYMENT: Final = Operation("showPayment", "GET", "/payments/{payment_id}")
UPDATE_PAYMENT: Final = Operation("updatePayment", "PATCH", "/payments/{payment_id}")
CAPTURE_PAYMENT: Final = Operation("capturePayment", "POST", "/payments/{payment_id}/capture")
REFUND_PAYMENT: Final = Operation("refundPayment", "POST", "/payments/{payment_id}/refund")
CANCEL_PAYMENT: Final = Operation("cancelPayment", "POST", "/payments/{payment_id}/cancel")
CREATE_TOKEN: Final = Operation("createToken", "POST", "/tokens")
