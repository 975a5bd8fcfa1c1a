# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Error: the models of one file of the contract."""

from __future__ import annotations

from .._runtime.codecs import TEXT, Nullable
from .._runtime.model import Field, Model, ModelCodec
from .._runtime.secrets import shield

__all__ = [
    "Error",
    "ErrorDetail",
]


class ErrorDetail(Model):
    """What went wrong.

    Source: documented: Errors / Attributes
    """

    __slots__ = ()

    message: Field[str] = Field(TEXT)
    """What went wrong, in English, for a person.

    Its wording may change.

    Source: documented: Errors / Attributes
    """
    code: Field[str] = Field(TEXT)
    """What went wrong, for a program.

    `x-error-catalog` of this document lists the codes; others may be added.

    Source: documented: Errors / Attributes
    """
    param: Field[str | None] = Field(Nullable(TEXT))
    """The parameter at fault, without the object around it.

    Null when no single parameter is at fault.

    Source: documented: Errors / Attributes
    """

    def __init__(
        self,
        *,
        message: str,
        code: str,
        param: str | None,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        super().__init__(
            message=message,
            code=code,
            param=param,
        )


class Error(Model):
    """The body of every refusal.

    Source: documented: Errors / JSON Object
    """

    __slots__ = ()

    error: Field[ErrorDetail] = Field(ModelCodec(ErrorDetail))
    """What went wrong.

    Source: documented: Errors / Attributes
    """

    def __init__(
        self,
        *,
        error: ErrorDetail,
    ) -> None:
        """Make one. A value of the wrong type is a `TypeError` here, before anything is sent."""
        error = shield(error, Model)
        super().__init__(
            error=error,
        )
