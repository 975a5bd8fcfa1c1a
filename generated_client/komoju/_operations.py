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
CREATE_REFUND_REQUEST: Final = Operation(
    "createRefundRequest",
    "POST",
    "/payments/{payment_id}/refund_request",
    "X-KOMOJU-IDEMPOTENCY",
    100,
)
CREATE_TOKEN: Final = Operation("createToken", "POST", "/tokens", "X-KOMOJU-IDEMPOTENCY", 100)
LIST_CUSTOMERS: Final = Operation("listCustomers", "GET", "/customers")
CREATE_CUSTOMER: Final = Operation(
    "createCustomer", "POST", "/customers", "X-KOMOJU-IDEMPOTENCY", 100
)
SHOW_CUSTOMER: Final = Operation("showCustomer", "GET", "/customers/{customer_id}")
UPDATE_CUSTOMER: Final = Operation(
    "updateCustomer", "PATCH", "/customers/{customer_id}", "X-KOMOJU-IDEMPOTENCY", 100
)
DELETE_CUSTOMER: Final = Operation("deleteCustomer", "DELETE", "/customers/{customer_id}")
LIST_EVENTS: Final = Operation("listEvents", "GET", "/events")
SHOW_EVENT: Final = Operation("showEvent", "GET", "/events/{event_id}")
