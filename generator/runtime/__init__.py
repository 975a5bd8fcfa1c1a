"""Plain Python that ships inside the client as `komoju._runtime`, unchanged."""
