# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Where this package comes from."""

VERSION = "0.1.0"
"""The version of this package and of the generator that wrote it."""
SPEC_VERSION = "1.0.0"
"""The version of the contract."""
SPEC_SHA256 = "78325bd838e80b5e487cac598f50cf45c722c6e3cb2ea611eaf9adade3a60cb8"
"""The SHA-256 of `spec/dist/komoju-v1.json`, from which the package was generated."""
BASE_URL = "https://sandbox.komoju.com/api/v1"
"""The first server of the contract."""
