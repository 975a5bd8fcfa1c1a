"""A name that the package does not have."""

import komoju

repr(komoju.AsyncKomodo)  # refused: AsyncKomoju
