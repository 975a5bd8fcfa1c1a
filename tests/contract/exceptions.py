"""Findings of schemathesis that are none, because the contract asks for that very answer: by error code, with a reason.

What a schema can say, the tool checks alone. Each row here is about what a schema cannot say, and each has to be met
in a run, or it is there for nothing. The judge has looked at every answer as well, and had nothing against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tests.contract.contract import catalogue


class Sent(Enum):
    """How the request was, as it went out."""

    VALID = "the document allows it"
    UNSAYABLE = "it was a form, and brackets cannot write what was drawn"


@dataclass(frozen=True)
class Excepted:
    """A finding that is dropped, where one of these codes came, or none, from one of these operations."""

    finding: str
    codes: tuple[str | None, ...]
    operations: tuple[str, ...]
    reason: str
    sent: Sent = Sent.VALID


DECLINED = "ServerError"
REFUSED = "RejectedPositiveData"
TAKEN = "AcceptedNegativeData"
CREATE, UPDATE = "createPayment", "updatePayment"
WITH_ID = (
    "showPayment",
    UPDATE,
    "capturePayment",
    "refundPayment",
    "cancelPayment",
    "createRefundRequest",
    "showCustomer",
    "updateCustomer",
    "deleteCustomer",
    "showEvent",
)
TOKENS = (CREATE, "createCustomer", "updateCustomer")
BODIES = (CREATE, UPDATE, "refundPayment", "createRefundRequest", "createToken", "createCustomer", "updateCustomer")
KEYED = tuple(dict.fromkeys([*BODIES, "capturePayment", "cancelPayment", "deleteCustomer"]))
BY_THE_PROCESSOR = "the payer's card or number is refused, which the catalogue answers with 502"
BY_ITS_STATE = "the state of the payment or its type does not allow it, which no schema knows"
BY_BRACKETS = "an empty object or a name with a bracket becomes another request in a form"

DECLINES = tuple(code for code, said in catalogue().items() if said["family"] == "payer")

EXCEPTIONS = (
    Excepted(DECLINED, ("card_declined",), (CREATE, UPDATE), BY_THE_PROCESSOR),
    Excepted(DECLINED, ("invalid_number",), (CREATE, UPDATE), BY_THE_PROCESSOR),
    Excepted(DECLINED, ("used_number",), (CREATE, UPDATE), BY_THE_PROCESSOR),
    Excepted(DECLINED, ("bad_verification_value",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(DECLINED, ("card_expired",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(DECLINED, ("exceeds_limit",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(DECLINED, ("insufficient_funds",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("card_declined",), (CREATE, UPDATE), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("invalid_number",), (CREATE, UPDATE), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("used_number",), (CREATE, UPDATE), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("bad_verification_value",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("card_expired",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("exceeds_limit",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("insufficient_funds",), (CREATE,), BY_THE_PROCESSOR),
    Excepted(REFUSED, ("fraudulent",), (CREATE,), "the payer's card is refused, here with 422"),
    Excepted(REFUSED, ("invalid_currency",), (CREATE,), "a type takes one currency only, and a token hides the type"),
    Excepted(REFUSED, ("invalid_parameter",), (CREATE,), "the total is over a limit, or the customer cannot pay"),
    Excepted(
        REFUSED, ("invalid_parameter",), ("refundPayment", "createRefundRequest"), "more is asked for than is left"
    ),
    Excepted(REFUSED, ("invalid_token",), TOKENS, "the token is unknown, used or too old"),
    Excepted(REFUSED, ("invalid_payment_type",), (UPDATE,), "a payment is continued with a card of its own type"),
    Excepted(REFUSED, ("not_capturable",), ("capturePayment",), BY_ITS_STATE),
    Excepted(REFUSED, ("not_cancellable",), ("cancelPayment",), BY_ITS_STATE),
    Excepted(REFUSED, ("not_refundable",), ("refundPayment", "createRefundRequest"), BY_ITS_STATE),
    Excepted(REFUSED, ("not_found",), WITH_ID, "an id that was drawn names nothing"),
    Excepted(REFUSED, ("unprocessable_entity",), KEYED, "a payment cannot be continued, or another call had this key"),
    Excepted(REFUSED, ("bad_request",), BODIES, BY_BRACKETS, Sent.UNSAYABLE),
    Excepted(REFUSED, ("invalid_parameter",), BODIES, BY_BRACKETS, Sent.UNSAYABLE),
    Excepted(
        TAKEN,
        (None, *DECLINES),
        BODIES,
        'a broken value became a valid one on the wire: in a form, 1 and "1" are the same',
    ),
)


def exception(finding: str, code: str | None, operation: str, sent: Sent) -> Excepted | None:
    """Find the row that lets this pass, if there is one."""
    rows = (row for row in EXCEPTIONS if (row.finding, row.sent) == (finding, sent))
    return next((row for row in rows if code in row.codes and operation in row.operations), None)
