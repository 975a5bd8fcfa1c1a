"""Write functions and classes around the client with its public names, and stub it in a test."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, assert_type

import komoju
from komoju import Komoju, Secret
from komoju.models import Currency, Konbini, KonbiniRequest, Payment, PaymentDetailsRequest, Store

T = TypeVar("T")


class Till(Protocol):
    """What a shop needs of a client."""

    def charge(self, amount: int, details: PaymentDetailsRequest | str) -> Payment:
        """Take a payment."""
        ...


@dataclass
class KomojuTill:
    """The shop's own layer around the client."""

    client: Komoju
    currency: Currency = "JPY"
    seen: list[Payment] = field(default_factory=list[Payment])

    def charge(self, amount: int, details: PaymentDetailsRequest | str) -> Payment:
        """Take a payment, and remember it."""
        self.seen.append(self.client.payments.create(amount=amount, currency=self.currency, payment_details=details))
        return self.seen[-1]


def details_for(stores: Iterable[Store]) -> list[KonbiniRequest]:
    return [KonbiniRequest(store=store, email="test@example.com") for store in stores]


def sell(till: Till, baskets: Sequence[int], details: KonbiniRequest) -> list[Payment]:
    return [till.charge(amount, details) for amount in baskets]


def traced(call: Callable[[], T]) -> T:
    try:
        return call()
    except komoju.KomojuError as error:
        error.add_note("while tracing")
        raise


def main() -> None:
    with Komoju() as client:
        till = KomojuTill(client)
        payments = sell(till, [100, 200], details_for(["lawson", "daily-yamazaki"])[0])
        shown = traced(lambda: client.payments.show(payments[0].id))
    assert_type(shown, Payment)
    assert shown == till.seen[0]
    assert {payment.total for payment in payments} == {108, 216}

    details = Konbini.from_dict(
        Konbini(
            email=None, store="lawson", confirmation_code=None, receipt="303001", instructions_url="https://example.com"
        ).to_dict()
    )
    assert_type(details, Konbini)
    assert_type(details.to_dict(), dict[str, Any])
    secret = Secret("4111111111111111", shown=4)
    assert_type(f"{secret}", str)
    assert (str(secret), secret.reveal()[:1]) == ("***1111", "4")
    komoju.preload()
    assert_type(komoju.__version__, str)


if __name__ == "__main__":
    main()
