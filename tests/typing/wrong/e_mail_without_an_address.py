"""What was seen of a payer in a browser needs the address that it was seen from."""

from komoju.models import FraudDetails

FraudDetails(customer_email="a@example.com")  # refused: no customer_ip beside it
