"""The fault of a secret that does not open; apart from the cipher, which takes long to load."""


class SecretFault(Exception):
    """A secret cannot be opened; the words say which key it wants, and what to do."""
