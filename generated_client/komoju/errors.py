# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Everything that a call can raise, as one tree.

    KomojuError
    ├── ConfigurationError            the client cannot be made: no key, or a base URL that is none
    ├── ConnectionFailedError         no reply, and nothing can have happened
    ├── OutcomeUnknownError           the call was sent, and no readable reply came: look before you repeat it
    ├── DecodeError                   the reply does not have the documented shape
    │   └── PaginationError           the pages of a list do not add up
    ├── WebhookSignatureError         a delivery is not proved to come from KOMOJU
    └── APIError                      the service answered with an error
        ├── UnexpectedResponseError   the reply is not one of KOMOJU's, for example a proxy's page
        ├── InvalidRequestError
        │   ├── BadRequestError
        │   ├── NotFoundError
        │   ├── UnprocessableEntityError
        │   ├── InvalidPaymentTypeError
        │   ├── InvalidTokenError
        │   ├── InvalidCurrencyError
        │   ├── InvalidParameterError
        │   ├── MissingParameterError
        │   ├── NotRefundableError
        │   ├── NotCapturableError
        │   └── NotCancellableError
        ├── AuthenticationError
        │   ├── UnauthorizedError
        │   └── ForbiddenError
        ├── DeclinedError
        │   ├── FraudulentError
        │   ├── InsufficientFundsError
        │   ├── UsedNumberError
        │   ├── CardDeclinedError
        │   ├── InvalidPasswordError
        │   ├── BadVerificationValueError
        │   ├── ExceedsLimitError
        │   ├── CardExpiredError
        │   ├── InvalidNumberError
        │   └── InvalidAccountError
        └── ServiceError
            ├── RequestFailedError
            ├── InternalServerError
            ├── BadGatewayError
            ├── ServiceUnavailableError
            └── GatewayTimeoutError

A code that is not in this tree is raised as `APIError` itself, with `code` as it was sent. Whatever the error is,
`error.shopper` is a sentence that a shop may show its shopper.
"""

from __future__ import annotations

from typing import ClassVar, Final

from ._runtime.errors import (
    APIError,
    ConfigurationError,
    ConnectionFailedError,
    DecodeError,
    KomojuError,
    Outcome,
    OutcomeUnknownError,
    PaginationError,
    Retry,
    UnexpectedResponseError,
    WebhookSignatureError,
)

__all__ = [
    "BY_CODE",
    "APIError",
    "AuthenticationError",
    "BadGatewayError",
    "BadRequestError",
    "BadVerificationValueError",
    "CardDeclinedError",
    "CardExpiredError",
    "ConfigurationError",
    "ConnectionFailedError",
    "DeclinedError",
    "DecodeError",
    "ExceedsLimitError",
    "ForbiddenError",
    "FraudulentError",
    "GatewayTimeoutError",
    "InsufficientFundsError",
    "InternalServerError",
    "InvalidAccountError",
    "InvalidCurrencyError",
    "InvalidNumberError",
    "InvalidParameterError",
    "InvalidPasswordError",
    "InvalidPaymentTypeError",
    "InvalidRequestError",
    "InvalidTokenError",
    "KomojuError",
    "MissingParameterError",
    "NotCancellableError",
    "NotCapturableError",
    "NotFoundError",
    "NotRefundableError",
    "OutcomeUnknownError",
    "PaginationError",
    "RequestFailedError",
    "ServiceError",
    "ServiceUnavailableError",
    "UnauthorizedError",
    "UnexpectedResponseError",
    "UnprocessableEntityError",
    "UsedNumberError",
    "WebhookSignatureError",
]


class InvalidRequestError(APIError):
    """The call itself has to change before it can succeed."""


class AuthenticationError(APIError):
    """The API key is missing, unknown, or not allowed to make this call."""


class DeclinedError(APIError):
    """The payer's card, number or account was refused.

    Sending the same again asks the issuer again and can lock the card.
    """


class ServiceError(APIError):
    """The fault lies with the service or with a processor behind it."""


class BadRequestError(InvalidRequestError):
    """`bad_request`, HTTP 400.

    The request could not be read, for example broken JSON, broken brackets or a wrong encoding.

    Mend the encoding of the request. The typed client never sends such a body.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Mend the encoding of the request. The typed client never sends such a body."
    shopper = "We could not process this because of a fault on our side; nothing was charged for this attempt, so please try again later or contact us."


class UnauthorizedError(AuthenticationError):
    """`unauthorized`, HTTP 401.

    The API key is missing or unknown.

    Check the key and the host it belongs to.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Check the key and the host it belongs to."
    shopper = "We could not process this because of a fault on our side; nothing was charged for this attempt, so please try again later or contact us."


class RequestFailedError(ServiceError):
    """`request_failed`, HTTP 402.

    The payment failed for a reason that has no code of its own.

    Look the payment up by its external_order_num before anything else is tried.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "unknown"
    advice = "Look the payment up by its external_order_num before anything else is tried."
    shopper = "We could not confirm your payment, and it may have gone through; please contact us before you pay again."


