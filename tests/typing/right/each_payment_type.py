"""Pay by each of the ten types; whatever the type, the answer is a `Payment`."""

from typing import assert_type

from komoju import Komoju
from komoju.models import (
    BankTransferRequest,
    BitCashRequest,
    CreditCardRequest,
    CultureVoucherRequest,
    DosparaRequest,
    KonbiniRequest,
    NanacoRequest,
    NetCashRequest,
    PayEasyRequest,
    Payment,
    PaymentDetailsRequest,
    WebMoneyRequest,
)

YEN: list[PaymentDetailsRequest] = [
    KonbiniRequest(store="lawson", email="test@example.com", phone="090-1111-2222", expiry_days=3),
    KonbiniRequest(store="family-mart"),
    CreditCardRequest(number="4111111111111111", month=1, year=2038, given_name="Taro", family_name="Yamada"),
    CreditCardRequest(
        number="4111111111111111",
        month="01",
        year=2038,
        given_name="Taro",
        family_name="Yamada",
        verification_value="123",
        email="test@example.com",
    ),
    BankTransferRequest(
        given_name="太郎",
        family_name="山田",
        given_name_kana="タロウ",
        family_name_kana="ヤマダ",
        email="test@example.com",
        phone="080-1111-2222",
        expiry_days=14,
    ),
    PayEasyRequest(
        given_name="太郎",
        family_name="山田",
        given_name_kana="タロウ",
        family_name_kana="ヤマダ",
        email="test@example.com",
        phone="090-1111-2222",
    ),
    WebMoneyRequest(prepaid_number="1111111111111111"),
    NetCashRequest(prepaid_number="1111111111111111", email="test@example.com"),
    NanacoRequest(prepaid_number="1111111111111111"),
    BitCashRequest(prepaid_number="1111111111111111"),
]


def main() -> None:
    with Komoju() as komoju:
        for details in YEN:
            payment = komoju.payments.create(amount=100, currency="JPY", payment_details=details)
            assert_type(payment, Payment)
            assert payment.total >= payment.amount
        won = komoju.payments.create(
            amount=1000,
            currency="KRW",
            tax=0,
            external_order_num="K-1",
            metadata={"shelf": "B7"},
            locale="ko",
            description="Blue teapot",
            payment_details=CultureVoucherRequest(culture_id="11111111", culture_password="11111111"),
        )
        assert won.metadata == {"shelf": "B7"}
        komoju.tokens.create(payment_details=DosparaRequest(user_no="12345", user_password="password"))


if __name__ == "__main__":
    main()
