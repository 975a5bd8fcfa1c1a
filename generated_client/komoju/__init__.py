# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""KOMOJU payments for Python.

    from komoju import Komoju
    from komoju.models import KonbiniRequest

    with Komoju("sk_...") as komoju:
        payment = komoju.payments.create(
            amount=1000, currency="JPY", payment_details=KonbiniRequest(store="lawson", phone="090-1111-2222")
        )

`komoju.models` holds the objects of the API, `komoju.errors` all that a call can raise, `komoju.webhooks` the
events that arrive. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from . import _stamp

# `typing` alone would cost more than all the rest of this import; checkers know the name without it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import errors, models, webhooks
    from ._async_client import AsyncKomoju
    from ._client import Komoju
    from ._runtime.document import spec_path
    from ._runtime.replies import ParsedResponse, RawResponse
    from ._runtime.secrets import Secret
    from ._runtime.unset import UNSET, Unset
    from .errors import KomojuError

__version__: str = _stamp.VERSION
__contract__: _stamp.Contract = _stamp.CONTRACT

__all__ = [
    "UNSET",
    "AsyncKomoju",
    "Komoju",
    "KomojuError",
    "ParsedResponse",
    "RawResponse",
    "Secret",
    "Unset",
    "__contract__",
    "__version__",
    "errors",
    "models",
    "preload",
    "spec_path",
    "webhooks",
]

_HOMES = {
    "UNSET": "._runtime.unset",
    "AsyncKomoju": "._async_client",
    "Komoju": "._client",
    "KomojuError": ".errors",
    "ParsedResponse": "._runtime.replies",
    "RawResponse": "._runtime.replies",
    "Secret": "._runtime.secrets",
    "Unset": "._runtime.unset",
    "spec_path": "._runtime.document",
}


if not TYPE_CHECKING:  # a checker would take any misspelt name for an object

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in {"errors", "models", "webhooks"}:
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
    """Import and make all that the first call needs, TLS included, so that no call pays for it."""
    from contextlib import suppress
    from importlib import import_module

    import httpx2

    from ._runtime.tls import context

    for name in ("asyncio", "encodings.idna"):
        import_module(name)
    for name in ("_client", "_async_client", "_resources", "_async_resources", "errors"):
        import_module(f".{name}", __name__)
    # Loaded by the HTTP library at its first connection, under names that are its own business.
    with suppress(ModuleNotFoundError):
        for name in ("anyio._core._sockets", "anyio._backends._asyncio"):
            import_module(name)
    httpx2.HTTPTransport(verify=context()).close()
    found = import_module(".models", __name__)
    for name in found.__all__:
        getattr(found, name)
