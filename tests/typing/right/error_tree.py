"""Catch errors by class, by family and by code; each says what it knows."""

from typing import Literal, assert_type

from komoju import Komoju, KomojuError, RawResponse
from komoju.errors import (
    BY_CODE,
    APIError,
    AuthenticationError,
    CardDeclinedError,
    ConfigurationError,
    ConnectionFailedError,
    DeclinedError,
    DecodeError,
    InvalidParameterError,
    InvalidRequestError,
    OutcomeUnknownError,
    ServiceError,
    UnexpectedResponseError,
)
from komoju.models import CreditCardRequest, Payment

DECLINED = CreditCardRequest(
    number="4123111111111059", month=1, year=2038, given_name="Taro", family_name="Yamada", verification_value="123"
)


def charge(komoju: Komoju, amount: int) -> Payment | str:
    """Give the payment, or what to tell the payer."""
    try:
        return komoju.payments.create(amount=amount, currency="JPY", payment_details=DECLINED)
    except CardDeclinedError as error:
        assert_type(error, CardDeclinedError)
        assert_type(error.advice, str)
        assert_type(error.shopper, str)
        return error.shopper
    except DeclinedError as error:
        assert_type(error.message, str)
        return error.message
    except OutcomeUnknownError as error:
        assert_type(error.external_order_num, str | None)
        assert_type(error.status, int | None)
        assert_type(error.response, RawResponse | None)
        return f"look for order {error.external_order_num} after {error.operation}"
    except APIError as error:
        return answered(error)
    except DecodeError as error:
        assert_type(error.response, RawResponse | None)
        return str(error)
    except ConnectionFailedError as error:
        return f"nothing was sent: {error}"
    except KomojuError as error:
        return f"{type(error).__name__}: {error}"


def answered(error: APIError) -> str:
    """Tell what the service has against it."""
    assert_type(error.code, str | None)
    assert_type(error.status, int)
    assert_type(error.param, str | None)
    assert_type(error.response, RawResponse)
    assert_type(error.retry, Literal["never", "reads", "always"])
    assert_type(error.outcome, Literal["nothing_processed", "unknown"])
    match error:
        case InvalidParameterError(param=param):
            assert_type(param, str | None)
            return f"mend {param}"
        case InvalidRequestError() | AuthenticationError():
            assert_type(error, InvalidRequestError | AuthenticationError)
            return f"{error.status} {error.code}"
        case ServiceError(outcome=outcome):
            return f"try later: {outcome}"
        case UnexpectedResponseError(response=response):
            assert_type(response.headers["content-type"], str)
            return f"{response.status}: {len(response.content)} bytes, {response.text[:20]}"
        case _:
            return f"{error.code} is newer than this program"


def main() -> None:
    with Komoju() as komoju:
        assert charge(komoju, 1000) == CardDeclinedError.shopper
    assert_type(BY_CODE["card_declined"], type[APIError])
    assert issubclass(BY_CODE["card_declined"], DeclinedError)
    try:
        Komoju("sk_test", base_url="no address")
    except ConfigurationError as error:
        assert_type(error, ConfigurationError)


if __name__ == "__main__":
    main()
