# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The resources of the API and their calls. The blocking twin of this module is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, overload

from ._operations import (
    CANCEL_PAYMENT,
    CAPTURE_PAYMENT,
    CREATE_CUSTOMER,
    CREATE_PAYMENT,
    CREATE_REFUND_REQUEST,
    CREATE_TOKEN,
    DELETE_CUSTOMER,
    LIST_CUSTOMERS,
    LIST_EVENTS,
    LIST_PAYMENTS,
    REFUND_PAYMENT,
    SHOW_CUSTOMER,
    SHOW_EVENT,
    SHOW_PAYMENT,
    UPDATE_CUSTOMER,
    UPDATE_PAYMENT,
)
from ._runtime.calls import Options, prepare
from ._runtime.codecs import (
    CHOICE,
    INTEGER,
    TEXT,
    TIMESTAMP,
)
from ._runtime.model import Model, OptionalField
from ._runtime.pages import Pages, Sheet
from ._runtime.replies import ParsedResponse
from ._runtime.secrets import Secret, seal, shield
from ._runtime.unset import UNSET, Unset, one_of
from .models.common import Currency, Locale
from .models.customer import Customer, CustomerCreate, CustomerList, CustomerUpdate
from .models.event import EVENT, Event, EventList
from .models.fraud_details import FraudDetails
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
from .models.refund_request import AccountType, RefundRequestCreate
from .models.token import Token, TokenCreate

if TYPE_CHECKING:
    from ._runtime.http import HTTP

__all__ = [
    "Customers",
    "CustomersWithRawResponse",
    "Events",
    "EventsWithRawResponse",
    "Payments",
    "PaymentsWithRawResponse",
    "Tokens",
    "TokensWithRawResponse",
]


class ListPaymentsQuery(Model):
    """The query of `listPayments`."""

    __slots__ = ()

    page: OptionalField[int] = OptionalField(INTEGER)
    """Which page to show.

    The first page is 1.

    Default: 1.

    Source: documented: Pagination
    """
    per_page: OptionalField[int] = OptionalField(INTEGER)
    """How many items a page holds, at most 100.

    Default: 10.

    Source: documented: Pagination
    """
    start_time: OptionalField[datetime] = OptionalField(TIMESTAMP)
    """Show what was made at this moment or later.

    Source: era: list parameters
    """
    end_time: OptionalField[datetime] = OptionalField(TIMESTAMP)
    """Show what was made at this moment or earlier.

    Source: era: list parameters
    """
    currency: OptionalField[Currency] = OptionalField(CHOICE)
    """Show payments in this currency only.

    Allowed values: JPY, USD, EUR, TWD, KRW.

    Source: era: list parameters
    """
    external_order_num: OptionalField[str] = OptionalField(TEXT)
    """Show payments with exactly this order number.

    Source: era: list parameters
    """
    status: OptionalField[PaymentStatus] = OptionalField(CHOICE)
    """Show payments in this status only.

    Allowed values: pending, authorized, captured, refunded, cancelled, expired.

    Source: era: list parameters
    """