class ForbiddenError(AuthenticationError):
    """`forbidden`, HTTP 403.

    The key is known, but it may not make this call. A publishable key only creates tokens.

    Make the call from the server with the secret key.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Make the call from the server with the secret key."
    shopper = "We could not process this because of a fault on our side; nothing was charged for this attempt, so please try again later or contact us."


class NotFoundError(InvalidRequestError):
    """`not_found`, HTTP 404.

    There is no such path, or no such resource for this key.

    Check the id, and that it was made with a key of the same merchant.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Check the id, and that it was made with a key of the same merchant."
    shopper = "We could not find what was asked for; nothing was charged for this attempt, so please contact us."


class UnprocessableEntityError(InvalidRequestError):
    """`unprocessable_entity`, HTTP 422.

    The request is well-formed, but cannot be done, such as a further prepaid card for a payment
    that is complete, or another request under an idempotency key that has been used.

    Read the payment and decide by its status. An idempotency key belongs to one request; take a new
    key for another.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Read the payment and decide by its status. An idempotency key belongs to one request; take a new key for another."
    shopper = "This step is not possible as things stand; please look at your order again, or contact us before you pay again."


class InvalidPaymentTypeError(InvalidRequestError):
    """`invalid_payment_type`, HTTP 422.

    The payment type is not one that the service offers.

    Use one of the types that the message lists.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Use one of the types that the message lists."
    shopper = "This way to pay is not available; nothing was charged for this attempt, so please choose another one."


class InvalidTokenError(InvalidRequestError):
    """`invalid_token`, HTTP 422.

    The token is unknown, was used before, or is older than its lifetime.

    Ask the customer for the payment details again and make a new token.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the customer for the payment details again and make a new token."
    shopper = "Your payment details can no longer be used; nothing was charged for this attempt, so please enter them again."


class InvalidCurrencyError(InvalidRequestError):
    """`invalid_currency`, HTTP 422.

    The currency is not offered, or not for this payment type.

    Charge in a currency that the payment type offers.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Charge in a currency that the payment type offers."
    shopper = "This way to pay does not take the currency of your order; nothing was charged for this attempt, so please choose another one or contact us."


class InvalidParameterError(InvalidRequestError):
    """`invalid_parameter`, HTTP 422.

    A value has the wrong type or format, or lies outside its limits, or the parameter is not known.

    Look at `param` and mend that value.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Look at `param` and mend that value."
    shopper = "Some of the details could not be accepted; nothing was charged for this attempt, so please check what you entered or contact us."


class MissingParameterError(InvalidRequestError):
    """`missing_parameter`, HTTP 422.

    A required value was not sent.

    Look at `param` and send that value.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Look at `param` and send that value."
    shopper = "Some of the details are missing; nothing was charged for this attempt, so please check what you entered or contact us."


class NotRefundableError(InvalidRequestError):
    """`not_refundable`, HTTP 422.

    The payment is not captured, or its type cannot be refunded in this way.

    Read the payment. Cash payments are refunded by hand.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Read the payment. Cash payments are refunded by hand."
    shopper = "This payment cannot be given back automatically; please contact us, so that we can refund you in another way."


class NotCapturableError(InvalidRequestError):
    """`not_capturable`, HTTP 422.

    Only an authorized card payment can be captured.

    Read the payment and decide by its status.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Read the payment and decide by its status."
    shopper = "We could not complete your payment; please contact us before you pay again."


class NotCancellableError(InvalidRequestError):
    """`not_cancellable`, HTTP 422.

    The payment is neither pending nor authorized, so there is nothing left to cancel.

    Refund it when it is captured.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Refund it when it is captured."
    shopper = (
        "This payment can no longer be cancelled; please contact us if you want your money back."
    )


class FraudulentError(DeclinedError):
    """`fraudulent`, HTTP 422.

    The payment was judged to be fraudulent.

    Do not try again with the same details and do not tell the payer why.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Do not try again with the same details and do not tell the payer why."
    shopper = "This payment could not be accepted; nothing was charged for this attempt, so please pay in another way or contact us."


class InternalServerError(ServiceError):
    """`internal_server_error`, HTTP 500.

    A fault on the side of the service.

    After a call that moves money, look the payment up before it is tried again.
    """

    retry: ClassVar[Retry] = "reads"
    outcome: ClassVar[Outcome] = "unknown"
    advice = "After a call that moves money, look the payment up before it is tried again."
    shopper = "We could not confirm your payment, and it may have gone through; please contact us before you pay again."


class BadGatewayError(ServiceError):
    """`bad_gateway`, HTTP 502.

    The processor gave an answer that could not be understood.

    After a call that moves money, look the payment up before it is tried again.
    """

    retry: ClassVar[Retry] = "reads"
    outcome: ClassVar[Outcome] = "unknown"
    advice = "After a call that moves money, look the payment up before it is tried again."
    shopper = "We could not confirm your payment, and it may have gone through; please contact us before you pay again."


