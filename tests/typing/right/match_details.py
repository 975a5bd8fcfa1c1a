"""Match on `payment_details`: every case narrows, and a missing case is an error of the checker."""

from typing import assert_never, assert_type

from komoju import Komoju, Secret
from komoju.models import (
    BankTransfer,
    BitCash,
    CardBrand,
    CreditCard,
    CultureVoucher,
    Dospara,
    Konbini,
    KonbiniRequest,
    Nanaco,
    NetCash,
    PayEasy,
    Payment,
    PaymentDetails,
    PrepaidCard,
    Store,
    UnknownPaymentDetails,
    WebMoney,
)


def instructions(payment: Payment) -> str:
    """Tell the payer what to do next."""
    assert_type(payment.payment_details, PaymentDetails | None)
    match payment.payment_details:
        case Konbini(receipt=receipt, confirmation_code=code, store=store, email=email):
            assert_type(receipt, str)
            assert_type(code, str | None)
            assert_type(store, Store | str)
            assert_type(email, Secret | None)
            return f"{store}: {receipt}"
        case CreditCard(brand=brand, last_four_digits=digits, month=month):
            assert_type(brand, CardBrand | str)
            assert_type(digits, str)
            assert_type(month, int)
            return f"{brand} {digits}"
        case PayEasy() as pay_easy:
            assert_type(pay_easy.bank_id, str)
            return f"{pay_easy.bank_id} {pay_easy.customer_id} {pay_easy.confirmation_id}"
        case BankTransfer() as transfer:
            assert_type(transfer.account_number, str)
            return transfer.bank_name
        case WebMoney() | NetCash() | Nanaco() as prepaid:
            assert_type(prepaid.short_amount, int)
            assert_type(prepaid.prepaid_cards, tuple[PrepaidCard, ...])
            return f"still {prepaid.short_amount} yen short"
        case CultureVoucher(culture_id=culture_id):
            assert_type(culture_id, Secret)
            return f"voucher {culture_id}"
        case BitCash() | Dospara():
            return "nothing to do"
        case UnknownPaymentDetails(type=kind) as unknown:
            assert_type(kind, str)
            return f"{kind}: {sorted(unknown.to_dict())}"
        case None:
            return "not chosen yet"
        case _ as other:
            assert_never(other)


def receipt_of(payment: Payment) -> str | None:
    """Narrow without `match`."""
    details = payment.payment_details
    if isinstance(details, Konbini):
        assert_type(details, Konbini)
        assert_type(details.receipt, str)
        return details.receipt
    return None


def main() -> None:
    with Komoju() as komoju:
        details = KonbiniRequest(store="lawson")
        payment = komoju.payments.create(amount=1000, currency="JPY", payment_details=details)
    assert instructions(payment) == f"lawson: {receipt_of(payment)}"


if __name__ == "__main__":
    main()
