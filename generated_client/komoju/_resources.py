# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The resources of the API and their calls. The blocking twin of this module is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from ._operations import (
    CANCEL_PAYMENT,
    CAPTURE_PAYMENT,
    CREATE_PAYMENT,
    CREATE_TOKEN,
    LIST_PAYMENTS,
    REFUND_PAYMENT,
    SHOW_PAYMENT,
    UPDATE_PAYMENT,
)
from ._runtime.codecs import (
    CHOICE,
    INTEGER,
    TEXT,
    TIMESTAMP,
)
from ._runtime.exchange import prepare
from ._runtime.model import Model, OptionalField
from ._runtime.pages import Pages, Sheet
from ._runtime.unset import UNSET, Unset
from .models.common import Currency, Locale
from .models.payment import (
    Payment,
    PaymentCreate,
    PaymentList,
    PaymentRefund,
    PaymentStatus,
    PaymentUpdate,
)
from .models.payment_details import PaymentDetailsRequest
from .models.prepaid import PrepaidContinuation
from .models.token import Token, TokenCreate

if TYPE_CHECKING:
    from ._runtime.http import HTTP

__all__ = [
    "Payments",
    "Tokens",
]


class ListPaymentsQuery(Model):
    """The query of `listPayments`."""

    __slots__ = ()

    page: OptionalField[int] = OptionalField(INTEGER)
    per_page: OptionalField[int] = OptionalField(INTEGER)
    start_time: OptionalField[datetime] = OptionalField(TIMESTAMP)
    end_time: OptionalField[datetime] = OptionalField(TIMESTAMP)
    currency: OptionalField[Currency] = OptionalField(CHOICE)
    external_order_num: OptionalField[str] = OptionalField(TEXT)
    status: OptionalField[PaymentStatus] = OptionalField(CHOICE)


