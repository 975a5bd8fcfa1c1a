"""Leave a parameter out, send null, or send a value: three things, and the types keep them apart."""

from collections.abc import Mapping
from typing import Literal, assert_type

from komoju import UNSET, Komoju, Secret, Unset
from komoju.models import KonbiniRequest, Payment, PaymentCreate, PaymentUpdate


def create(
    komoju: Komoju, *, order: str | None = None, tax: int | Literal["auto"] | None = None, days: int | Unset = UNSET
) -> Payment:
    """Pass on what the caller gave, and leave out the rest."""
    return komoju.payments.create(
        amount=1000,
        currency="JPY",
        tax=tax,
        external_order_num=UNSET if order is None else order,
        metadata=None,
        description=None,
        payment_details=KonbiniRequest(store="lawson", expiry_days=days),
    )


def days_of(request: KonbiniRequest) -> int:
    """Read a field that may have been left out."""
    assert_type(request.expiry_days, int | Unset)
    if isinstance(request.expiry_days, Unset):
        return 0
    assert_type(request.expiry_days, int)
    return request.expiry_days


def main() -> None:
    with Komoju() as komoju:
        assert_type(create(komoju), Payment)
        payment = create(komoju, order="U-1", tax=0, days=3)
        changed = komoju.payments.update(payment.id, description=None, metadata={"shelf": "B7"})
        assert changed.description is None
    assert days_of(KonbiniRequest(store="lawson")) == 0
    assert days_of(KonbiniRequest(store="lawson", expiry_days=7)) == 7

    body = PaymentCreate(amount=1000, currency="JPY", payment_details="tok_1", tax="auto")
    assert_type(body.tax, int | Literal["auto"] | Unset | None)
    assert_type(body.metadata, Mapping[str, str] | Unset | None)
    assert_type(body.capture, bool | Unset)
    assert body.metadata is UNSET
    assert_type(PaymentUpdate(description=None).description, str | Unset | None)

    email = KonbiniRequest(store="lawson", email=Secret("test@example.com")).email
    assert_type(email, Secret | Unset)
    if not isinstance(email, Unset):
        assert_type(email.reveal(), str)


if __name__ == "__main__":
    main()
