# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""KOMOJU payments for Python.

    from komoju import Komoju
    from komoju.models import KonbiniRequest

    with Komoju("sk_...") as komoju:
        payment = komoju.payments.create(
            amount=1000, currency="JPY", payment_details=KonbiniRequest(store="lawson", phone="090-1111-2222")
        )

`komoju.models` holds the objects of the API, `komoju.errors` all that a call can raise. Nothing heavy is imported
before it is needed.
"""

from __future__ import annotations

from . import _stamp

# `typing` alone would cost more than all the rest of this import; checkers know the name without it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import errors, models
    from ._async_client import AsyncKomoju
    from ._client import Komoju
    from ._runtime.replies import RawResponse
    from ._runtime.secrets import Secret
    from ._runtime.unset import UNSET, Unset
    from .errors import KomojuError

__version__ = _stamp.VERSION

__all__ = [
    "UNSET",
    "AsyncKomoju",
    "Komoju",
    "KomojuError",
    "RawResponse",
    "Secret",
    "Unset",
    "__version__",
    "errors",
    "models",
    "preload",
]

_HOMES = {
    "UNSET": "._runtime.unset",
    "AsyncKomoju": "._async_client",
    "Komoju": "._client",
    "KomojuError": ".errors",
    "RawResponse": "._runtime.replies",
    "Secret": "._runtime.secrets",
    "Unset": "._runtime.unset",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in {"errors", "models"}:
        return import_module(f".{name}", __name__)
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(_HOMES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


def preload() -> None:
    """Import all that the first call needs, the HTTP library included, so that no call pays for it."""
    from importlib import import_module

    for name in ("asyncio", "httpx2", f"{__name__}._client", f"{__name__}._async_client"):
        import_module(name)
    found = import_module(".models", __name__)
    for name in found.__all__:
        getattr(found, name)
