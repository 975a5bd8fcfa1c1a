# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Dospara: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal

from .._runtime.codecs import Constant, SecretText
from .._runtime.model import Field, Model
from .._runtime.secrets import Secret, seal

__all__ = [
    "Dospara",
    "DosparaRequest",
    "DosparaToken",
]


class DosparaRequest(Model):
    """Pay from a Dospara account.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["dospara"]] = Field(Constant[Literal["dospara"]]("dospara"))
    """Always `dospara`.

    Source: documented: Tokens / Examples
    """
    user_no: Field[Secret] = Field(SecretText())
    """The number of the account, at most 20 characters.

    Source: documented: Tokens / Examples
    """
    user_password: Field[Secret] = Field(SecretText())
    """The password of the account, at most 20 characters.

    Source: documented: Tokens / Examples
    """

    def __init__(
        self,
        *,
        user_no: str | Secret,
        user_password: str | Secret,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        user_no = seal(user_no, 0)
        user_password = seal(user_password, 0)
        super().__init__(
            user_no=user_no,
            user_password=user_password,
        )


class Dospara(Model):
    """A Dospara payment shows nothing of the account behind it.

    Source: era: payment schema of 2017-03
    """

    __slots__ = ()

    type: Field[Literal["dospara"]] = Field(Constant[Literal["dospara"]]("dospara"))
    """Always `dospara`.

    Source: era: payment schema of 2017-03
    """


class DosparaToken(Model):
    """What a token shows of the Dospara details behind it, which is their type only.

    Source: documented: Tokens / Examples
    """

    __slots__ = ()

    type: Field[Literal["dospara"]] = Field(Constant[Literal["dospara"]]("dospara"))
    """Always `dospara`.

    Source: documented: Tokens / Examples
    """