class Payments:
    """Take a payment, follow it, and give the money back."""

    def __init__(self, http: HTTP) -> None:
        self._http = http

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        per_page: int | Unset = UNSET,
        start_time: datetime | Unset = UNSET,
        end_time: datetime | Unset = UNSET,
        currency: Currency | Unset = UNSET,
        external_order_num: str | Unset = UNSET,
        status: PaymentStatus | Unset = UNSET,
        timeout: float | None = None,
    ) -> Pages[PaymentList, Payment]:
        """List payments.

        Shows the payments of the merchant, newest first, page by page. Filters are joined by and. A
        page past the last one is empty.

        Source: documented: Pagination

        Args:
            page: Which page to show. The first page is 1. Default: 1.
            per_page: How many payments a page holds, at most 100. Default: 10.
            start_time: Show payments made at this moment or later.
            end_time: Show payments made at this moment or earlier.
            currency: Show payments in this currency only. Allowed values: JPY, USD, EUR, TWD,
                KRW.
            external_order_num: Show payments with exactly this order number.
            status: Show payments in this status only. Allowed values: pending, authorized,
                captured, refunded, cancelled, expired.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            ForbiddenError
            InvalidParameterError
            InternalServerError
            ServiceUnavailableError

        """

        def fetch(number: int) -> Sheet[PaymentList, Payment]:
            query = ListPaymentsQuery(
                page=number,
                per_page=per_page,
                start_time=start_time,
                end_time=end_time,
                currency=currency,
                external_order_num=external_order_num,
                status=status,
            )
            call = prepare(LIST_PAYMENTS, query=query)
            found = self._http.call(call, PaymentList, timeout)
            return Sheet(found, found.data, found.page, found.last_page)

        return Pages(fetch, 1 if isinstance(page, Unset) else page)

    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        payment_details: PaymentDetailsRequest | str,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        timeout: float | None = None,
    ) -> Payment:
        """Create a payment.

        Makes a payment. Cards, prepaid numbers and accounts are charged at once. For konbini,
        PayEasy and bank transfers the reply tells the payer how to pay, and the money comes later.
        A prepaid card that does not cover the total answers 202 and leaves the payment pending, so
        that it can be continued with a further card.

        Source: documented: Payments / Examples

        Args:
            amount: The price before tax, in the smallest unit of the currency, 0 or more,
                without separators.
            currency: A currency by its three-letter ISO 4217 code. Amounts count its smallest
                unit. Allowed values: JPY, USD, EUR, TWD, KRW.
            payment_details: How the payer pays, or the id of a token that stands for it.
            tax: The tax on the amount, in the smallest unit of the currency. `auto`, null or
                nothing at all means the Japanese consumption tax of the day. Default: auto.
            external_order_num: The merchant's own order number. It comes back in the payment
                and in every webhook.
            metadata: The merchant's own notes, text by name. Null means none.
            capture: For credit cards only. False reserves the money, so that it can be captured
                later. Default: True.
            description: What the payment is for. Receipts by e-mail show it.
            locale: The language of receipts and payment instructions. Allowed values: en, ja,
                ko. Default: ja.
            partner_origin: The name of the partner whose software makes the call. The payment
                does not show it.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            RequestFailedError
            ForbiddenError
            InvalidPaymentTypeError
            InvalidTokenError
            InvalidCurrencyError
            InvalidParameterError
            MissingParameterError
            FraudulentError
            InternalServerError
            BadGatewayError
            InsufficientFundsError
            UsedNumberError
            CardDeclinedError
            InvalidPasswordError
            BadVerificationValueError
            ExceedsLimitError
            CardExpiredError
            InvalidNumberError
            InvalidAccountError
            ServiceUnavailableError
            GatewayTimeoutError

        """
        body = PaymentCreate(
            amount=amount,
            currency=currency,
            tax=tax,
            external_order_num=external_order_num,
            metadata=metadata,
            payment_details=payment_details,
            capture=capture,
            description=description,
            locale=locale,
            partner_origin=partner_origin,
        )
        call = prepare(
            CREATE_PAYMENT,
            body=body,
        )
        return self._http.call(call, Payment, timeout)

    def show(
        self,
        payment_id: str,
        /,
        *,
        timeout: float | None = None,
    ) -> Payment:
        """Show a payment.

        Shows one payment as it is now.

        Source: era: payment show endpoint

        Args:
            payment_id: The id of the payment.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            ForbiddenError
            NotFoundError
            InvalidParameterError
            InternalServerError
            ServiceUnavailableError

        """
        call = prepare(
            SHOW_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
        )
        return self._http.call(call, Payment, timeout)

    def update(
        self,
        payment_id: str,
        /,
        *,
        description: str | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        payment_details: PrepaidContinuation | Unset = UNSET,
        timeout: float | None = None,
    ) -> Payment:
        """Update or continue a payment.

        Changes the description or the metadata of a payment, or pays what a pending prepaid payment
        still lacks with a further card. Nothing else of a payment can change. A further card that
        does not cover the rest answers 202 again.

        Source: documented: Continuing a WebMoney Request

        Args:
            payment_id: The id of the payment.
            description: What the payment is for. Null removes it.
            metadata: The merchant's own notes, text by name. They take the place of all notes
                that the payment had.
            payment_details: A further prepaid card for a pending payment. It pays what is still
                missing.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            ForbiddenError
            NotFoundError
            UnprocessableEntityError
            InvalidPaymentTypeError
            InvalidParameterError
            MissingParameterError
            InternalServerError
            BadGatewayError
            UsedNumberError
            CardDeclinedError
            InvalidNumberError
            ServiceUnavailableError
            GatewayTimeoutError

        """
        body = PaymentUpdate(
            description=description,
            metadata=metadata,
            payment_details=payment_details,
        )
        call = prepare(
            UPDATE_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
            body=body,
        )
        return self._http.call(call, Payment, timeout)

    def capture(
        self,
        payment_id: str,
        /,
        *,
        timeout: float | None = None,
    ) -> Payment:
        """Capture a payment.

        Takes the money that was reserved on a credit card, all of it. It works once, and only while
        the payment is authorized.

        Source: era: capture endpoint

        Args:
            payment_id: The id of the payment.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            ForbiddenError
            NotFoundError
            InvalidParameterError
            NotCapturableError
            InternalServerError
            BadGatewayError
            InsufficientFundsError
            CardDeclinedError
            BadVerificationValueError
            ExceedsLimitError
            CardExpiredError
            InvalidNumberError
            ServiceUnavailableError
            GatewayTimeoutError

        """
        call = prepare(
            CAPTURE_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
        )
        return self._http.call(call, Payment, timeout)

    def refund(
        self,
        payment_id: str,
        /,
        *,
        amount: int | Unset = UNSET,
        description: str | Unset | None = UNSET,
        timeout: float | None = None,
    ) -> Payment:
        """Refund a payment.

        Gives money back. Without an amount it is everything that is left. Cards take parts as well;
        BitCash, NET CASH and nanaco only the whole; the other types are refunded by hand.

        Source: era: refund endpoint

        Args:
            payment_id: The id of the payment.
            amount: How much is given back, tax included, in the smallest unit of the currency.
                At most what is left of the total.
            description: Why the money is given back.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            ForbiddenError
            NotFoundError
            InvalidParameterError
            NotRefundableError
            InternalServerError
            BadGatewayError
            ServiceUnavailableError
            GatewayTimeoutError

        """
        body = PaymentRefund(
            amount=amount,
            description=description,
        )
        call = prepare(
            REFUND_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
            body=body,
        )
        return self._http.call(call, Payment, timeout)

    def cancel(
        self,
        payment_id: str,
        /,
        *,
        timeout: float | None = None,
    ) -> Payment:
        """Cancel a payment.

        Calls a payment off before its money is received, which is while it is pending or
        authorized.

        Source: era: cancel endpoint

        Args:
            payment_id: The id of the payment.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            ForbiddenError
            NotFoundError
            InvalidParameterError
            NotCancellableError
            InternalServerError
            BadGatewayError
            ServiceUnavailableError
            GatewayTimeoutError

        """
        call = prepare(
            CANCEL_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
        )
        return self._http.call(call, Payment, timeout)


class Tokens:
    """Exchange payment details for a token, so that a merchant's server never sees them."""

    def __init__(self, http: HTTP) -> None:
        self._http = http

    def create(
        self,
        *,
        payment_details: PaymentDetailsRequest,
        timeout: float | None = None,
    ) -> Token:
        """Create a token.

        Makes a token for payment details. It pays one payment within 30 days. The publishable key
        is enough, so the payer's own device can make the call. The details are checked in form
        only; whether they pay is seen when the token is used.

        Source: documented: Tokens

        Args:
            payment_details: How the payer pays, as the merchant sends it. `type` names the
                payment type and decides the other fields.
            timeout: Seconds that each step of this call may take, in place of the client's own.

        Raises:
            BadRequestError
            UnauthorizedError
            ForbiddenError
            InvalidPaymentTypeError
            InvalidParameterError
            MissingParameterError
            InternalServerError
            ServiceUnavailableError

        """
        body = TokenCreate(
            payment_details=payment_details,
        )
        call = prepare(
            CREATE_TOKEN,
            body=body,
        )
        return self._http.call(call, Token, timeout)
