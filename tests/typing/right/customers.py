"""Store how somebody pays, charge it, read what happened, and ask for money to be sent back."""

from contextlib import suppress
from typing import assert_type

from komoju import Komoju, ParsedResponse, Secret, webhooks
from komoju.errors import InvalidParameterError, NotRefundableError
from komoju.models import CreditCardRequest, Customer, Event, FraudDetails, KonbiniRequest, Payment, RefundRequest
from komoju.models.payment import PaymentCreate


def subscribe(komoju: Komoju) -> Customer:
    """Store a card."""
    card = CreditCardRequest(number="4111111111111111", month=1, year=2038, given_name="Taro", family_name="Yamada")
    customer = komoju.customers.create(payment_details=card, email="taro@example.com", metadata={"plan": "gold"})
    assert_type(customer, Customer)
    assert_type(customer.email, Secret | None)
    return komoju.customers.update(customer.id, email=None, idempotency_key="u-1")


def charge(komoju: Komoju, customer: Customer) -> Payment:
    """Charge it, seen from a browser."""
    seen = FraudDetails(customer_ip="203.0.113.7", browser_language="ja")
    payment = komoju.payments.create(amount=500, currency="JPY", customer=customer.id, fraud_details=seen)
    assert_type(payment, Payment)
    assert_type(payment.customer, str | None)
    raw = komoju.payments.with_raw_response.create(amount=500, currency="JPY", customer=customer.id, capture=False)
    assert_type(raw, ParsedResponse[Payment])
    made = PaymentCreate(amount=500, currency="JPY", customer=customer.id)
    assert made.to_dict() == {"amount": 500, "currency": "JPY", "customer": customer.id}
    return payment


def send_back(komoju: Komoju, payment: Payment) -> tuple[RefundRequest, ...]:
    """Ask for the money of a payment at the till."""
    asked = komoju.payments.request_refund(
        payment.id,
        amount=payment.total,
        customer_name="ﾔﾏﾀﾞ ﾀﾛｳ",
        bank_name="みずほ銀行",
        branch_number="245",
        account_type="normal",
        account_number="1234567",
        include_payment_method_fee=False,
    )
    for request in asked.refund_requests:
        assert_type(request.account_number, Secret)
        assert_type(request.bank_code, str | None)
    return asked.refund_requests


def look_back(komoju: Komoju) -> list[str]:
    """Read what happened, oldest last."""
    told: list[str] = []
    for event in komoju.events.list(per_page=100):
        assert_type(event, Event)
        told.append(event.type)
        if isinstance(event, webhooks.CustomerEvent):
            assert_type(event.data, Customer)
            again = komoju.events.show(event.id)
            assert_type(again, Event)
            assert again == event
    states = webhooks.fold(komoju.events.list())
    assert_type(states, dict[str, webhooks.PaymentState])
    return told


def main() -> None:
    with Komoju() as komoju:
        customer = subscribe(komoju)
        assert [each.id for each in komoju.customers.list()] == [customer.id]
        assert charge(komoju, customer).customer == customer.id
        assert_type(komoju.customers.delete(customer.id), Customer)
        try:
            charge(komoju, customer)
        except InvalidParameterError as error:
            assert_type(error.param, str | None)
        waiting = komoju.payments.create(amount=500, currency="JPY", payment_details=KonbiniRequest(store="lawson"))
        with suppress(NotRefundableError):
            send_back(komoju, waiting)
        assert look_back(komoju)[-1] == "customer.created"


if __name__ == "__main__":
    main()
