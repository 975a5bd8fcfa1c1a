"""The reference as a static site: from the document to pages that need neither a server nor a network."""