class InsufficientFundsError(DeclinedError):
    """`insufficient_funds`, HTTP 502.

    There is not enough money on the card or the prepaid number.

    Ask the payer for another way to pay.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer for another way to pay."
    shopper = "There is not enough money on this card or number; nothing was charged for this attempt, so please use another one or pay in another way."


class UsedNumberError(DeclinedError):
    """`used_number`, HTTP 502.

    The prepaid number has been spent.

    Ask the payer for another number.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer for another number."
    shopper = "This number has been spent already; please use another one or pay in another way."


class CardDeclinedError(DeclinedError):
    """`card_declined`, HTTP 502.

    The issuer refused the card or number without giving a reason.

    Ask the payer for another way to pay.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer for another way to pay."
    shopper = "This card or number was declined; nothing was charged for this attempt, so please use another one, pay in another way or ask whoever issued it."


class InvalidPasswordError(DeclinedError):
    """`invalid_password`, HTTP 502.

    The password of the account is wrong.

    Ask the payer to type it again.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer to type it again."
    shopper = "The password is not right; nothing was charged for this attempt, so please check it and enter it again."


class BadVerificationValueError(DeclinedError):
    """`bad_verification_value`, HTTP 502.

    The security code of the card is wrong.

    Ask the payer to type it again.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer to type it again."
    shopper = "The security code of the card is not right; nothing was charged for this attempt, so please check it and enter it again."


class ExceedsLimitError(DeclinedError):
    """`exceeds_limit`, HTTP 502.

    The charge is over the limit of the card.

    Ask the payer for another way to pay.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer for another way to pay."
    shopper = "The amount is over the limit of this card; nothing was charged for this attempt, so please use another card, pay in another way or ask your bank."


class CardExpiredError(DeclinedError):
    """`card_expired`, HTTP 502.

    The card is past its expiry month.

    Ask the payer for another card.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer for another card."
    shopper = "This card has expired; nothing was charged for this attempt, so please use another card or pay in another way."


class InvalidNumberError(DeclinedError):
    """`invalid_number`, HTTP 502.

    There is no card or prepaid card with this number.

    Ask the payer to type it again.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer to type it again."
    shopper = "This number is not right; nothing was charged for this attempt, so please check it and enter it again."


class InvalidAccountError(DeclinedError):
    """`invalid_account`, HTTP 502.

    There is no such account.

    Ask the payer to type it again.
    """

    retry: ClassVar[Retry] = "never"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "Ask the payer to type it again."
    shopper = "This account could not be found; nothing was charged for this attempt, so please check it and enter it again."


class ServiceUnavailableError(ServiceError):
    """`service_unavailable`, HTTP 503.

    The service is down for maintenance.

    Try again later. After a call that moves money, look the payment up first.
    """

    retry: ClassVar[Retry] = "reads"
    outcome: ClassVar[Outcome] = "unknown"
    advice = "Try again later. After a call that moves money, look the payment up first."
    shopper = "The payment service is down for maintenance, and we could not confirm your payment; please contact us before you pay again."


class GatewayTimeoutError(ServiceError):
    """`gateway_timeout`, HTTP 504.

    The processor took too long. The service says that nothing was charged.

    The same call may be sent again.
    """

    retry: ClassVar[Retry] = "always"
    outcome: ClassVar[Outcome] = "nothing_processed"
    advice = "The same call may be sent again."
    shopper = "The payment took too long and was not charged; please try again."


BY_CODE: Final[dict[str, type[APIError]]] = {
    "bad_request": BadRequestError,
    "unauthorized": UnauthorizedError,
    "request_failed": RequestFailedError,
    "forbidden": ForbiddenError,
    "not_found": NotFoundError,
    "unprocessable_entity": UnprocessableEntityError,
    "invalid_payment_type": InvalidPaymentTypeError,
    "invalid_token": InvalidTokenError,
    "invalid_currency": InvalidCurrencyError,
    "invalid_parameter": InvalidParameterError,
    "missing_parameter": MissingParameterError,
    "not_refundable": NotRefundableError,
    "not_capturable": NotCapturableError,
    "not_cancellable": NotCancellableError,
    "fraudulent": FraudulentError,
    "internal_server_error": InternalServerError,
    "bad_gateway": BadGatewayError,
    "insufficient_funds": InsufficientFundsError,
    "used_number": UsedNumberError,
    "card_declined": CardDeclinedError,
    "invalid_password": InvalidPasswordError,
    "bad_verification_value": BadVerificationValueError,
    "exceeds_limit": ExceedsLimitError,
    "card_expired": CardExpiredError,
    "invalid_number": InvalidNumberError,
    "invalid_account": InvalidAccountError,
    "service_unavailable": ServiceUnavailableError,
    "gateway_timeout": GatewayTimeoutError,
}
"""The class of each documented code."""
