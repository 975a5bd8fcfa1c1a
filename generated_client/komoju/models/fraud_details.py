# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Fraud details: the models of one file of the contract."""

from __future__ import annotations

from typing import overload

from .._runtime.codecs import TEXT, SecretText
from .._runtime.model import Model, OptionalField
from .._runtime.secrets import Secret, seal
from .._runtime.unset import UNSET, Unset, beside

__all__ = [
    "FraudDetails",
]


class FraudDetails(Model):
    """What is known of the payer and of the browser.

    All of it may be left out, but what was seen in a browser needs the address that it was seen
    from.

    Source: era: payment create schema of 2017-03
    """

    __slots__ = ()

    customer_ip: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's IP address, version 4 or 6.

    Source: era: payment create schema of 2017-03
    """
    customer_email: OptionalField[Secret] = OptionalField(SecretText())
    """The payer's e-mail address.

    It needs `customer_ip` beside it.

    Source: documented: Payment Details
    """
    customer_id: OptionalField[str] = OptionalField(TEXT)
    """The merchant's own id of the payer.

    Source: era: payment create schema of 2017-03
    """
    browser_language: OptionalField[str] = OptionalField(TEXT)
    """The language that the payer's browser asks for.

    It needs `customer_ip` beside it.

    Source: era: payment create schema of 2017-03
    """
    browser_user_agent: OptionalField[str] = OptionalField(TEXT)
    """How the payer's browser calls itself.

    It needs `customer_ip` beside it.

    Source: era: payment create schema of 2017-03
    """

    @overload
    def __init__(
        self,
        *,
        customer_ip: str | Secret,
        customer_email: str | Secret | Unset = UNSET,
        customer_id: str | Unset = UNSET,
        browser_language: str | Unset = UNSET,
        browser_user_agent: str | Unset = UNSET,
    ) -> None: ...
    @overload
    def __init__(
        self,
        *,
        customer_ip: str | Secret | Unset = UNSET,
        customer_email: Unset = UNSET,
        customer_id: str | Unset = UNSET,
        browser_language: Unset = UNSET,
        browser_user_agent: Unset = UNSET,
    ) -> None: ...
    def __init__(
        self,
        *,
        customer_ip: str | Secret | Unset = UNSET,
        customer_email: str | Secret | Unset = UNSET,
        customer_id: str | Unset = UNSET,
        browser_language: str | Unset = UNSET,
        browser_user_agent: str | Unset = UNSET,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        customer_ip = seal(customer_ip, 0)
        customer_email = seal(customer_email, 0)
        beside(
            "customer_email",
            customer_email,
            customer_ip=customer_ip,
        )
        beside(
            "browser_language",
            browser_language,
            customer_ip=customer_ip,
        )
        beside(
            "browser_user_agent",
            browser_user_agent,
            customer_ip=customer_ip,
        )
        super().__init__(
            customer_ip=customer_ip,
            customer_email=customer_email,
            customer_id=customer_id,
            browser_language=browser_language,
            browser_user_agent=browser_user_agent,
        )
