"""A type that this version has never heard of is a case as well."""

from typing import assert_never

from komoju.models import CreditCardToken, KonbiniToken, UnknownTokenDetails


def says(details: KonbiniToken | CreditCardToken | UnknownTokenDetails) -> str:
    match details:
        case KonbiniToken():
            return "konbini"
        case CreditCardToken():
            return "card"
        case _ as other:
            assert_never(other)  # refused: UnknownTokenDetails is left
