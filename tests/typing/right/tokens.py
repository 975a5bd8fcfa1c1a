"""Exchange details for a token, read what it shows, and pay with it."""

from datetime import datetime
from typing import Literal, assert_never, assert_type

from komoju import Komoju, Secret, Unset
from komoju.models import (
    BankTransferToken,
    BitCashToken,
    CreditCardToken,
    CultureVoucherToken,
    DosparaToken,
    KonbiniRequest,
    KonbiniToken,
    NanacoToken,
    NetCashToken,
    PayEasyToken,
    Payment,
    Token,
    TokenDetails,
    UnknownTokenDetails,
    WebMoneyToken,
)


def shown(token: Token) -> str:
    """Tell what stands behind a token."""
    assert_type(token.payment_details, TokenDetails)
    match token.payment_details:
        case CreditCardToken(given_name=name):
            assert_type(name, Secret)
            return str(name)
        case KonbiniToken(email=email):
            assert_type(email, Secret | Unset)
            return "no address" if isinstance(email, Unset) else email.reveal()
        case BankTransferToken() | PayEasyToken() as named:
            assert_type(named.family_name_kana, Secret)
            return str(named.family_name_kana)
        case WebMoneyToken() | NetCashToken() | NanacoToken() | BitCashToken():
            return "a prepaid number"
        case CultureVoucherToken() | DosparaToken():
            return "an account"
        case UnknownTokenDetails() as unknown:
            return unknown.type
        case _ as other:
            assert_never(other)


def main() -> None:
    with Komoju() as komoju:
        token = komoju.tokens.create(payment_details=KonbiniRequest(store="sunkus", email="test@example.com"))
        assert_type(token.id, str)
        assert_type(token.resource, Literal["token"])
        assert_type(token.created_at, datetime)
        assert shown(token) == "test@example.com"
        payment = komoju.payments.create(amount=1000, currency="JPY", payment_details=token.id)
        assert_type(payment, Payment)


if __name__ == "__main__":
    main()
