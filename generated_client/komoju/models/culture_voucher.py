# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Culture voucher: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal

from .._runtime.codecs import Constant, SecretText
from .._runtime.model import Field, Model
from .._runtime.secrets import Secret, seal

__all__ = [
    "CultureVoucher",
    "CultureVoucherRequest",
    "CultureVoucherToken",
]


class CultureVoucherRequest(Model):
    """Pay from a Culture Voucher account.

    The currency has to be KRW.

    Source: documented: Payments / Examples
    """

    __slots__ = ()

    type: Field[Literal["culture_voucher"]] = Field(
        Constant[Literal["culture_voucher"]]("culture_voucher")
    )
    """Always `culture_voucher`.

    Source: documented: Payments / Examples
    """
    culture_id: Field[Secret] = Field(SecretText())
    """The name of the account, at most 12 characters.

    Source: documented: Payments / Examples
    """
    culture_password: Field[Secret] = Field(SecretText())
    """The password of the account, at most 12 characters.

    Source: documented: Payments / Examples
    """

    def __init__(
        self,
        *,
        culture_id: str | Secret,
        culture_password: str | Secret,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        culture_id = seal(culture_id, 0)
        culture_password = seal(culture_password, 0)
        super().__init__(
            culture_id=culture_id,
            culture_password=culture_password,
        )


class CultureVoucher(Model):
    """The account that paid.

    Source: documented: Payments / Examples
    """

    __slots__ = ()

    type: Field[Literal["culture_voucher"]] = Field(
        Constant[Literal["culture_voucher"]]("culture_voucher")
    )
    """Always `culture_voucher`.

    Source: documented: Payments / Examples
    """
    culture_id: Field[Secret] = Field(SecretText())
    """The name of the account, whole.

    Source: documented: Payments / Examples
    """

    def __init__(
        self,
        *,
        culture_id: str | Secret,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        culture_id = seal(culture_id, 0)
        super().__init__(
            culture_id=culture_id,
        )


class CultureVoucherToken(Model):
    """What a token shows of the Culture Voucher details behind it, which is their type only.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["culture_voucher"]] = Field(
        Constant[Literal["culture_voucher"]]("culture_voucher")
    )
    """Always `culture_voucher`.

    Source: documented: Tokens / Examples
    """