class PaymentsWithRawResponse:
    """The calls of `Payments`, each with the reply around its result: status, headers, seconds."""

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
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[PaymentList]:
        """List payments.

        The parameters and the errors are those of `Payments.list`.
        The result is one page.
        """
        query = ListPaymentsQuery(
            page=page,
            per_page=per_page,
            start_time=start_time,
            end_time=end_time,
            currency=currency,
            external_order_num=external_order_num,
            status=status,
        )
        call = prepare(
            LIST_PAYMENTS,
            query=query,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, PaymentList, options)

    @overload
    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        payment_details: PaymentDetailsRequest | str,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        customer: Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]: ...
    @overload
    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        customer: str,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        payment_details: Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]: ...

    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        customer: str | Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]:
        """Create a payment.

        The parameters and the errors are those of `Payments.create`.
        """
        payment_details = shield(payment_details, Model)
        fraud_details = shield(fraud_details, Model)

        body = PaymentCreate(
            amount=amount,
            currency=currency,
            tax=tax,
            external_order_num=external_order_num,
            metadata=metadata,
            capture=capture,
            description=description,
            locale=locale,
            partner_origin=partner_origin,
            fraud_details=fraud_details,
            **one_of(payment_details=payment_details, customer=customer),
        )
        call = prepare(
            CREATE_PAYMENT,
            body=body,
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Payment, options)

    def show(
        self,
        payment_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]:
        """Show a payment.

        The parameters and the errors are those of `Payments.show`.
        """
        call = prepare(
            SHOW_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Payment, options)

    def update(
        self,
        payment_id: str,
        /,
        *,
        description: str | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        payment_details: PrepaidContinuation | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]:
        """Update or continue a payment.

        The parameters and the errors are those of `Payments.update`.
        """
        payment_details = shield(payment_details, Model)

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
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Payment, options)

    def capture(
        self,
        payment_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]:
        """Capture a payment.

        The parameters and the errors are those of `Payments.capture`.
        """
        call = prepare(
            CAPTURE_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Payment, options)

    def refund(
        self,
        payment_id: str,
        /,
        *,
        amount: int | Unset = UNSET,
        description: str | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]:
        """Refund a payment.

        The parameters and the errors are those of `Payments.refund`.
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
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Payment, options)

    def cancel(
        self,
        payment_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]:
        """Cancel a payment.

        The parameters and the errors are those of `Payments.cancel`.
        """
        call = prepare(
            CANCEL_PAYMENT,
            path_values={
                "payment_id": payment_id,
            },
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Payment, options)

    def request_refund(
        self,
        payment_id: str,
        /,
        *,
        amount: int,
        customer_name: str | Secret,
        bank_name: str,
        branch_number: str,
        account_type: AccountType,
        account_number: str | Secret,
        include_payment_method_fee: bool,
        bank_code: str | Unset = UNSET,
        branch_name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Payment]:
        """Request a refund by bank transfer.

        The parameters and the errors are those of `Payments.request_refund`.
        """
        customer_name = seal(customer_name, 0)
        account_number = seal(account_number, 0)

        body = RefundRequestCreate(
            amount=amount,
            customer_name=customer_name,
            bank_name=bank_name,
            bank_code=bank_code,
            branch_name=branch_name,
            branch_number=branch_number,
            account_type=account_type,
            account_number=account_number,
            include_payment_method_fee=include_payment_method_fee,
            description=description,
        )
        call = prepare(
            CREATE_REFUND_REQUEST,
            path_values={
                "payment_id": payment_id,
            },
            body=body,
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Payment, options)


class Payments:
    """Take a payment, follow it, and give the money back."""

    def __init__(self, http: HTTP) -> None:
        self.with_raw_response: PaymentsWithRawResponse = PaymentsWithRawResponse(http)
        """The same calls, each with the reply around its result: status, headers, seconds."""

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
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Pages[PaymentList, Payment]:
        """List payments.

        Shows the payments of the merchant, newest first, page by page. Filters are joined by and. A
        page past the last one is empty.

        Source: documented: Pagination

        Args:
            page: Which page to show. The first page is 1. Default: 1.
            per_page: How many items a page holds, at most 100. Default: 10.
            start_time: Show what was made at this moment or later.
            end_time: Show what was made at this moment or earlier.
            currency: Show payments in this currency only. Allowed values: JPY, USD, EUR, TWD,
                KRW.
            external_order_num: Show payments with exactly this order number.
            status: Show payments in this status only. Allowed values: pending, authorized,
                captured, refunded, cancelled, expired.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            DecodeError: The reply does not have the documented shape.

        Example:
            for item in komoju.payments.list():
                print(item.id)

        """

        def fetch(number: int) -> Sheet[PaymentList, Payment]:
            reply = self.with_raw_response.list(
                page=number,
                per_page=per_page,
                start_time=start_time,
                end_time=end_time,
                currency=currency,
                external_order_num=external_order_num,
                status=status,
                timeout=timeout,
                max_retries=max_retries,
                extra_headers=extra_headers,
            )
            found = reply.parsed
            return Sheet(
                found,
                found.data,
                found.page,
                found.per_page,
                found.last_page,
                found.total,
            )

        return Pages(fetch, 1 if isinstance(page, Unset) else page)

    def find(
        self,
        *,
        external_order_num: str,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment | None:
        """Find the newest Payment with this `external_order_num`; None when there is none.

        It answers what became of a call that ended in `OutcomeUnknownError`. Each item is compared here as well, so
        that a server that does not know the filter cannot pass off another one.
        """
        found = self.list(
            external_order_num=external_order_num,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        for item in found:
            if item.external_order_num == external_order_num:
                return item
        return None

    @overload
    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        payment_details: PaymentDetailsRequest | str,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        customer: Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment: ...
    @overload
    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        customer: str,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        payment_details: Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment: ...

    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        tax: int | Literal["auto"] | Unset | None = UNSET,
        external_order_num: str | Unset = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        customer: str | Unset = UNSET,
        capture: bool | Unset = UNSET,
        description: str | Unset | None = UNSET,
        locale: Locale | Unset = UNSET,
        partner_origin: str | Unset = UNSET,
        fraud_details: FraudDetails | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment:
        """Create a payment.

        Makes a payment. Cards, prepaid numbers and accounts are charged at once. For konbini,
        PayEasy and bank transfers the reply tells the payer how to pay, and the money comes later.
        A prepaid card that does not cover the total answers 202 and leaves the payment pending, so
        that it can be continued with a further card. A customer pays with what is stored. Give
        exactly one of `payment_details` and `customer`.

        Source: documented: Payments / Examples

        Args:
            amount: The price before tax, in the smallest unit of the currency, 0 or more,
                without separators.
            currency: A currency by its three-letter ISO 4217 code. Amounts count its smallest
                unit. Allowed values: JPY, USD, EUR, TWD, KRW.
            tax: The tax on the amount, in the smallest unit of the currency. `auto`, null or
                nothing at all means the Japanese consumption tax of the day. Default: auto.
            external_order_num: The merchant's own order number. It comes back in the payment
                and in every webhook.
            metadata: The merchant's own notes, text by name. Null means none.
            payment_details: How the payer pays, or the id of a token that stands for it.
            customer: The id of a customer, who pays with the details that are stored.
            capture: For credit cards only. False reserves the money, so that it can be captured
                later. Default: True.
            description: What the payment is for. Receipts by e-mail show it.
            locale: The language of receipts and payment instructions. Allowed values: en, ja,
                ko. Default: ja.
            partner_origin: The name of the partner whose software makes the call. The payment
                does not show it.
            fraud_details: What helps to judge whether the payment is a fraud. The payment does
                not show it.
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            RequestFailedError: The payment failed for a reason that has no code of its own.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidPaymentTypeError: The payment type is not one that the service offers.
            InvalidTokenError: The token is unknown, was used before, or is older than its lifetime.
            InvalidCurrencyError: The currency is not offered, or not for this payment type.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            MissingParameterError: A required value was not sent.
            FraudulentError: The payment was judged to be fraudulent.
            InternalServerError: A fault on the side of the service.
            BadGatewayError: The processor gave an answer that could not be understood.
            InsufficientFundsError: There is not enough money on the card or the prepaid number.
            UsedNumberError: The prepaid number has been spent.
            CardDeclinedError: The issuer refused the card or number without giving a reason.
            InvalidPasswordError: The password of the account is wrong.
            BadVerificationValueError: The security code of the card is wrong.
            ExceedsLimitError: The charge is over the limit of the card.
            CardExpiredError: The card is past its expiry month.
            InvalidNumberError: There is no card or prepaid card with this number.
            InvalidAccountError: There is no such account.
            ServiceUnavailableError: The service is down for maintenance.
            GatewayTimeoutError: The processor took too long. The service says that nothing was charged.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.payments.create(
                amount=1000,
                currency="JPY",
                external_order_num="123",
                metadata={"foobar": "hoge"},
                payment_details=KonbiniRequest(email="test@example.com", phone="090-1111-2222", store="lawson"),
            )

        """
        payment_details = shield(payment_details, Model)
        fraud_details = shield(fraud_details, Model)

        reply = self.with_raw_response.create(
            amount=amount,
            currency=currency,
            tax=tax,
            external_order_num=external_order_num,
            metadata=metadata,
            capture=capture,
            description=description,
            locale=locale,
            partner_origin=partner_origin,
            fraud_details=fraud_details,
            **one_of(payment_details=payment_details, customer=customer),
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def show(
        self,
        payment_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment:
        """Show a payment.

        Shows one payment as it is now.

        Source: era: payment show endpoint

        Args:
            payment_id: The id of the payment.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.payments.show("4wwkq1vpwgzl1cgkz3excvfmy")

        """
        reply = self.with_raw_response.show(
            payment_id,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def update(
        self,
        payment_id: str,
        /,
        *,
        description: str | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        payment_details: PrepaidContinuation | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
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
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidPaymentTypeError: The payment type is not one that the service offers.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            MissingParameterError: A required value was not sent.
            InternalServerError: A fault on the side of the service.
            BadGatewayError: The processor gave an answer that could not be understood.
            UsedNumberError: The prepaid number has been spent.
            CardDeclinedError: The issuer refused the card or number without giving a reason.
            InvalidNumberError: There is no card or prepaid card with this number.
            ServiceUnavailableError: The service is down for maintenance.
            GatewayTimeoutError: The processor took too long. The service says that nothing was charged.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.payments.update(
                "4wwkq1vpwgzl1cgkz3excvfmy",
                description="Blue teapot",
                metadata={"shelf": "B7"},
            )

        """
        payment_details = shield(payment_details, Model)

        reply = self.with_raw_response.update(
            payment_id,
            description=description,
            metadata=metadata,
            payment_details=payment_details,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def capture(
        self,
        payment_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment:
        """Capture a payment.

        Takes the money that was reserved on a credit card, all of it. It works once, and only while
        the payment is authorized.

        Source: era: capture endpoint

        Args:
            payment_id: The id of the payment.
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            NotCapturableError: Only an authorized card payment can be captured.
            InternalServerError: A fault on the side of the service.
            BadGatewayError: The processor gave an answer that could not be understood.
            InsufficientFundsError: There is not enough money on the card or the prepaid number.
            CardDeclinedError: The issuer refused the card or number without giving a reason.
            BadVerificationValueError: The security code of the card is wrong.
            ExceedsLimitError: The charge is over the limit of the card.
            CardExpiredError: The card is past its expiry month.
            InvalidNumberError: There is no card or prepaid card with this number.
            ServiceUnavailableError: The service is down for maintenance.
            GatewayTimeoutError: The processor took too long. The service says that nothing was charged.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.payments.capture("4wwkq1vpwgzl1cgkz3excvfmy")

        """
        reply = self.with_raw_response.capture(
            payment_id,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def refund(
        self,
        payment_id: str,
        /,
        *,
        amount: int | Unset = UNSET,
        description: str | Unset | None = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
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
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            NotRefundableError: The payment is not captured, or its type cannot be refunded in this way.
            InternalServerError: A fault on the side of the service.
            BadGatewayError: The processor gave an answer that could not be understood.
            ServiceUnavailableError: The service is down for maintenance.
            GatewayTimeoutError: The processor took too long. The service says that nothing was charged.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.payments.refund(
                "4wwkq1vpwgzl1cgkz3excvfmy",
                amount=540,
                description="One cup was broken",
            )

        """
        reply = self.with_raw_response.refund(
            payment_id,
            amount=amount,
            description=description,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def cancel(
        self,
        payment_id: str,
        /,
        *,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment:
        """Cancel a payment.

        Calls a payment off before its money is received, which is while it is pending or
        authorized.

        Source: era: cancel endpoint

        Args:
            payment_id: The id of the payment.
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            NotCancellableError: The payment is neither pending nor authorized, so there is nothing left to cancel.
            InternalServerError: A fault on the side of the service.
            BadGatewayError: The processor gave an answer that could not be understood.
            ServiceUnavailableError: The service is down for maintenance.
            GatewayTimeoutError: The processor took too long. The service says that nothing was charged.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.payments.cancel("4wwkq1vpwgzl1cgkz3excvfmy")

        """
        reply = self.with_raw_response.cancel(
            payment_id,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def request_refund(
        self,
        payment_id: str,
        /,
        *,
        amount: int,
        customer_name: str | Secret,
        bank_name: str,
        branch_number: str,
        account_type: AccountType,
        account_number: str | Secret,
        include_payment_method_fee: bool,
        bank_code: str | Unset = UNSET,
        branch_name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Payment:
        """Request a refund by bank transfer.

        Asks for money to be sent to a bank account, where a payment cannot be refunded in another
        way: konbini, PayEasy, bank transfer and WebMoney, once the money has been received. A
        person does it; the payment shows the request.

        Source: later: refund request endpoint

        Args:
            payment_id: The id of the payment.
            amount: How much is given back, tax included, in the smallest unit of the currency.
                All requests of a payment together at most its total.
            customer_name: The holder of the account, in half-width katakana. Blanks are
                allowed.
            bank_name: The name of the bank.
            branch_number: The number of the bank's branch, three digits. It is text, so that no
                digit is lost.
            account_type: The kind of a bank account. Allowed values: normal, checking, savings.
            account_number: The number of the account, seven digits. It is text, so that no
                digit is lost.
            include_payment_method_fee: Whether the fee of the payment type is given back as
                well.
            bank_code: The number of the bank, four digits.
            branch_name: The name of the bank's branch.
            description: Why the money is given back.
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            MissingParameterError: A required value was not sent.
            NotRefundableError: The payment is not captured, or its type cannot be refunded in this way.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.payments.request_refund(
                "4wwkq1vpwgzl1cgkz3excvfmy",
                amount=540,
                customer_name="ﾔﾏﾀﾞ ﾀﾛｳ",
                bank_name="三井住友銀行",
                bank_code="0009",
                branch_name="吉祥寺",
                branch_number="245",
                account_type="normal",
                account_number="1234567",
                include_payment_method_fee=False,
                description="One cup was broken",
            )

        """
        customer_name = seal(customer_name, 0)
        account_number = seal(account_number, 0)

        reply = self.with_raw_response.request_refund(
            payment_id,
            amount=amount,
            customer_name=customer_name,
            bank_name=bank_name,
            branch_number=branch_number,
            account_type=account_type,
            account_number=account_number,
            include_payment_method_fee=include_payment_method_fee,
            bank_code=bank_code,
            branch_name=branch_name,
            description=description,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed


class TokensWithRawResponse:
    """The calls of `Tokens`, each with the reply around its result: status, headers, seconds."""

    def __init__(self, http: HTTP) -> None:
        self._http = http

    def create(
        self,
        *,
        payment_details: PaymentDetailsRequest,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Token]:
        """Create a token.

        The parameters and the errors are those of `Tokens.create`.
        """
        payment_details = shield(payment_details, Model)

        body = TokenCreate(
            payment_details=payment_details,
        )
        call = prepare(
            CREATE_TOKEN,
            body=body,
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Token, options)


class Tokens:
    """Exchange payment details for a token, so that a merchant's server never sees them."""

    def __init__(self, http: HTTP) -> None:
        self.with_raw_response: TokensWithRawResponse = TokensWithRawResponse(http)
        """The same calls, each with the reply around its result: status, headers, seconds."""

    def create(
        self,
        *,
        payment_details: PaymentDetailsRequest,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Token:
        """Create a token.

        Makes a token for payment details. It pays one payment within 30 days. The publishable key
        is enough, so the payer's own device can make the call. The details are checked in form
        only; whether they pay is seen when the token is used.

        Source: documented: Tokens

        Args:
            payment_details: How the payer pays, as the merchant sends it. `type` names the
                payment type and decides the other fields.
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidPaymentTypeError: The payment type is not one that the service offers.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            MissingParameterError: A required value was not sent.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.tokens.create(
                payment_details=KonbiniRequest(email="test@example.com", phone="090-1111-2222", store="lawson"),
            )

        """
        payment_details = shield(payment_details, Model)

        reply = self.with_raw_response.create(
            payment_details=payment_details,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed


class ListCustomersQuery(Model):
    """The query of `listCustomers`."""

    __slots__ = ()

    page: OptionalField[int] = OptionalField(INTEGER)
    """Which page to show.

    The first page is 1.

    Default: 1.

    Source: documented: Pagination
    """
    per_page: OptionalField[int] = OptionalField(INTEGER)
    """How many items a page holds, at most 100.

    Default: 10.

    Source: documented: Pagination
    """
    start_time: OptionalField[datetime] = OptionalField(TIMESTAMP)
    """Show what was made at this moment or later.

    Source: era: list parameters
    """
    end_time: OptionalField[datetime] = OptionalField(TIMESTAMP)
    """Show what was made at this moment or earlier.

    Source: era: list parameters
    """


class CustomersWithRawResponse:
    """The calls of `Customers`, each with the reply around its result: status, headers, seconds."""

    def __init__(self, http: HTTP) -> None:
        self._http = http

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        per_page: int | Unset = UNSET,
        start_time: datetime | Unset = UNSET,
        end_time: datetime | Unset = UNSET,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[CustomerList]:
        """List customers.

        The parameters and the errors are those of `Customers.list`.
        The result is one page.
        """
        query = ListCustomersQuery(
            page=page,
            per_page=per_page,
            start_time=start_time,
            end_time=end_time,
        )
        call = prepare(
            LIST_CUSTOMERS,
            query=query,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, CustomerList, options)

    def create(
        self,
        *,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        email: str | Secret | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Customer]:
        """Create a customer.

        The parameters and the errors are those of `Customers.create`.
        """
        payment_details = shield(payment_details, Model)
        email = seal(email, 0)

        body = CustomerCreate(
            payment_details=payment_details,
            email=email,
            metadata=metadata,
        )
        call = prepare(
            CREATE_CUSTOMER,
            body=body,
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Customer, options)

    def show(
        self,
        customer_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Customer]:
        """Show a customer.

        The parameters and the errors are those of `Customers.show`.
        """
        call = prepare(
            SHOW_CUSTOMER,
            path_values={
                "customer_id": customer_id,
            },
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Customer, options)

    def update(
        self,
        customer_id: str,
        /,
        *,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        email: str | Secret | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Customer]:
        """Update a customer.

        The parameters and the errors are those of `Customers.update`.
        """
        payment_details = shield(payment_details, Model)
        email = seal(email, 0)

        body = CustomerUpdate(
            payment_details=payment_details,
            email=email,
            metadata=metadata,
        )
        call = prepare(
            UPDATE_CUSTOMER,
            path_values={
                "customer_id": customer_id,
            },
            body=body,
            idempotency_key=idempotency_key,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Customer, options)

    def delete(
        self,
        customer_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Customer]:
        """Delete a customer.

        The parameters and the errors are those of `Customers.delete`.
        """
        call = prepare(
            DELETE_CUSTOMER,
            path_values={
                "customer_id": customer_id,
            },
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, Customer, options)


class Customers:
    """Store how somebody pays, and charge it again."""

    def __init__(self, http: HTTP) -> None:
        self.with_raw_response: CustomersWithRawResponse = CustomersWithRawResponse(http)
        """The same calls, each with the reply around its result: status, headers, seconds."""

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        per_page: int | Unset = UNSET,
        start_time: datetime | Unset = UNSET,
        end_time: datetime | Unset = UNSET,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Pages[CustomerList, Customer]:
        """List customers.

        Shows the customers of the merchant, newest first, page by page. A page past the last one is
        empty.

        Source: era: customer endpoints

        Args:
            page: Which page to show. The first page is 1. Default: 1.
            per_page: How many items a page holds, at most 100. Default: 10.
            start_time: Show what was made at this moment or later.
            end_time: Show what was made at this moment or earlier.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            DecodeError: The reply does not have the documented shape.

        Example:
            for item in komoju.customers.list():
                print(item.id)

        """

        def fetch(number: int) -> Sheet[CustomerList, Customer]:
            reply = self.with_raw_response.list(
                page=number,
                per_page=per_page,
                start_time=start_time,
                end_time=end_time,
                timeout=timeout,
                max_retries=max_retries,
                extra_headers=extra_headers,
            )
            found = reply.parsed
            return Sheet(
                found,
                found.data,
                found.page,
                found.per_page,
                found.last_page,
                found.total,
            )

        return Pages(fetch, 1 if isinstance(page, Unset) else page)

    def create(
        self,
        *,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        email: str | Secret | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Customer:
        """Create a customer.

        Stores payment details for payments to come, and makes a customer who stands for them. The
        details are checked in form only; whether they pay is seen at each payment. A customer
        without details cannot pay yet.

        Source: era: customer endpoints

        Args:
            payment_details: How the customer pays, or the id of a token that stands for it. It
                is stored for payments to come.
            email: The customer's e-mail address. Null means none.
            metadata: The merchant's own notes, text by name. KOMOJU keeps them and reads
                nothing into them.
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidPaymentTypeError: The payment type is not one that the service offers.
            InvalidTokenError: The token is unknown, was used before, or is older than its lifetime.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            MissingParameterError: A required value was not sent.
            InternalServerError: A fault on the side of the service.
            InsufficientFundsError: There is not enough money on the card or the prepaid number.
            CardDeclinedError: The issuer refused the card or number without giving a reason.
            BadVerificationValueError: The security code of the card is wrong.
            ExceedsLimitError: The charge is over the limit of the card.
            CardExpiredError: The card is past its expiry month.
            InvalidNumberError: There is no card or prepaid card with this number.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.customers.create(
                payment_details=CreditCardRequest(number="4111111111111111", month=1, year=2018, verification_value="123", given_name="Taro", family_name="Yamada"),
                email="test@example.com",
                metadata={"foobar": "hoge"},
            )

        """
        payment_details = shield(payment_details, Model)
        email = seal(email, 0)

        reply = self.with_raw_response.create(
            payment_details=payment_details,
            email=email,
            metadata=metadata,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def show(
        self,
        customer_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Customer:
        """Show a customer.

        Shows one customer as it is now, without what is stored with it.

        Source: era: customer endpoints

        Args:
            customer_id: The id of the customer.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.customers.show("6i8u0pq2c9k4m7e1w5x3z8b0d")

        """
        reply = self.with_raw_response.show(
            customer_id,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def update(
        self,
        customer_id: str,
        /,
        *,
        payment_details: PaymentDetailsRequest | str | Unset = UNSET,
        email: str | Secret | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset = UNSET,
        idempotency_key: str | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Customer:
        """Update a customer.

        Changes the e-mail address or the metadata of a customer, or stores other payment details in
        the place of those that were stored.

        Source: era: customer endpoints

        Args:
            customer_id: The id of the customer.
            payment_details: How the customer pays from now on, or the id of a token that stands
                for it. It takes the place of what was stored.
            email: The customer's e-mail address. Null removes it.
            metadata: The merchant's own notes, text by name. They take the place of all notes
                that the customer had.
            idempotency_key: A key of the merchant's choice for this one call, so that it can be sent again
                without being carried out again. The service understands it in later versions; the
                one of 2017 ignores it. The same key within 24 hours gives the first reply again.
                While the first call still runs, the answer is 409. The same key with another
                request is refused.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            UnprocessableEntityError: The request is well-formed, but cannot be done, such as a further prepaid card for a
                payment that is complete, or another request under an idempotency key that has been
                used.
            InvalidPaymentTypeError: The payment type is not one that the service offers.
            InvalidTokenError: The token is unknown, was used before, or is older than its lifetime.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            MissingParameterError: A required value was not sent.
            InternalServerError: A fault on the side of the service.
            InsufficientFundsError: There is not enough money on the card or the prepaid number.
            CardDeclinedError: The issuer refused the card or number without giving a reason.
            BadVerificationValueError: The security code of the card is wrong.
            ExceedsLimitError: The charge is over the limit of the card.
            CardExpiredError: The card is past its expiry month.
            InvalidNumberError: There is no card or prepaid card with this number.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.customers.update(
                "6i8u0pq2c9k4m7e1w5x3z8b0d",
                payment_details=CreditCardRequest(number="5555555555554444", month=1, year=2018, given_name="Taro", family_name="Yamada"),
                email="taro@example.com",
            )

        """
        payment_details = shield(payment_details, Model)
        email = seal(email, 0)

        reply = self.with_raw_response.update(
            customer_id,
            payment_details=payment_details,
            email=email,
            metadata=metadata,
            idempotency_key=idempotency_key,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed

    def delete(
        self,
        customer_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Customer:
        """Delete a customer.

        Removes a customer and erases the details that were stored. The reply shows the customer for
        the last time; the payments that were made with it stay.

        Source: era: customer endpoints

        Args:
            customer_id: The id of the customer.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            OutcomeUnknownError: The call was sent, and no readable reply came.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.customers.delete("6i8u0pq2c9k4m7e1w5x3z8b0d")

        """
        reply = self.with_raw_response.delete(
            customer_id,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed


class ListEventsQuery(Model):
    """The query of `listEvents`."""

    __slots__ = ()

    page: OptionalField[int] = OptionalField(INTEGER)
    """Which page to show.

    The first page is 1.

    Default: 1.

    Source: documented: Pagination
    """
    per_page: OptionalField[int] = OptionalField(INTEGER)
    """How many items a page holds, at most 100.

    Default: 10.

    Source: documented: Pagination
    """


class EventsWithRawResponse:
    """The calls of `Events`, each with the reply around its result: status, headers, seconds."""

    def __init__(self, http: HTTP) -> None:
        self._http = http

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        per_page: int | Unset = UNSET,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[EventList]:
        """List events.

        The parameters and the errors are those of `Events.list`.
        The result is one page.
        """
        query = ListEventsQuery(
            page=page,
            per_page=per_page,
        )
        call = prepare(
            LIST_EVENTS,
            query=query,
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, EventList, options)

    def show(
        self,
        event_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> ParsedResponse[Event]:
        """Show an event.

        The parameters and the errors are those of `Events.show`.
        """
        call = prepare(
            SHOW_EVENT,
            path_values={
                "event_id": event_id,
            },
        )
        options = Options(timeout, max_retries, extra_headers)
        return self._http.call(call, EVENT, options)


class Events:
    """Read again what webhooks were told."""

    def __init__(self, http: HTTP) -> None:
        self.with_raw_response: EventsWithRawResponse = EventsWithRawResponse(http)
        """The same calls, each with the reply around its result: status, headers, seconds."""

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        per_page: int | Unset = UNSET,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Pages[EventList, Event]:
        """List events.

        Shows what happened, newest first, page by page, whether a webhook was told or not. A page
        past the last one is empty.

        Source: era: event endpoints

        Args:
            page: Which page to show. The first page is 1. Default: 1.
            per_page: How many items a page holds, at most 100. Default: 10.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            DecodeError: The reply does not have the documented shape.

        Example:
            for item in komoju.events.list():
                print(item.id)

        """

        def fetch(number: int) -> Sheet[EventList, Event]:
            reply = self.with_raw_response.list(
                page=number,
                per_page=per_page,
                timeout=timeout,
                max_retries=max_retries,
                extra_headers=extra_headers,
            )
            found = reply.parsed
            return Sheet(
                found,
                found.data,
                found.page,
                found.per_page,
                found.last_page,
                found.total,
            )

        return Pages(fetch, 1 if isinstance(page, Unset) else page)

    def show(
        self,
        event_id: str,
        /,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Event:
        """Show an event.

        Shows one event. Its data are as they were when it happened.

        Source: era: event endpoints

        Args:
            event_id: The id of the event.
            timeout: Seconds that each step of this call may take: to connect, to send, and to wait
                for the reply. Default: the client's.
            max_retries: How many times this call may be sent again. Default: the client's.
            extra_headers: Further headers for this call.

        Raises:
            BadRequestError: The request could not be read, for example broken JSON, broken brackets or a wrong
                encoding.
            UnauthorizedError: The API key is missing or unknown.
            ForbiddenError: The key is known, but it may not make this call. A publishable key only creates
                tokens.
            NotFoundError: There is no such path, or no such resource for this key.
            InvalidParameterError: A value has the wrong type or format, or lies outside its limits, or the parameter
                is not known.
            InternalServerError: A fault on the side of the service.
            ServiceUnavailableError: The service is down for maintenance.
            ConnectionFailedError: No reply came, and nothing can have happened.
            DecodeError: The reply does not have the documented shape.

        Example:
            result = komoju.events.show("2bwqmsx4b5s1r0y0p6l5dfsv8")

        """
        reply = self.with_raw_response.show(
            event_id,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
        )
        return reply.parsed
